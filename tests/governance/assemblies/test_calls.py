"""First and second call: when they open, when they have no quorum, and what follows."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from governance import verify
from governance.assemblies.hall.services import (
    choose_officers,
    close_assembly,
    defer_item,
    desert_call,
    finish_item,
    open_call,
    open_item,
    resume_assembly,
    suspend_assembly,
)
from governance.attendance.models import AgendaItem, Assembly
from governance.rulebook.models import MatterRule, Rulebook
from governance.voting.event_chain import build_record
from tests.factories.assemblies import come_in, entries_of, make_assembly
from tests.factories.members import MembershipFactory, UserFactory
from tests.governance.assemblies.hall import called, decide, hold, opened, vote_on

pytestmark = pytest.mark.django_db
ROME = ZoneInfo("Europe/Rome")


def states_of(assembly):
    return list(assembly.items.order_by("position").values_list("state", flat=True))


def test_deserted_first_call_writes_minutes():
    assembly = opened(called(9, present=4, second_call_at=timezone.now() + timedelta(days=2)))
    assert (assembly.state, assembly.call) == ("open", 1)

    assembly = desert_call(assembly, by=assembly.chair)

    assert (assembly.state, assembly.call, assembly.closed_at) == ("called", 1, None)
    assert list(assembly.minutes.values_list("call", "state")) == [(1, "draft")]
    assert states_of(assembly) == ["waiting"]
    assert assembly.items.get().proposal.state == "called"


def test_an_assembly_without_a_second_call_ends_deserted_and_frees_its_proposals():
    assembly = opened(called(9, present=4, second_call_at=None))

    assembly = desert_call(assembly, by=assembly.chair)

    assert (assembly.state, assembly.call) == ("deserted", 1)
    assert states_of(assembly) == ["not_reached"]
    assert assembly.items.get().proposal.state == "frozen"
    assert assembly.minutes.count() == 1


def test_a_call_with_a_quorum_for_one_item_is_not_deserted():
    assembly = opened(called(9, present=5))

    with pytest.raises(ValidationError, match="The quorum is reached: 5 are here, 5 are needed"):
        desert_call(assembly, by=assembly.chair)


def test_second_call_on_the_same_day_refused():
    """Its hour had come, and the rulebook gives it a day of its own."""
    now = timezone.now()
    assembly = opened(called(9, second_call_at=now - timedelta(seconds=5)))
    assembly = desert_call(assembly, by=assembly.chair)

    with pytest.raises(ValidationError, match="This call cannot be opened before") as refusal:
        open_call(assembly, by=assembly.chair)
    assert refusal.value.code == "too_early"


def test_second_call_on_the_same_day_where_the_rulebook_says_0_days():
    Rulebook.objects.update(second_call_days=0)
    assembly = opened(called(9, second_call_at=timezone.now() - timedelta(seconds=5)))
    assembly = desert_call(assembly, by=assembly.chair)

    assembly = open_call(assembly, by=assembly.chair)

    assert (assembly.state, assembly.call) == ("open", 2)


def test_no_call_opens_before_its_hour():
    assembly = called(9, present=9, first_call_at=timezone.now() + timedelta(minutes=5))

    with pytest.raises(ValidationError, match="This call cannot be opened before"):
        opened(assembly)


def second_call(companies, *, present, matter="ordinary"):
    return hold(companies, present=present, matter=matter, call=2)


def test_second_call_with_one_present_decides():
    assembly = second_call(41, present=1)

    closed = decide(assembly, "yes")

    assert (closed.is_second_call, closed.outcome, closed.taken_part) == (True, "adopted", 1)
    assert closed.tally["quorum"] == 1


def test_statute_on_second_call_needs_31_of_41():
    assembly = second_call(41, present=30, matter="statute")
    with pytest.raises(ValidationError, match="30 companies of 31 are here") as refusal:
        vote_on(assembly)
    assert refusal.value.code == "quorum"

    come_in(entries_of(assembly)[30])

    closed = decide(assembly, *["yes"] * 31)
    assert (closed.tally["quorum"], closed.outcome) == (31, "adopted")


@pytest.mark.parametrize(("yes", "outcome"), [(30, "rejected"), (31, "adopted")])
def test_dissolution_30_of_41_rejected_and_31_adopted(yes, outcome):
    assembly = hold(41, matter="dissolution")

    assert decide(assembly, *["yes"] * yes).outcome == outcome


def test_tie_in_second_call_is_voted_again_in_second_call():
    Rulebook.objects.update(is_tie_voted_again=True)
    assembly = second_call(9, present=2)
    tied = decide(assembly, "yes", "no")
    assert (tied.outcome, states_of(assembly)) == ("tied", ["open"])

    closed = decide(assembly, "yes", "yes")

    assert (closed.number, closed.is_second_call, closed.outcome) == (2, True, "adopted")
    assert states_of(assembly) == ["done"]


def test_a_tie_in_first_call_is_voted_again_in_first_call():
    Rulebook.objects.update(is_tie_voted_again=True)
    MatterRule.objects.update(second_quorum_numerator=0, second_quorum_denominator=1)
    assembly = hold(4)
    assert decide(assembly, "yes", "yes", "no", "no").outcome == "tied"

    closed = decide(assembly, "yes", "yes", "yes", "no")

    assert (closed.is_second_call, closed.tally["quorum"], closed.outcome) == (False, 2, "adopted")


def test_assembly_over_midnight_is_of_its_first_day():
    """Its number is of the year of the first call, and what it decides at one in the morning is its own."""
    first = datetime(2026, 12, 31, 22, tzinfo=ROME)
    assembly = make_assembly(
        companies=3,
        items=1,
        state="open",
        first_call_at=first,
        second_call_at=None,
        opened_at=first,
    )
    for entry in entries_of(assembly):
        come_in(entry)

    closed = decide(assembly, "yes", "yes", "no")

    record = build_record(closed)
    assert record["round"]["assembly"]["reference"] == assembly.reference
    assert (assembly.year, assembly.reference.split("/")[0]) == (2026, "2026")
    assert list(verify.verify(record))


# --- Chair and secretary --------------------------------------------------------------------------------


def test_president_and_secretary_in_office_take_their_seats():
    assembly = called(3, present=3)
    people = assembly.chair, assembly.secretary
    Assembly.objects.filter(pk=assembly.pk).update(chair=None, secretary=None)

    assembly = open_call(Assembly.objects.get(pk=assembly.pk), by=people[0])

    assert (assembly.chair, assembly.secretary) == people


def test_before_there_are_officers_a_coordinator_enters_whom_those_present_choose(coordinator):
    assembly = called(3, present=3, has_officers=False)
    with pytest.raises(ValidationError, match="First say who chairs"):
        open_call(assembly, by=coordinator)
    chair, secretary = (MembershipFactory(role="representative").user for _ in range(2))
    with pytest.raises(ValidationError, match="two people"):
        choose_officers(assembly, chair=chair, secretary=chair, by=coordinator)

    choose_officers(assembly, chair=chair, secretary=secretary, by=coordinator)
    assembly = Assembly.objects.get(pk=assembly.pk)

    with pytest.raises(ValidationError, match="Only those who chair"):
        open_call(assembly, by=coordinator)
    assert open_call(assembly, by=secretary).state == "open"


def test_nobody_else_leads_an_assembly():
    assembly = called(3, present=3)

    with pytest.raises(ValidationError, match="Only those who chair"):
        open_call(assembly, by=UserFactory())


def test_opening_twice_is_one_opening():
    assembly = opened(called(3, present=3))

    again = opened(Assembly.objects.get(pk=assembly.pk))

    assert (again.opened_at, again.call) == (assembly.opened_at, 1)


def test_one_assembly_is_open_at_a_time():
    first = opened(called(3, present=3))
    second = called(3, present=3, has_officers=False, chair=first.chair, secretary=first.secretary)

    with pytest.raises(ValidationError, match=f"Assembly {first.reference} is open"):
        opened(second)


# --- Rest and end ---------------------------------------------------------------------------------------


def test_a_suspended_assembly_goes_on_in_the_same_call():
    assembly = hold(3)

    suspended = suspend_assembly(assembly, reason="The light has failed.", by=assembly.chair)
    assert (suspended.state, suspended.state_reason) == ("suspended", "The light has failed.")
    with pytest.raises(ValidationError, match="the assembly is suspended"):
        vote_on(suspended)

    resumed = resume_assembly(suspended, by=assembly.chair)
    assert (resumed.state, resumed.call) == ("open", 1)


def test_an_assembly_with_an_open_vote_neither_rests_nor_ends():
    assembly = hold(3)
    vote_on(assembly)

    for act in (
        lambda: suspend_assembly(assembly, reason="Supper.", by=assembly.chair),
        lambda: close_assembly(assembly, by=assembly.chair),
        lambda: desert_call(assembly, by=assembly.chair),
    ):
        with pytest.raises(ValidationError, match="A vote is open"):
            act()


def test_what_was_not_reached_is_free_again_when_the_assembly_closes():
    assembly = hold(3, items=2)
    decide(assembly, "yes", "yes", "yes")

    closed = close_assembly(assembly, by=assembly.chair)

    assert (closed.state, states_of(closed)) == ("closed", ["done", "not_reached"])
    proposals = closed.items.order_by("position").values_list("proposal__state", flat=True)
    assert list(proposals) == ["decided", "frozen"]
    assert closed.minutes.count() == 1


def test_items_are_taken_up_noted_and_deferred():
    assembly = hold(3, items=1)
    AgendaItem.objects.filter(assembly=assembly).update(state="waiting")
    decision = assembly.items.select_related("assembly").get()

    assert open_item(decision, by=assembly.chair).state == "open"
    with pytest.raises(ValidationError, match="ends with its vote"):
        finish_item(decision, by=assembly.chair)
    assert defer_item(decision, by=assembly.chair).state == "deferred"
    with pytest.raises(ValidationError, match="cannot be voted on now"):
        vote_on(assembly)
    assert open_item(decision, by=assembly.chair).state == "open"


def test_one_item_is_dealt_with_at_a_time():
    assembly = hold(3, items=2)
    AgendaItem.objects.filter(assembly=assembly).update(state="waiting")
    first, second = assembly.items.select_related("assembly")
    open_item(first, by=assembly.chair)

    for take_up in (
        lambda: open_item(second, by=assembly.chair),
        lambda: vote_on(assembly, position=2),
    ):
        with pytest.raises(ValidationError, match="Item 1 is being dealt with") as refusal:
            take_up()
        assert refusal.value.code == "another_item"
    with pytest.raises(IntegrityError), transaction.atomic():
        assembly.items.update(state="open")
    assert states_of(assembly) == ["open", "waiting"]

    defer_item(first, by=assembly.chair)
    assert open_item(second, by=assembly.chair).state == "open"


def test_an_assembly_that_rests_until_tomorrow_can_be_resumed_after_another_was_held():
    first = hold(3)
    suspend_assembly(first, reason="Late.", by=first.chair)
    other = opened(called(3, present=3, has_officers=False, chair=first.chair, secretary=first.secretary))

    with pytest.raises(ValidationError, match=f"Assembly {other.reference} is open"):
        resume_assembly(first, by=first.chair)
