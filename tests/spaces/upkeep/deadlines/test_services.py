"""Deadlines: recorded, told of, each once."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from members.people.models import Membership
from multifactory.lib.papers import CleanPaper, PaperKind
from spaces.upkeep.deadlines.models import Deadline, DeadlineDone
from spaces.upkeep.deadlines.services import record_done, tell_of_deadlines
from tests.factories.members import MembershipFactory
from tests.factories.spaces import BuildingFactory, local
from tests.factories.upkeep import DeadlineDoneFactory, DeadlineFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 30)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(local("2026-11-30 08:00"), tick=False):
        yield


@pytest.fixture
def place():
    return MembershipFactory(role=Membership.Role.REPRESENTATIVE)


def done(deadline, place, day=TODAY, **kwargs):
    due_on = kwargs.pop("due_on", deadline.next_on)
    return record_done(deadline, day=day, by=place.user, company=place.company, due_on=due_on, **kwargs)


def test_done_on_the_last_of_august_is_due_again_on_the_last_of_february(place):
    deadline = DeadlineFactory(responsible=place.company, next_on=date(2026, 9, 1))

    done(deadline, place, date(2026, 8, 31), note="All in order")

    deadline.refresh_from_db()
    assert deadline.next_on == date(2027, 2, 28)
    row = deadline.done.get()
    assert (row.day, row.due_on, row.company, row.recorded_by, row.note) == (
        date(2026, 8, 31),
        date(2026, 9, 1),
        place.company,
        place.user,
        "All in order",
    )


def test_a_day_to_come_or_before_the_last_is_refused(place):
    deadline = DeadlineFactory(responsible=place.company)
    DeadlineDoneFactory(deadline=deadline, day=date(2026, 11, 10))

    for day, why in (
        (date(2026, 12, 1), "This date is in the future."),
        (date(2026, 11, 10), "It is already recorded as done on 10 Nov 2026: choose a later day."),
    ):
        with pytest.raises(ValidationError) as refusal:
            done(deadline, place, day)
        assert refusal.value.message_dict == {"day": [why]}


def test_the_same_form_sent_twice_is_recorded_once(place):
    deadline = DeadlineFactory(responsible=place.company)
    due_on = deadline.next_on

    first = done(deadline, place, due_on=due_on)
    assert done(deadline, place, due_on=due_on) == first

    assert deadline.done.count() == 1


def test_whoever_records_it_second_reads_that_it_is_recorded(place, coordinator):
    deadline = DeadlineFactory(responsible=place.company, next_on=date(2026, 12, 5))
    due_on = deadline.next_on
    done(deadline, place, date(2026, 11, 20), due_on=due_on)

    with pytest.raises(ValidationError) as refusal:
        record_done(deadline, day=TODAY, by=coordinator, due_on=due_on)

    assert "It is now due on 20 May 2027." in refusal.value.messages[0]
    assert deadline.done.count() == 1


def test_only_the_responsible_company_and_coordinators_record_it(place, coordinator):
    deadline = DeadlineFactory()

    with pytest.raises(ValidationError, match="Only the responsible company"):
        done(deadline, place)
    assert record_done(deadline, day=TODAY, by=coordinator, due_on=deadline.next_on).company is None


def test_what_was_recorded_stays_for_good(place):
    deadline = DeadlineFactory(responsible=place.company)
    row = done(deadline, place, paper=CleanPaper(PaperKind.PDF, b"%PDF-1.7"))
    rows = DeadlineDone.objects.filter(pk=row.pk)

    for write in (lambda: rows.update(day=date(2020, 1, 1)), lambda: rows.update(note=""), rows.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()
    assert rows.update(recorded_by=None) == 1  # the person may go


def test_a_deadline_is_of_a_space_or_of_a_building():
    deadline = DeadlineFactory()
    rows = Deadline.objects.filter(pk=deadline.pk)

    both = {"building": BuildingFactory()}
    for change in (both, {"space": None}, {"every_months": 0}, {"every_months": 121}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(space=None, building=BuildingFactory(), blocks_when_late=True)


def told_on(deadline, days_before):
    """How many mails go out when this many days are left."""
    mail.outbox.clear()
    day = deadline.next_on - timedelta(days=days_before)
    with time_machine.travel(local(f"{day} 09:00"), tick=False):
        tell_of_deadlines()
        tell_of_deadlines()
    return len(mail.outbox)


def test_it_is_told_of_once_at_each_step_also_by_a_worker_that_stood_still(place, coordinator):
    deadline = DeadlineFactory(responsible=place.company, next_on=date(2027, 3, 1))

    assert [told_on(deadline, left) for left in (61, 60, 59, 30, 7, 6, 0, -1, -7, -8, -14)] == [
        *(0, 2, 0, 2, 2, 0, 2, 0, 2, 0, 2)
    ]
    assert told_on(deadline, -60) == 2  # weeks later: one mail each, not one for every week


def test_the_company_and_the_coordinators_are_told_each_in_their_language(place, coordinator):
    place.user.language = "it"
    place.user.save()
    MembershipFactory(company=place.company)  # a collaborator hears nothing
    DeadlineFactory(name="Hoist", responsible=place.company, next_on=TODAY + timedelta(days=7))

    tell_of_deadlines()

    assert {told.to[0]: told.subject for told in mail.outbox} == {
        place.user.email: "Scadenza 7 dicembre 2026: Hoist",
        coordinator.email: "Due on 7 December 2026: Hoist",
    }


def test_what_was_done_is_told_of_again_before_its_next_day(place):
    deadline = DeadlineFactory(responsible=place.company, every_months=1, next_on=TODAY)
    tell_of_deadlines()
    done(deadline, place)
    mail.outbox.clear()

    assert tell_of_deadlines() == 1  # the step of 30 days
    assert "30 December 2026" in mail.outbox[0].subject


def test_nobody_is_told_of_what_is_not_needed_any_more(place):
    DeadlineFactory(responsible=place.company, ended_on=timezone.localdate())

    assert (tell_of_deadlines(), mail.outbox) == (0, [])
