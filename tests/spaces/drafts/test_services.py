"""From a drawing to a plan: what is kept, what is refused, and that nothing happens twice."""

import threading
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from spaces.drafts.models import PlanDraft
from spaces.drafts.services import delete_draft, publish_plan, save_draft, update_draft
from spaces.drafts.sheet import Sheet, TracedShape
from spaces.plans.floor_view import floor_view
from spaces.plans.models import FloorPlan
from tests.factories.spaces import FloorFactory, FloorPlanFactory, PlanDraftFactory, SpaceFactory

pytestmark = pytest.mark.django_db
DAY = date(2025, 5, 1)
SQUARE = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)]


def sheet(*names: str) -> Sheet:
    return Sheet(740, 400, [TracedShape([name], [], SQUARE) for name in names], walls=[SQUARE])


@pytest.fixture
def floor():
    floor = FloorFactory()
    SpaceFactory(code="A1", floor=floor)
    SpaceFactory(code="A2", floor=floor)
    return floor


def kept(floor, *names: str) -> PlanDraft:
    return save_draft(floor, sheet=sheet(*names), file_name="floor.svg", by=None)


def publish(draft, **kwargs) -> FloorPlan:
    return publish_plan(draft, **{"valid_from": DAY, "revision": draft.revision, "by": None} | kwargs)


def faults(call) -> dict:
    with pytest.raises(ValidationError) as refused:
        call()
    return getattr(refused.value, "message_dict", {"": refused.value.messages})


def test_a_published_drawing_is_the_plan_from_its_day_on(floor, coordinator):
    before = FloorPlanFactory(floor=floor, shapes={}, valid_from=date(2017, 1, 1))

    plan = publish(kept(floor, "A1", "A2"), by=coordinator)

    assert plan.shapes == {"A1": [list(point) for point in SQUARE], "A2": [list(point) for point in SQUARE]}
    assert (plan.width, plan.height, plan.walls) == (740, 400, [[list(point) for point in SQUARE]])
    assert plan.published_by == coordinator
    days = (DAY - timedelta(days=1), DAY)
    assert [floor_view(floor, day).drawn_from for day in days] == [before.valid_from, DAY]


def test_a_drawing_takes_the_place_of_the_one_not_published_yet(floor):
    first = kept(floor, "A1", "X")
    mended = update_draft(first, chosen={"A2": 1}, revision=first.revision)

    second = kept(floor, "A1", "A2")

    assert (second.pk, second.chosen, second.revision) == (first.pk, {}, mended.revision + 1)
    assert PlanDraft.objects.count() == 1


def test_the_same_drawing_again_keeps_what_was_chosen(floor):
    first = kept(floor, "A1", "X")
    update_draft(first, chosen={"A2": 1}, revision=first.revision)

    assert kept(floor, "A1", "X").chosen == {"A2": 1}


def test_a_missing_code_is_mended_by_choosing_its_shape(floor):
    draft = kept(floor, "A1", "X")
    assert faults(lambda: publish(draft)) == {
        "leaves_missing": [
            "On 1 May 2025 these have no shape: A2. Choose their shapes, or tick to leave them out."
        ]
    }

    draft = update_draft(draft, chosen={"A2": 1}, revision=draft.revision)

    assert sorted(publish(draft).shapes) == ["A1", "A2"]


def test_a_missing_code_may_be_left_off_the_plan(floor):
    assert sorted(publish(kept(floor, "A1"), leaves_missing=True).shapes) == ["A1"]


def test_only_spaces_of_the_day_are_missed(floor):
    SpaceFactory(code="OLD", floor=floor, valid_to=DAY)

    assert sorted(publish(kept(floor, "A1", "A2")).shapes) == ["A1", "A2"]


def test_doubled_codes_stand_in_the_way(floor):
    draft = kept(floor, "A1", "A2", "A2")

    assert faults(lambda: publish(draft, leaves_missing=True)) == {
        "": ["Several shapes have the code A2: choose which one it is, then publish."]
    }


def test_a_drawing_without_any_code_is_no_plan(floor):
    draft = kept(floor, "X")

    assert faults(lambda: publish(draft, leaves_missing=True)) == {
        "": ["No shape of the drawing has a code of this floor: there is no plan to publish."]
    }


def test_a_plan_of_the_same_day_is_withdrawn_only_when_said(floor):
    mistaken = FloorPlanFactory(floor=floor, valid_from=DAY)
    draft = kept(floor, "A1", "A2")
    assert list(faults(lambda: publish(draft))) == ["valid_from"]

    plan = publish(draft, replaces=True)

    mistaken.refresh_from_db()
    assert mistaken.withdrawn_at == plan.published_at
    assert list(FloorPlan.objects.on(DAY)) == [plan]


