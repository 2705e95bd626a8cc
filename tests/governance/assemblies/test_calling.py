"""Calling an assembly: days of notice, the roll it freezes, what it fixes, what can be changed after it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from governance.assemblies.calling.agenda import add_item, move_items, remove_item
from governance.assemblies.calling.models import AssemblyChange
from governance.assemblies.calling.notice_papers import ensure_as_called
from governance.assemblies.calling.rules import first_possible_day
from governance.assemblies.calling.services import (
    call_anew,
    cancel_assembly,
    move_assembly,
    release_items,
    send_notice,
)
from governance.attachments.models import Attachment
from governance.attachments.services import remove_attachment
from governance.attendance.models import AgendaItem, Assembly
from governance.offices.models import Office
from governance.proposals.models import Proposal
from governance.proposals.services import (
    defer_proposal,
    edit_proposal,
    resume_discussion,
    withdraw_proposal,
)
from governance.rulebook.models import Rulebook
from governance.voting.record import digest
from governance.voting.services import open_voting
from members.companies.models import Company
from tests.factories.governance import ProposalFactory, VotingSuspensionFactory
from tests.factories.members import CompanyFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

ROME = ZoneInfo("Europe/Rome")


@pytest.fixture(autouse=True)
def rulebook():
    """The first rulebook, in force long before any day of these tests."""
    Rulebook.objects.update(in_force_from=date(2017, 1, 1))
    return Rulebook.objects.get()


def frozen(**fields) -> Proposal:
    return ProposalFactory(state="frozen", frozen_at=timezone.now(), **fields)


def a_draft(*proposals: Proposal, days: int = 20, companies: int = 3, **fields) -> Assembly:
    """With so many companies that have a representative, besides those of the proposals."""
    for _ in range(companies - Company.objects.filter(memberships__isnull=False).count()):
        MembershipFactory(role="representative", company=CompanyFactory(joined_on=date(2018, 1, 1)))
    first = fields.pop("first_call_at", timezone.now() + timedelta(days=days))
    second = fields.pop("second_call_at", first + timedelta(days=1))
    draft = Assembly.objects.create(
        **{"place": "The large hall", **fields}, first_call_at=first, second_call_at=second
    )
    for proposal in proposals:
        add_item(draft, kind="decision", proposal=proposal, title=proposal.title)
    if not proposals:
        add_item(draft, kind="report", title="The year so far", text="What was done.")
    return draft


def called(*proposals: Proposal, **fields) -> Assembly:
    return send_notice(a_draft(*proposals, **fields), by=UserFactory())


def faults_of(draft: Assembly) -> str:
    with pytest.raises(ValidationError) as refused:
        send_notice(draft, by=UserFactory())
    assert Assembly.objects.get(pk=draft.pk).state == "draft"
    return " ".join(refused.value.messages)


# --- Notice ----------------------------------------------------------------------------------------------


def test_ten_clear_days_from_1_june_is_12_june():
    assert first_possible_day(date(2027, 6, 1), 10) == date(2027, 6, 12)
    with time_machine.travel(datetime(2027, 6, 1, 23, 59, tzinfo=ROME), tick=False):
        early = a_draft(first_call_at=datetime(2027, 6, 11, 18, 0, tzinfo=ROME))
        assert "the first possible day is 12 Jun 2027" in faults_of(early)
        assert called(first_call_at=datetime(2027, 6, 12, 0, 30, tzinfo=ROME)).reference == "2027/1"


def test_over_the_night_of_the_clock_change():
    """The night of 28 March 2027 has 23 hours: days are counted on the calendar, not in hours."""
    with time_machine.travel(datetime(2027, 3, 20, 23, 59, tzinfo=ROME), tick=False):
        assert "31 Mar 2027" in faults_of(a_draft(first_call_at=datetime(2027, 3, 30, 23, 59, tzinfo=ROME)))
        assert called(first_call_at=datetime(2027, 3, 31, 0, 1, tzinfo=ROME)).state == "called"


def test_an_extraordinary_assembly_has_fifteen_days():
    early = a_draft(kind="extraordinary", days=12)

    assert "Too late for 15 clear days of notice" in faults_of(early)


def test_sent_twice_is_one():
    draft = a_draft(frozen())
    again = Assembly.objects.get(pk=draft.pk)

    send_notice(draft, by=UserFactory())
    send_notice(again, by=UserFactory())

    assert (again.state, again.number, again.entries.count()) == ("called", 1, 4)
    assert (AssemblyChange.objects.count(), len(mail.outbox)) == (1, 3)


def test_numbers_follow_each_other_and_a_cancelled_one_keeps_its_own():
    first, second = called(), called()
    cancel_assembly(first, reason="The hall is flooded.", by=UserFactory())

    numbers = [first.number, second.number, called().number]

    assert (numbers, Assembly.objects.get(pk=first.pk).number) == ([1, 2, 3], 1)


def test_item_not_on_the_notice_has_no_vote():
    proposal, other = frozen(), frozen()
    assembly = called(proposal)

    with pytest.raises(ValidationError, match="another agenda needs another notice"):
        add_item(assembly, kind="decision", proposal=other, title="Late")
    with pytest.raises(DatabaseError, match="agenda_sealed"), transaction.atomic():
        AgendaItem.objects.create(
            assembly=assembly, position=9, kind="decision", proposal=other, title="Later still"
        )
    stranger = AgendaItem(assembly=assembly, position=9, proposal=other)
    with pytest.raises(ValidationError, match="not on the notice"):
        ensure_as_called(stranger)
    ensure_as_called(assembly.items.get())


def test_text_changed_after_the_notice_is_refused():
    proposal = frozen()
    called(proposal)
    proposal.refresh_from_db()
    person = UserFactory()

    assert proposal.state == "called"
    with pytest.raises(ValidationError, match="no longer be changed"):
        edit_proposal(proposal, title="Other", text="Other", matter=proposal.matter, by=person)
    for service in (resume_discussion, withdraw_proposal):
        with pytest.raises(ValidationError):
            service(proposal, by=person)
    with pytest.raises(ValidationError, match="cannot be deferred"):
        defer_proposal(proposal, reason="Not now.", by=person)
    with pytest.raises(ValidationError, match="only on a proposal whose text is final"):
        open_voting(proposal, closes_at=timezone.now() + timedelta(days=7), by=person)
    assert Proposal.objects.get().state == "called"


def a_paper(proposal: Proposal) -> Attachment:
    return Attachment.objects.create(
        proposal=proposal, name="Quote", kind="pdf", file="quote.pdf", size=3, sha256="ab" * 32
    )


def test_paper_swapped_after_the_notice_fails_the_record():
    proposal = frozen()
    paper = a_paper(proposal)
    assembly = called(proposal)
    item, notice = assembly.items.get(), AssemblyChange.objects.get()

    with pytest.raises(ValidationError, match="so are its attachments"):
        remove_attachment(paper)
    ensure_as_called(item)
    Attachment.objects.update(sha256="cd" * 32)
    with pytest.raises(ValidationError, match="not the one that the notice went out with"):
        ensure_as_called(item)
    kept = notice.after["papers"][0]
    assert kept["attachments"] == [{"name": "Quote", "sha256": "ab" * 32}]
    assert kept["sha256"] == digest({"title": proposal.title, "text": proposal.text})
    assert f"SHA-256 {'ab' * 32}" in mail.outbox[0].body
    assert kept["sha256"] in mail.outbox[0].body


@pytest.mark.parametrize("field", ["title", "text"])
def test_a_text_rewritten_behind_the_portal_is_found_out(field):
    proposal = frozen()
    item = called(proposal).items.get()

    proposal.versions.update(**{field: "Other words"})

    with pytest.raises(ValidationError, match="not the one that the notice went out with"):
        ensure_as_called(item)


def test_earlier_hour_needs_a_new_notice():
    proposal = frozen()
    assembly, chair = called(proposal), UserFactory()
    earlier = assembly.first_call_at - timedelta(hours=1)

    with pytest.raises(ValidationError, match="needs another notice"):
        move_assembly(assembly, by=chair, first_call_at=earlier)
    draft = call_anew(Assembly.objects.get(), reason="At noon instead.", by=chair)

    old = Assembly.objects.get(number=1)
    assert (old.state, old.state_reason, draft.state) == ("cancelled", "At noon instead.", "draft")
    assert [str(item) for item in draft.items.all()] == [f"1. {proposal.title}"]
    draft.first_call_at = timezone.now() + timedelta(days=5)
    draft.save()
    assert "Too late for 10 clear days" in faults_of(draft)
    draft.first_call_at = timezone.now() + timedelta(days=12)
    draft.save()
    assert send_notice(draft, by=chair).state == "called"
    assert Proposal.objects.get().state == "called"


def test_a_second_call_that_was_not_on_the_notice_needs_another():
    assembly = called(second_call_at=None)

    with pytest.raises(ValidationError, match="needs another notice"):
        move_assembly(assembly, by=UserFactory(), second_call_at=assembly.first_call_at + timedelta(days=2))


def test_another_place_is_told_to_all_and_kept_for_the_minutes():
    assembly, chair = called(), UserFactory()
    mail.outbox.clear()

    move_assembly(assembly, by=chair, reason="The heating has failed.", place="The library")
    move_assembly(assembly, by=chair, reason="The heating has failed.", place="The library")

    change = assembly.changes.get(kind="moved")
    assert (change.before["place"], change.after["place"]) == ("The large hall", "The library")
    assert (change.reason, change.by, assembly.revision) == ("The heating has failed.", chair, 1)
    assert len(mail.outbox) == 3
    assert "Place: The library" in mail.outbox[0].body
    assert "Place: The large hall" in mail.outbox[0].body


def test_the_second_call_stays_on_another_day():
    assembly = called()
    later = assembly.first_call_at + timedelta(days=1)

    with pytest.raises(ValidationError, match="The second call is on another day"):
        move_assembly(assembly, by=UserFactory(), first_call_at=later)
    with pytest.raises(ValidationError, match="The notice names a second call"):
        move_assembly(assembly, by=UserFactory(), second_call_at=None)


def test_what_was_told_is_never_rewritten():
    called()

    for write in (
        lambda: AssemblyChange.objects.update(reason="Other"),
        lambda: AssemblyChange.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="assembly_change_sealed"), transaction.atomic():
            write()


# --- What is missing before it ---------------------------------------------------------------------------


def test_everything_that_is_missing_is_said_at_once():
    advice = ProposalFactory(state="frozen", is_advisory=True, title="Which colour?")
    discussed = ProposalFactory(state="discussion", title="Roof")
    draft = a_draft(advice, discussed, mode="remote", link="https://video.example/1", days=3)
    draft.first_call_at = draft.first_call_at.replace(hour=12)  # five minutes later is the same day
    draft.second_call_at = draft.first_call_at + timedelta(minutes=5)
    draft.save()

    said = faults_of(draft)

    for words in (
        "Too late for 10 clear days",
        "The second call is on another day",
        "does not allow assemblies by video",
        "Item 1: “Which colour?” only asks for advice",
        "Item 2: The text of “Roof” is not final",
    ):
        assert words in said


def test_an_empty_agenda_is_refused():
    draft = a_draft()
    remove_item(draft.items.get())

    assert faults_of(draft) == "The agenda is empty."


def test_what_is_on_another_notice_is_refused():
    proposal = frozen(title="Roof")
    other = a_draft(proposal)
    called(proposal)

    assert "“Roof” is already on the notice of another assembly" in faults_of(other)


def test_by_video_where_the_rulebook_allows_it(rulebook):
    Rulebook.objects.update(is_remote_allowed=True)

    assert called(mode="mixed", link="https://video.example/1").state == "called"
    assert "https://video.example/1" in mail.outbox[0].body


# --- The roll --------------------------------------------------------------------------------------------


def test_nobody_entitled_refused():
    draft = a_draft(companies=2)
    for company in Company.objects.all():
        VotingSuspensionFactory(company=company)

    assert "No company is entitled to vote today" in faults_of(draft)


def test_one_company_alone():
    assembly = called(companies=1)

    assert list(assembly.entries.values_list("standing", flat=True)) == ["entitled"]
    assert len(mail.outbox) == 1


def test_admitted_after_the_notice_waits():
    assembly = called()
    newcomer = MembershipFactory(role="representative").company
    mail.outbox.clear()

    move_assembly(assembly, by=UserFactory(), place="The library")

    assert not assembly.entries.filter(company=newcomer).exists()
    assert len(mail.outbox) == 3


def test_suspended_counts_for_41_and_has_no_vote(client_of):
    draft = a_draft(frozen(), companies=40)
    suspended = Company.objects.filter(memberships__isnull=False).first()
    VotingSuspensionFactory(company=suspended)

    send_notice(draft, by=UserFactory())

    entry = draft.entries.get(company=suspended)
    assert (draft.entries.count(), entry.standing, entry.reason) == (
        41,
        "suspended",
        "dues of three months (Article 9)",
    )
    words = {message.to[0]: message.body for message in mail.outbox}
    own = words[suspended.memberships.get().user.email]
    assert "has no vote in this assembly: dues of three months (Article 9)" in own
    assert sum("has no vote in this assembly" in body for body in words.values()) == 1
    assert "Quorum in first call: 21 of 41" in own
    facts = AssemblyChange.objects.get().after
    assert (facts["members"], facts["entitled"]) == (41, 40)


def test_arrears_paid_after_the_notice_stays_suspended():
    draft = a_draft()
    suspension = VotingSuspensionFactory(company=Company.objects.first())
    send_notice(draft, by=UserFactory())

    type(suspension).objects.update(end_on=timezone.localdate())

    assert list(draft.entries.exclude(reason="").values_list("standing", flat=True)) == ["suspended"]


def test_the_company_of_a_director_is_marked():
    draft = a_draft()
    place = Company.objects.first().memberships.get()
    Office.objects.create(kind="treasurer", user=place.user, company=place.company, start_on=date(2020, 1, 1))

    send_notice(draft, by=UserFactory())

    assert [entry.company for entry in draft.entries.filter(is_director=True)] == [place.company]


# --- Numbers, languages ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("matter", "quorums"),
    [("event", ("21 of 41", "1 of 41")), ("statute", ("31 of 41", "31 of 41"))],
)
def test_the_quorum_of_each_item_is_said_in_numbers_for_both_calls(matter, quorums):
    called(frozen(matter=matter), companies=40)

    body = mail.outbox[0].body
    assert f"Quorum in first call: {quorums[0]}" in body
    assert f"Quorum in second call: {quorums[1]}" in body


def test_each_reads_it_in_their_language_and_nobody_twice():
    draft = a_draft(companies=2)
    italian = MembershipFactory(role="representative", user__language="it")
    MembershipFactory(role="representative", user=italian.user)

    send_notice(draft, by=UserFactory())

    to_italian = [message for message in mail.outbox if message.to == [italian.user.email]]
    assert [message.subject.split(":")[0] for message in to_italian] == ["Convocazione"]
    assert len(mail.outbox) == 3


# --- Its end ---------------------------------------------------------------------------------------------


def test_cancelling_releases_the_proposals_and_tells_all():
    proposal = frozen()
    assembly, chair = called(proposal), UserFactory()
    mail.outbox.clear()

    cancel_assembly(assembly, reason="The hall is flooded.", by=chair)
    cancel_assembly(assembly, reason="Again.", by=chair)

    proposal.refresh_from_db()
    assert (assembly.state, assembly.state_reason, assembly.revision) == (
        "cancelled",
        "The hall is flooded.",
        1,
    )
    assert (proposal.state, assembly.items.get().state) == ("frozen", "not_reached")
    assert len(mail.outbox) == 3
    assert "The hall is flooded." in mail.outbox[0].body
    assert [step.state for step in proposal.steps.order_by("pk")] == ["called", "frozen"]


def test_what_was_done_stays_done_when_the_rest_is_released():
    done, waiting = frozen(), frozen()
    assembly = called(done, waiting)
    assembly.items.filter(proposal=done).update(state="done")
    Proposal.objects.filter(pk=done.pk).update(state="decided")

    release_items(assembly)

    assert list(assembly.items.values_list("state", "proposal__state")) == [
        ("done", "decided"),
        ("not_reached", "frozen"),
    ]


# --- The agenda ------------------------------------------------------------------------------------------


def test_items_are_moved_by_their_numbers():
    draft = a_draft()
    for title in "BCD":
        add_item(draft, kind="report", title=title)
    keys = {item.title: item.pk for item in draft.items.all()}

    move_items(draft, {keys["D"]: 2})
    assert [item.title for item in draft.items.all()] == ["The year so far", "D", "B", "C"]
    move_items(draft, {keys["The year so far"]: 3, keys["D"]: 2, keys["B"]: 3, keys["C"]: 4})
    assert [item.title for item in draft.items.all()] == ["D", "B", "The year so far", "C"]
    remove_item(draft.items.get(title="B"))
    assert list(draft.items.values_list("position", flat=True)) == [1, 2, 3]


def test_a_proposal_stands_on_an_agenda_once():
    proposal = frozen()
    draft = a_draft(proposal)

    with pytest.raises(ValidationError, match="already on this agenda"):
        add_item(draft, kind="decision", proposal=proposal, title="Again")
