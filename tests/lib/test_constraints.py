"""No two intervals of one space at a time, whoever writes and however: held by both databases."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from multifactory.lib.checks import check_overlap_triggers, check_sqlite_journal
from multifactory.lib.constraints import NoOverlap
from multifactory.lib.sqlite import is_wal_safe
from spaces.allocations.models import Allocation
from spaces.bookings.models import Claim
from tests.factories.spaces import AllocationFactory, ClaimFactory, SpaceFactory

JANUARY, FEBRUARY, MARCH, APRIL = (date(2026, month, 1) for month in range(1, 5))

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return SpaceFactory()


@pytest.fixture
def february(unit):
    return AllocationFactory(unit=unit, start_on=FEBRUARY, end_on=MARCH)


def is_refused(write) -> bool:
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    ("start", "end", "refused"),
    [
        (JANUARY, FEBRUARY, False),  # back to back
        (MARCH, APRIL, False),
        (MARCH, None, False),
        (JANUARY, date(2026, 2, 2), True),
        (date(2026, 2, 28), MARCH, True),
        (FEBRUARY, MARCH, True),
        (date(2026, 2, 10), date(2026, 2, 11), True),
        (JANUARY, APRIL, True),
        (JANUARY, None, True),
    ],
)
def test_insert_is_refused_exactly_when_it_overlaps(unit, february, start, end, refused):
    assert is_refused(lambda: AllocationFactory(unit=unit, start_on=start, end_on=end)) is refused


def test_open_end_holds_the_unit_for_ever(unit):
    AllocationFactory(unit=unit, start_on=JANUARY, end_on=None)

    assert is_refused(lambda: AllocationFactory(unit=unit, start_on=date(2099, 1, 1), end_on=None))


def test_other_unit_is_free(february):
    assert not is_refused(lambda: AllocationFactory(start_on=FEBRUARY, end_on=MARCH))


def test_voided_row_holds_nothing(unit, february):
    Allocation.objects.filter(pk=february.pk).update(voided_at=timezone.now(), void_reason="typed twice")

    assert not is_refused(lambda: AllocationFactory(unit=unit, start_on=FEBRUARY, end_on=MARCH))


def test_bulk_create_is_refused(unit, february):
    rows = [
        AllocationFactory.build(unit=unit, company=february.company, start_on=day) for day in (MARCH, APRIL)
    ]

    assert is_refused(lambda: Allocation.objects.bulk_create(rows))


def test_update_of_a_queryset_is_refused(unit, february):
    AllocationFactory(unit=unit, start_on=MARCH, end_on=APRIL)

    assert is_refused(lambda: Allocation.objects.filter(start_on=MARCH).update(start_on=date(2026, 2, 28)))
    assert not is_refused(lambda: Allocation.objects.filter(start_on=MARCH).update(end_on=None))


def test_save_of_the_row_itself_passes(february):
    february.end_reason = "moves out"

    assert not is_refused(february.save)


def test_row_moved_to_another_unit_is_refused(february):
    other = AllocationFactory(start_on=FEBRUARY, end_on=None)

    assert is_refused(lambda: Allocation.objects.filter(pk=other.pk).update(unit=february.unit))


def test_row_called_back_from_void_is_refused(unit, february):
    voided = AllocationFactory(
        unit=unit, start_on=FEBRUARY, end_on=MARCH, voided_at=timezone.now(), void_reason="typed twice"
    )

    assert is_refused(lambda: Allocation.objects.filter(pk=voided.pk).update(voided_at=None))


def test_times_are_compared_to_the_microsecond():
    start, end = datetime(2026, 2, 1, 10, tzinfo=UTC), datetime(2026, 2, 1, 11, tzinfo=UTC)
    claim = ClaimFactory(starts_at=start, ends_at=end)
    almost = end.replace(hour=10, minute=59, second=59, microsecond=999_999)

    assert not is_refused(
        lambda: ClaimFactory(space=claim.space, starts_at=end, ends_at=end.replace(hour=12))
    )
    assert is_refused(lambda: ClaimFactory(space=claim.space, starts_at=almost, ends_at=end))


def test_released_claim_holds_nothing():
    claim = ClaimFactory()
    Claim.objects.update(released_at=timezone.now())

    assert not is_refused(
        lambda: ClaimFactory(space=claim.space, starts_at=claim.starts_at, ends_at=claim.ends_at)
    )


def test_validation_names_the_conflict_before_the_database_does(unit, february):
    rival = AllocationFactory.build(unit=unit, company=february.company, start_on=JANUARY, end_on=None)

    with pytest.raises(ValidationError) as caught:
        rival.validate_constraints()

    assert caught.value.messages == ["During this period the unit is allocated to another company."]


def test_validation_lets_pass_what_the_database_takes(unit, february):
    AllocationFactory.build(unit=unit, company=february.company, start_on=MARCH).validate_constraints()
    february.validate_constraints()


def test_equal_constraints_are_equal_and_others_are_not():
    parts = {"key": "unit", "start": "start_on", "end": "end_on", "unless": "voided_at"}

    assert NoOverlap(name="a", **parts) == NoOverlap(name="a", **parts)
    assert NoOverlap(name="a", **parts) != NoOverlap(name="b", **parts)
    assert NoOverlap(name="a", **parts).clone() == NoOverlap(name="a", **parts)


@pytest.mark.django_db(transaction=True)
def test_constraint_outlives_a_change_of_the_table():
    """SQLite remakes a table to change a field, and a trigger goes with the old table."""
    old = Allocation._meta.get_field("reason")
    new = models.CharField(max_length=250, blank=True)
    new.set_attributes_from_name("reason")
    new.model = Allocation
    held = AllocationFactory(start_on=FEBRUARY, end_on=MARCH)

    with connection.schema_editor() as editor:
        editor.alter_field(Allocation, old, new, strict=True)
    try:
        assert is_refused(lambda: AllocationFactory(unit=held.unit, start_on=FEBRUARY, end_on=MARCH))
        assert check_overlap_triggers(databases=["default"]) == []
    finally:
        with connection.schema_editor() as editor:
            editor.alter_field(Allocation, new, old, strict=True)


@pytest.mark.sqlite  # PostgreSQL has no triggers to lose
def test_check_notices_a_lost_trigger():
    assert check_overlap_triggers(databases=["default"]) == []
    with connection.cursor() as cursor:
        cursor.execute('DROP TRIGGER "claim_overlap_UPDATE"')

    (error,) = check_overlap_triggers(databases=["default"])

    assert (error.id, error.msg) == ("multifactory.E001", "Table spaces_claim has lost claim_overlap_UPDATE.")


def test_journal_of_this_database_is_sound():
    assert check_sqlite_journal(databases=["default"]) == []


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
    ],
)
def test_write_ahead_log_is_used_only_where_it_is_mended(version, safe):
    assert is_wal_safe(version) is safe