# --- Edge case 15: whoever writes -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "write",
    [
        lambda floor: FloorPlanFactory(floor=floor, valid_from=DAY),
        lambda floor: FloorPlan.objects.bulk_create([FloorPlanFactory.build(floor=floor, valid_from=DAY)]),
        lambda floor: FloorPlan.objects.filter(floor=floor).update(valid_from=DAY),
    ],
    ids=["save", "bulk_create", "update"],
)
def test_case_15_the_database_holds_one_plan_a_floor_and_day(floor, write):
    FloorPlanFactory(floor=floor, valid_from=DAY)
    FloorPlanFactory(floor=floor, valid_from=DAY + timedelta(days=1))

    with pytest.raises(IntegrityError), transaction.atomic():
        write(floor)


def test_case_15_the_database_holds_one_open_drawing_a_floor(floor):
    kept(floor, "A1")

    with pytest.raises(IntegrityError), transaction.atomic():
        PlanDraftFactory(floor=floor)


# --- Edge case 16: two coordinators ---------------------------------------------------------------------


def test_case_16_publishing_twice_is_one_plan(floor):
    draft = kept(floor, "A1", "A2")

    plans = [publish(draft) for _time in range(2)]

    assert plans[0] == plans[1] == FloorPlan.objects.get()


def test_case_16_choosing_the_same_twice_changes_nothing(floor):
    draft = kept(floor, "A1", "X")

    revisions = [
        update_draft(draft, chosen={"A2": 1}, revision=draft.revision).revision for _time in range(2)
    ]

    assert revisions == [draft.revision + 1] * 2


def test_case_16_a_stale_page_is_refused_with_what_is_so_now(floor):
    seen = kept(floor, "A1", "X")
    save_draft(floor, sheet=sheet("A1", "A2"), file_name="newer.svg", by=None)

    for stale in (
        lambda: publish(seen),
        lambda: update_draft(seen, chosen={"A2": 1}, revision=seen.revision),
        lambda: delete_draft(seen, revision=seen.revision),
    ):
        [[text]] = faults(stale).values()
        assert text.startswith("The drawing changed after you opened this page: it is now newer.svg of ")
    assert (FloorPlan.objects.count(), PlanDraft.objects.get().chosen) == (0, {})


def test_case_16_after_publishing_nothing_more_is_chosen_or_thrown_away(floor):
    draft = kept(floor, "A1", "A2")
    publish(draft)

    texts = [
        faults(lambda: update_draft(draft, chosen={"A2": 0}, revision=draft.revision)),
        faults(lambda: delete_draft(draft, revision=draft.revision)),
    ]

    assert texts == [
        {"": ["In the meantime this drawing was published. To change it, upload it again."]},
        {"": ["This drawing is published: it stays on record."]},
    ]


def test_case_16_a_drawing_thrown_away_is_not_published(floor):
    draft = kept(floor, "A1", "A2")
    delete_draft(draft, revision=draft.revision)

    assert faults(lambda: publish(draft)) == {"": ["In the meantime this drawing was deleted."]}
    assert PlanDraft.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_case_16_of_many_who_publish_at_once_one_makes_the_plan(floor):
    draft = kept(floor, "A1", "A2")
    start, made, broken = threading.Barrier(8), [], []

    def press() -> None:
        try:
            start.wait()
            made.append(publish(draft).pk)
        except Exception as error:
            broken.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (broken, set(made)) == ([], {FloorPlan.objects.get().pk})


# --- Edge case 14: split while allocated ----------------------------------------------------------------


def test_case_14_a_split_unit_is_drawn_whole_before_and_in_parts_after(floor):
    FloorPlanFactory(
        floor=floor, valid_from=date(2017, 1, 1), shapes={"A1": [list(point) for point in SQUARE]}
    )
    floor.spaces.filter(code="A1").update(valid_to=DAY)
    SpaceFactory(code="A1a", floor=floor)
    SpaceFactory(code="A1b", floor=floor)
    publish(kept(floor, "A1a", "A1b", "A2"))

    def drawn(day: date) -> list[str]:
        return sorted(shape.title.split(":")[0] for shape in floor_view(floor, day).drawing.shapes)

    assert drawn(DAY - timedelta(days=1)) == ["A1"]
    assert drawn(DAY) == ["A1a", "A1b", "A2"]
    assert drawn(timezone.localdate()) == ["A1a", "A1b", "A2"]
