"""Counting in an assembly: who is there makes the quorum, and who is silent weighs as no."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from governance import verify
from governance.assemblies.hall.hands import confirm_hand, enter_hand
from governance.assemblies.hall.rounds import cancel_round_in_assembly, open_round_in_assembly
from governance.assemblies.hall.services import close_assembly
from governance.closing.services import close_due_rounds
from governance.proposals.models import Proposal, Recusal
from governance.resolutions.models import Resolution
from governance.rulebook.models import MatterRule, Rulebook
from governance.voting.counting.motion import Counts, outcome
from governance.voting.counting.rule import Electorate, Hall, Rule
from governance.voting.event_chain import build_record
from governance.voting.models import Vote
from governance.voting.services import cancel_round, extend_round, open_voting
from governance.voting.votes import cast_vote
from tests.factories.assemblies import (
    AssemblyEntryFactory,
    come_in,
    entries_of,
    go_out,
    representative_of,
)
from tests.factories.members import MembershipFactory, UserFactory
from tests.governance.assemblies.hall import cast, cast_all, close, decide, hold, vote_on

pytestmark = pytest.mark.django_db


def recuse(entry, reason="It is our contract."):
    proposal = Proposal.objects.get(agenda_items__assembly=entry.assembly)
    Recusal.objects.create(proposal=proposal, company=entry.company, reason=reason)


def checked(closed):
    """Its record holds, by the program that members run."""
    assert list(verify.verify(build_record(closed)))
    return closed


def test_zero_votes():
    closed = checked(decide(hold(3)))

    assert (closed.outcome, closed.taken_part, closed.tally["counts"]["yes"]) == ("rejected", 3, 0)


def test_all_abstain():
    assert checked(decide(hold(4), *["abstain"] * 4)).outcome == "rejected"


def test_all_blank():
    assert checked(decide(hold(4), *["blank"] * 4)).outcome == "rejected"


def test_one_yes_among_nineteen_silent_is_rejected_under_present():
    closed = checked(decide(hold(20), "yes"))

    assert (closed.outcome, closed.taken_part) == ("rejected", 20)


def test_one_yes_among_nineteen_silent_is_adopted_under_cast():
    MatterRule.objects.filter(matter="ordinary").update(base="cast")

    assert checked(decide(hold(20), "yes")).outcome == "adopted"


def test_exactly_half_is_rejected_by_more_than():
    assert checked(decide(hold(4), "yes", "yes")).outcome == "rejected"


def test_two_thirds_of_three_is_two():
    MatterRule.objects.filter(matter="ordinary").update(numerator=2, denominator=3, is_strict=False)

    assert checked(decide(hold(3), "yes", "yes")).outcome == "adopted"


@pytest.mark.parametrize(("yes", "outcome"), [(30, "rejected"), (31, "adopted")])
def test_three_quarters_of_41_is_31(yes, outcome):
    MatterRule.objects.filter(matter="ordinary").update(numerator=3, denominator=4, is_strict=False)

    assert checked(decide(hold(41), *["yes"] * yes)).outcome == outcome


def test_director_stands_aside_in_accounts_and_counts_for_presence():
    assembly = hold(2, matter="accounts")
    place = MembershipFactory(role="representative")
    director = AssemblyEntryFactory(
        assembly=assembly, company=place.company, standing="entitled", is_director=True
    )
    come_in(director)

    voting_round = vote_on(assembly)
    with pytest.raises(ValidationError, match="cannot vote here"):
        cast(voting_round, director, "yes")
    cast_all(voting_round, assembly, "yes", "yes")
    closed = checked(close(voting_round, assembly))

    entry = closed.roll.get(company=director.company)
    assert (entry.standing, entry.reason) == ("recused", "director, c.c. 21")
    assert (closed.taken_part, closed.tally["hall"]["aside"], closed.outcome) == (3, 1, "adopted")


def test_chair_recused_has_no_casting_vote():
    Rulebook.objects.update(is_casting_vote=True)
    MatterRule.objects.filter(matter="ordinary").update(base="cast")
    assembly = hold(3)
    recuse(entries_of(assembly)[0])

    closed = checked(decide(assembly, None, "yes", "no"))

    assert (closed.outcome, closed.tally["hall"]["casting"]) == ("tied", "")


@pytest.mark.parametrize(
    ("choices", "outcome"),
    [(("yes", "no"), "adopted"), (("no", "yes"), "rejected"), (("abstain", "yes", "no"), "tied")],
)
def test_the_vote_of_the_chairs_company_decides_a_tie_where_the_rulebook_says_so(choices, outcome):
    Rulebook.objects.update(is_casting_vote=True)
    MatterRule.objects.filter(matter="ordinary").update(base="cast")

    assert checked(decide(hold(3), *choices)).outcome == outcome


def test_a_chair_that_has_left_has_no_casting_vote():
    Rulebook.objects.update(is_casting_vote=True)
    MatterRule.objects.filter(matter="ordinary").update(base="cast")
    assembly = hold(4)
    voting_round = vote_on(assembly)
    chair, other, *_rest = entries_of(assembly)
    cast(voting_round, chair, "yes")
    cast(voting_round, other, "no")
    go_out(chair)

    assert checked(close(voting_round, assembly)).outcome == "tied"


def test_all_recused():
    assembly = hold(2)
    for entry in entries_of(assembly):
        recuse(entry)

    with pytest.raises(ValidationError, match="No company could vote today"):
        vote_on(assembly)


# --- Hands ----------------------------------------------------------------------------------------------


def seen_by_two(voting_round, entry, choice, assembly):
    vote = enter_hand(voting_round, company=entry.company, choice=choice, by=assembly.chair)
    return confirm_hand(vote, choice=choice, by=assembly.secretary)


def test_hand_vote_and_phone_vote_of_one_company_are_one():
    assembly = hold(3)
    voting_round = vote_on(assembly)
    entry = entries_of(assembly)[2]

    cast(voting_round, entry, "no")
    by_hand = seen_by_two(voting_round, entry, "yes", assembly)
    with pytest.raises(ValidationError, match="In the meantime"):
        cast_vote(
            voting_round,
            company=entry.company,
            answer={"choice": "no"},
            by=representative_of(entry),
            seen_revision=1,
        )

    assert (by_hand.revision, by_hand.is_current) == (2, True)
    closed = checked(close(voting_round, assembly))
    assert closed.tally["counts"] == {"yes": 1, "no": 0, "abstain": 0, "blank": 0}


def test_a_hand_does_not_replace_a_phone_unseen():
    assembly = hold(3)
    voting_round = vote_on(assembly)
    entry = entries_of(assembly)[2]
    cast(voting_round, entry, "no")

    with pytest.raises(ValidationError, match="has voted in the meantime"):
        enter_hand(voting_round, company=entry.company, choice="yes", by=assembly.chair, seen_revision=0)


def test_a_phone_after_the_hand_was_entered_is_not_replaced_by_its_confirmation():
    assembly = hold(3)
    voting_round = vote_on(assembly)
    entry = entries_of(assembly)[2]
    hand = enter_hand(voting_round, company=entry.company, choice="yes", by=assembly.chair)
    cast(voting_round, entry, "no")

    with pytest.raises(ValidationError, match="has voted in the meantime"):
        confirm_hand(hand, choice="yes", by=assembly.secretary)
    assert checked(close(voting_round, assembly)).tally["counts"]["no"] == 1


def test_hand_vote_unconfirmed_is_not_counted():
    assembly = hold(3)
    voting_round = vote_on(assembly)
    entry = entries_of(assembly)[2]
    enter_hand(voting_round, company=entry.company, choice="yes", by=assembly.chair)

    assert Vote.objects.counted_in(voting_round).count() == 0
    closed = checked(close(voting_round, assembly))
    assert (closed.tally["counts"]["yes"], closed.outcome) == (0, "rejected")


def test_scrutineer_confirms_own_entry_refused():
    assembly = hold(3)
    voting_round = vote_on(assembly)
    vote = enter_hand(voting_round, company=entries_of(assembly)[2].company, choice="yes", by=assembly.chair)

    with pytest.raises(ValidationError, match="Another person must confirm it"):
        confirm_hand(vote, choice="yes", by=assembly.chair)


@pytest.mark.parametrize("both", ["entered_by", "confirmed_by"])
def test_a_hand_without_one_of_its_two_people_is_refused_by_the_database(both):
    assembly = hold(3)
    voting_round = vote_on(assembly)
    first, second, third = entries_of(assembly)
    waiting = enter_hand(voting_round, company=second.company, choice="yes", by=assembly.chair)
    vote = enter_hand(voting_round, company=third.company, choice="yes", by=assembly.chair)
    confirm_hand(vote, choice="yes", by=assembly.secretary)
    phone = cast(voting_round, first, "yes")

    for write in (
        lambda: Vote.objects.filter(pk=vote.pk).update(**{both: None}),
        lambda: Vote.objects.filter(pk=phone.pk).update(**{both: assembly.chair}),
        lambda: Vote.objects.filter(pk=waiting.pk).update(is_current=True),
        lambda: Vote.objects.filter(pk=waiting.pk).update(revision=1),
    ):
        with pytest.raises(IntegrityError, match="vote_by_hand_both_or_neither"), transaction.atomic():
            write()


def test_who_saw_a_hand_stays_with_it_once_the_vote_is_closed():
    assembly = hold(3)
    voting_round = vote_on(assembly)
    vote = enter_hand(voting_round, company=entries_of(assembly)[2].company, choice="yes", by=assembly.chair)
    confirm_hand(vote, choice="yes", by=assembly.secretary)
    close(voting_round, assembly)

    with pytest.raises(DatabaseError, match="vote_sealed"), transaction.atomic():
        Vote.objects.update(entered_by=None, confirmed_by=None)


def test_a_hand_entered_anew_is_confirmed_as_it_is_then():
    assembly = hold(3)
    voting_round = vote_on(assembly)
    company = entries_of(assembly)[2].company
    first = enter_hand(voting_round, company=company, choice="yes", by=assembly.chair)
    second = enter_hand(voting_round, company=company, choice="no", by=assembly.chair)

    with pytest.raises(ValidationError, match="entered again"):
        confirm_hand(first, choice="yes", by=assembly.secretary)
    assert (first.pk, confirm_hand(second, choice="no", by=assembly.secretary).choice) == (second.pk, "no")


def test_confirming_twice_is_one_vote():
    assembly = hold(3)
    voting_round = vote_on(assembly)
    vote = seen_by_two(voting_round, entries_of(assembly)[2], "yes", assembly)

    assert confirm_hand(vote, choice="yes", by=assembly.secretary).revision == 1
    assert voting_round.events.filter(kind="VOTED").count() == 1


def test_only_the_desk_enters_hands():
    assembly = hold(3)
    voting_round = vote_on(assembly)

    with pytest.raises(ValidationError, match="Only those at the desk"):
        enter_hand(voting_round, company=entries_of(assembly)[2].company, choice="yes", by=UserFactory())


def test_a_hand_of_who_is_not_there_is_refused():
    assembly = hold(4, present=2)
    voting_round = vote_on(assembly)

    with pytest.raises(ValidationError, match="is not there"):
        enter_hand(voting_round, company=entries_of(assembly)[3].company, choice="yes", by=assembly.chair)


def test_no_hands_where_votes_are_cast_on_phones_alone():
    assembly = hold(3)
    voting_round = vote_on(assembly, cast_by="phones")

    with pytest.raises(ValidationError, match="not cast by show of hands"):
        enter_hand(voting_round, company=entries_of(assembly)[2].company, choice="yes", by=assembly.chair)


# --- Rounds ---------------------------------------------------------------------------------------------


def test_an_adopted_item_stands_in_the_book():
    assembly = hold(3)

    closed = decide(assembly, "yes", "yes", "no")

    resolution = Resolution.objects.get()
    assert (resolution.round, closed.closes_at, closed.outcome) == (closed, None, "adopted")
    assert assembly.items.get().state == "done"


def test_a_round_of_an_assembly_has_no_end():
    assembly = hold(3)
    voting_round = vote_on(assembly)

    assert close_due_rounds() == 0
    with pytest.raises(ValidationError, match="it has no end to move"):
        extend_round(voting_round, closes_at=voting_round.opened_at, reason="More.", by=assembly.chair)


def test_one_vote_of_an_assembly_is_open_at_a_time():
    assembly = hold(3, items=2)
    first = vote_on(assembly)

    assert vote_on(assembly) == first
    with pytest.raises(ValidationError, match="Another vote is open"):
        vote_on(assembly, position=2)


def test_a_vote_cancelled_in_the_hall_can_be_opened_there_again():
    assembly = hold(3)
    voting_round = vote_on(assembly)

    cancelled = cancel_round_in_assembly(voting_round, reason="The text was misread.", by=assembly.chair)

    assert (cancelled.state, assembly.items.get().proposal.state) == ("cancelled", "called")
    assert checked(decide(assembly, "yes", "yes", "yes")).outcome == "adopted"


def test_what_an_assembly_deals_with_is_not_put_to_the_vote_elsewhere():
    Rulebook.objects.update(is_tie_voted_again=True)
    assembly = hold(2)
    tied = decide(assembly, "yes", "no")
    assert tied.outcome == "tied"

    with pytest.raises(ValidationError, match="its vote is opened there"):
        open_voting(tied.proposal, closes_at=tied.closed_at, by=assembly.chair)


def test_nobody_but_its_chair_opens_and_closes_a_vote():
    assembly = hold(3)
    item = assembly.items.select_related("assembly", "proposal").get()
    member = MembershipFactory(role="representative").user

    with pytest.raises(ValidationError, match="Only those who chair"):
        open_round_in_assembly(item, by=member, cast_by="mixed")
    voting_round = vote_on(assembly)
    with pytest.raises(ValidationError, match="Only those who chair"):
        cancel_round_in_assembly(voting_round, reason="No.", by=member)


def test_the_record_of_a_round_names_its_assembly_item_and_those_present():
    assembly = hold(4, present=3)

    closed = checked(decide(assembly, "yes", "yes", "no"))

    record = build_record(closed)
    present = sorted(entry.company_id for entry in entries_of(assembly)[:3])
    assert record["round"]["assembly"] == {"reference": assembly.reference, "item": 1, "cast_by": "mixed"}
    assert record["round"]["closes_at"] is None
    setup, close_event = record["events"][0]["payload"], record["events"][-3]["payload"]
    assert setup["attendance"] == {"call": 1, "present": present, "casting": 0}
    assert (close_event["present"], closed.tally["hall"]["present"]) == (present, 3)


@pytest.mark.parametrize(
    "change",
    [
        lambda record: record["events"][-3]["payload"]["present"].pop(),
        lambda record: record["events"][0]["payload"]["attendance"]["present"].pop(),
        lambda record: record["round"]["assembly"].update(item=2),
        lambda record: record["events"][0]["payload"].pop("attendance"),
        lambda record: record["events"][-2]["payload"]["hall"].update(present=9),
    ],
)
def test_a_record_whose_attendance_was_changed_is_wrong(change):
    closed = decide(hold(4, present=3), "yes", "yes", "no")
    record = build_record(closed)
    change(record)

    with pytest.raises(verify.WrongError):
        list(verify.verify(record))


def test_closing_the_assembly_leaves_nothing_of_its_items_open():
    assembly = hold(3)
    voting_round = vote_on(assembly)
    cancel_round(voting_round, reason="Stopped by a coordinator.", by=UserFactory())

    closed = close_assembly(assembly, by=assembly.chair)

    assert closed.items.get().state == "not_reached"


@given(data=st.data())
def test_counting_in_a_hall_equals_exact_fractions(data):
    members = data.draw(st.integers(1, 60))
    entitled = data.draw(st.integers(0, members))
    recused = data.draw(st.integers(0, entitled))
    aside = data.draw(st.integers(0, recused))
    able = data.draw(st.integers(0, entitled - recused))
    yes = data.draw(st.integers(0, able))
    no = data.draw(st.integers(0, able - yes))
    rule = Rule("present", 1, 2, True, 1, 2, "members")
    hall = Hall(present=able + aside, aside=aside)

    counts = Counts(Electorate(members, entitled, recused, hall), yes=yes, no=no, abstain=0)

    if 2 * (able + aside) < members or able + aside == 0:
        expected = "no_quorum"
    elif 2 * yes > able:
        expected = "adopted"
    else:
        expected = "tied" if yes == no > 0 else "rejected"
    assert outcome(counts, rule) == expected
