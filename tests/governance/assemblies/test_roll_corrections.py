"""The roll is fixed by the notice; what is wrong on it two officers mend."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from governance.assemblies.attending.corrections import (
    ask_correction,
    confirm_correction,
    withdraw_correction,
)
from governance.assemblies.attending.keepers import keeps_roll, works_at_desk
from governance.assemblies.attending.services import check_in_person
from governance.assemblies.hall.rounds import close_round_in_assembly, open_round_in_assembly
from governance.attendance.models import RollCorrection
from governance.attendance.presence import present_now
from governance.hooks import desk_helpers
from governance.offices.models import Office
from governance.voting.event_chain import build_record
from governance.voting.models import RollEntry, Vote, VotingRound
from governance.voting.votes import cast_vote
from tests.factories.assemblies import (
    OfficeFactory,
    come_in,
    entries_of,
    make_assembly,
    representative_of,
)
from tests.factories.governance import DepartureFactory
from tests.factories.members import MembershipFactory, UserFactory
from tests.governance.test_verify import run

pytestmark = pytest.mark.django_db


def correct(entry, *, after="left", reason="has left") -> RollCorrection:
    assembly = entry.assembly
    asked = ask_correction(entry, after=after, reason=reason, by=assembly.chair)
    return confirm_correction(asked, by=assembly.secretary)


def code_of(caught) -> str:
    error = caught.value
    faults = (
        [fault for some in error.error_dict.values() for fault in some]
        if hasattr(error, "error_dict")
        else error.error_list
    )
    return faults[0].code


def test_admitted_after_the_notice_waits():
    assembly = make_assembly(state="open")
    newcomer = MembershipFactory(role="representative")
    with pytest.raises(ValidationError) as caught:
        check_in_person(assembly, newcomer.user)
    assert code_of(caught) == "not_on_roll"
    assert len(present_now(assembly).entries) == 0


def test_excluded_after_the_notice_is_struck_by_two():
    assembly = make_assembly(state="open")
    entry, other, _third = entries_of(assembly)
    come_in(entry)
    come_in(other)
    DepartureFactory(company=entry.company, kind="declared")
    assert len(present_now(assembly).present) == 2  # nothing happens by itself

    asked = ask_correction(entry, after="left", reason="excluded, 2026/3", by=assembly.chair)
    with pytest.raises(ValidationError) as caught:
        confirm_correction(asked, by=assembly.chair)
    assert code_of(caught) == "same_person"
    correction = confirm_correction(asked, by=assembly.secretary)

    entry.refresh_from_db()
    assert (entry.standing, entry.reason) == ("left", "excluded, 2026/3")
    assert set(present_now(assembly).present) == {other.company_id}
    assert (correction.by, correction.confirmed_by) == (assembly.chair, assembly.secretary)
    assert (correction.before, correction.after) == ("entitled", "left")


def test_arrears_paid_after_the_notice_stays_suspended():
    assembly = make_assembly(state="open", suspended=1)
    entry = entries_of(assembly)[-1]
    come_in(entry)
    assert present_now(assembly).present == set()
    entry.refresh_from_db()
    assert entry.standing == "suspended"


def test_a_mistake_of_the_notice_is_mended_by_two():
    entry = entries_of(make_assembly(suspended=1))[-1]
    correct(entry, after="entitled", reason="the dues were paid before the notice")
    entry.refresh_from_db()
    assert (entry.standing, entry.reason) == ("entitled", "")


def test_who_asks_twice_asks_once(mailoutbox):
    assembly = make_assembly()
    entry = entries_of(assembly)[0]
    asked = ask_correction(entry, after="left", reason="has left", by=assembly.chair)
    assert ask_correction(entry, after="left", reason="has left", by=assembly.chair) == asked
    assert [one.to for one in mailoutbox] == [[assembly.secretary.email]]
    with pytest.raises(ValidationError) as caught:
        ask_correction(entry, after="suspended", reason="dues", by=assembly.secretary)
    assert code_of(caught) == "waiting"


def test_confirmed_twice_is_one_correction():
    assembly = make_assembly()
    entry = entries_of(assembly)[0]
    asked = ask_correction(entry, after="left", reason="has left", by=assembly.chair)
    confirm_correction(asked, by=assembly.secretary)
    with pytest.raises(ValidationError) as caught:
        confirm_correction(asked, by=assembly.secretary)
    assert code_of(caught) == "state"
    assert RollCorrection.objects.count() == 1


def test_withdrawn_it_changes_nothing():
    assembly = make_assembly()
    entry = entries_of(assembly)[0]
    asked = ask_correction(entry, after="left", reason="has left", by=assembly.chair)
    assert withdraw_correction(asked, by=assembly.chair).state == "withdrawn"
    with pytest.raises(ValidationError):
        confirm_correction(asked, by=assembly.secretary)
    entry.refresh_from_db()
    assert entry.standing == "entitled"


@pytest.mark.parametrize("after", ["entitled", "suspended", "left"])
def test_who_was_struck_out_does_not_come_back(after):
    entry = entries_of(make_assembly())[0]
    correct(entry)
    with pytest.raises(ValidationError) as caught:
        correct(entry, after=after)
    assert code_of(caught) == "struck_out"


def test_a_correction_changes_something_and_says_why():
    assembly = make_assembly()
    entry = entries_of(assembly)[0]
    with pytest.raises(ValidationError) as caught:
        ask_correction(entry, after="entitled", reason="?", by=assembly.chair)
    assert code_of(caught) == "same"
    with pytest.raises(ValidationError) as caught:
        ask_correction(entry, after="left", reason="", by=assembly.chair)
    assert list(caught.value.error_dict) == ["reason"]


def test_corrections_are_never_changed():
    correction = correct(entries_of(make_assembly())[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        RollCorrection.objects.filter(pk=correction.pk).update(reason="another")


# --- Open rounds ----------------------------------------------------------------------------------------


def open_round_of(assembly) -> VotingRound:
    """Of its first item, with all its companies in."""
    for entry in entries_of(assembly):
        come_in(entry)
    item = assembly.items.select_related("assembly", "proposal").first()
    return open_round_in_assembly(item, by=assembly.chair, cast_by="phones")


def test_correction_with_an_open_vote_empties_it():
    assembly = make_assembly(state="open", items=1)
    entry, other, _third = entries_of(assembly)
    voting_round = open_round_of(assembly)
    for one in (entry, other):
        cast_vote(voting_round, company=one.company, answer={"choice": "yes"}, by=representative_of(one))

    correct(entry, reason="has left")

    voting_round.refresh_from_db()
    struck = RollEntry.objects.get(round=voting_round, company=entry.company)
    assert (struck.standing, struck.reason) == ("left", "has left")
    assert [vote.roll_entry.company_id for vote in Vote.objects.counted_in(voting_round)] == [
        other.company_id
    ]
    last = voting_round.events.order_by("-height").first()
    assert (last.kind, last.payload["company"]) == ("CORRECTION", entry.company_id)
    assert voting_round.height == last.height
    turnout = VotingRound.objects.with_turnout().get(pk=voting_round.pk)
    assert (turnout.on_members, turnout.on_roll) == (2, 2)


def test_the_record_of_a_corrected_round_holds(tmp_path):
    assembly = make_assembly(state="open", items=1)
    entry = entries_of(assembly)[0]
    voting_round = open_round_of(assembly)
    correct(entry)
    counted = close_round_in_assembly(voting_round, by=assembly.chair)
    assert (counted.members, counted.entitled) == (2, 2)
    assert run(build_record(counted), tmp_path)[0] == 0


def test_no_other_mistake_is_mended_while_a_vote_is_open():
    assembly = make_assembly(state="open", items=1)
    open_round_of(assembly)
    with pytest.raises(ValidationError) as caught:
        correct(entries_of(assembly)[0], after="suspended")
    assert code_of(caught) == "round_open"


def test_a_round_without_any_company_left_is_cancelled():
    assembly = make_assembly(state="open", companies=2, items=1)
    voting_round = open_round_of(assembly)
    for entry in entries_of(assembly):
        correct(entry)
    voting_round.refresh_from_db()
    assert voting_round.state == "cancelled"


# --- Who ------------------------------------------------------------------------------------------------


def test_chair_secretary_and_officers_keep_the_roll():
    assembly = make_assembly()
    vice, treasurer = (
        OfficeFactory(kind=Office.Kind.VICE).user,
        OfficeFactory(kind=Office.Kind.TREASURER).user,
    )
    assert [keeps_roll(one, assembly) for one in (assembly.chair, assembly.secretary, vice)] == [True] * 3
    assert [keeps_roll(one, assembly) for one in (treasurer, UserFactory())] == [False] * 2


def test_a_coordinator_keeps_the_roll_only_before_there_are_officers(coordinator):
    with_officers, without = make_assembly(), make_assembly(has_officers=False)
    assert keeps_roll(coordinator, with_officers) is False
    Office.objects.update(end_on=timezone.localdate())
    assert keeps_roll(coordinator, without) is True


def test_others_may_neither_ask_nor_confirm():
    assembly = make_assembly()
    entry = entries_of(assembly)[0]
    with pytest.raises(ValidationError) as caught:
        ask_correction(entry, after="left", reason="has left", by=UserFactory())
    assert code_of(caught) == "not_officer"
    asked = ask_correction(entry, after="left", reason="has left", by=assembly.chair)
    with pytest.raises(ValidationError) as caught:
        confirm_correction(asked, by=UserFactory())
    assert code_of(caught) == "not_officer"


def test_helpers_work_at_the_desk_and_do_not_keep_the_roll(monkeypatch):
    assembly, helper = make_assembly(), UserFactory()
    assert works_at_desk(helper, assembly) is False
    monkeypatch.setattr(desk_helpers, "_entries", [*desk_helpers, lambda user, _assembly: user == helper])
    assert works_at_desk(helper, assembly) is True
    assert keeps_roll(helper, assembly) is False
