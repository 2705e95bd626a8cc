"""The book of resolutions: its page, its list, table and paper, and what cites a resolution."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone, translation

from governance.closing.services import close_round
from governance.hooks import Effect, effects, facts_by_resolution
from governance.proposals.choices import Matter
from governance.proposals.models import Proposal
from governance.resolutions import views
from governance.resolutions.models import Resolution
from governance.resolutions.outcome_text import outcome_sentence
from governance.rulebook.models import Rulebook
from governance.voting.result import Result
from members.hooks import Fact
from members.personal_data.erasure import erase_person
from spaces.building.rules import space_path
from spaces.condition.models import Condition
from tests.factories.governance import (
    FIRST_VERSION_RULE,
    ProposalFactory,
    ResolutionFactory,
    RollEntryFactory,
    VoteFactory,
    VotingRoundFactory,
)
from tests.factories.members import CompanyFactory, MembershipFactory
from tests.factories.spaces import AllocationFactory, ConditionFactory

pytestmark = pytest.mark.django_db
LIST = reverse("governance:resolution_list")
PRINT = reverse("governance:resolution_print")


def messages_of(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


# --- The sentence ------------------------------------------------------------------------------------------


def decided(*answers: dict, method: str = "motion", entitled: int = 5, **fields):
    """A round that is counted: these answers, of so many companies."""
    now = timezone.now()
    voting_round = VotingRoundFactory(
        method=method, opened_at=now - timedelta(days=3), closes_at=now - timedelta(seconds=1), **fields
    )
    entries = RollEntryFactory.create_batch(entitled, round=voting_round)
    for entry, answer in zip(entries, answers, strict=False):
        VoteFactory(roll_entry=entry, choice=answer["choice"], answer=answer)
    assert close_round(voting_round)
    voting_round.refresh_from_db()
    return voting_round


def choices(*names: str) -> list[dict]:
    return [{"choice": name} for name in names]


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        (
            choices("yes", "yes", "yes", "no", "abstain"),
            "Adopted: 3 yes, 1 no, 1 abstention. 5 of 5 companies took part; at least 3 needed.",
        ),
        (choices("no", "yes", "no"), "Rejected: 1 yes, 2 no. 3 of 5 companies took part; at least 3 needed."),
        (choices("yes"), "No quorum: 1 yes, 0 no. 1 of 5 companies took part; at least 3 needed."),
    ],
)
def test_outcome_sentence_says_what_was_counted(answers, sentence):
    assert outcome_sentence(Result.for_round(decided(*answers))) == sentence


def test_outcome_sentence_names_what_was_chosen():
    options = [{"key": "A", "title": "Tiles"}, {"key": "B", "title": "Slate"}]
    answers = [{"choice": "ballot", "options": ["A"]}] * 3
    voting_round = decided(
        *answers, method="approval", options=options, lot=["A", "B"], rule=FIRST_VERSION_RULE
    )

    assert outcome_sentence(Result.for_round(voting_round)) == (
        "Adopted: 3 votes. Chosen: Tiles. 3 of 5 companies took part; at least 3 needed."
    )


# --- The page ----------------------------------------------------------------------------------------------


def test_page_tells_visitors_the_outcome_and_members_what_follows(client, client_of, representative, company):
    one = ResolutionFactory(
        is_published=True,
        statement="The roof is **dry**.",
        responsible=company,
        due_on=date(2024, 6, 1),
        effect_state="blocked",
        effect_note="Unit held by another",
    )

    visitor = client.get(one.get_absolute_url()).content.decode()
    member = client_of(representative).get(one.get_absolute_url()).content.decode()

    assert ["<strong>dry</strong>" in page for page in (visitor, member)] == [True, True]
    for words in ("Follow-up", "1 Jun 2024", "Unit held by another", "overdue", "Mark as done"):
        assert (words in visitor, words in member) == (False, True), words


def test_page_ties_a_resolution_to_the_one_it_replaces_both_ways(client, client_of, representative):
    old = ResolutionFactory(is_published=True, title="Quiet from ten")
    new = ResolutionFactory(is_published=False, title="Quiet from nine", supersedes=old)
    member = client_of(representative)

    assert new.get_absolute_url() in member.get(old.get_absolute_url()).content.decode()
    assert old.get_absolute_url() in member.get(new.get_absolute_url()).content.decode()
    page = client.get(old.get_absolute_url()).content.decode()
    assert (new.reference in page, "Quiet from nine" in page, new.get_absolute_url() in page) == (
        True,
        False,
        False,
    )


def test_page_tells_what_rests_on_it():
    one = ResolutionFactory()
    held = AllocationFactory(resolution=one, start_on=date(2024, 6, 1))
    ended = AllocationFactory(
        reason="Older than the portal",
        start_on=date(2020, 1, 1),
        end_on=date(2024, 7, 1),
        end_resolution=one,
    )
    AllocationFactory(resolution=one, voided_at=timezone.now(), void_reason="A slip")
    condition = ConditionFactory(
        resolution=one, space=held.unit, state=Condition.State.USABLE, start_on=date(2024, 5, 2)
    )
    rulebook = Rulebook.objects.create(version=99, in_force_from=date(2024, 6, 1), resolution=one)

    facts = facts_by_resolution([one, ResolutionFactory()], is_member=True)[one.pk]

    assert facts == [
        Fact(
            f"{ended.unit} given back by {ended.company}, free from 1 Jul 2024", space_path(ended.unit.code)
        ),
        Fact(f"{held.unit} allocated to {held.company} from 1 Jun 2024", space_path(held.unit.code)),
        Fact(f"{condition.space}, usable from 2 May 2024", space_path(held.unit.code)),
        Fact(str(rulebook)),
    ]
    assert str(rulebook) not in [fact.label for fact in facts_by_resolution([one], is_member=False)[one.pk]]


# --- Seeing to it ------------------------------------------------------------------------------------------


def test_done_is_said_by_the_company_and_taken_back_by_a_coordinator(
    client_of, representative, collaborator, coordinator, company
):
    one = ResolutionFactory(responsible=company, due_on=date(2024, 6, 1))
    done, undone = (
        reverse(f"governance:resolution_{name}", args=[one.year, one.number])
        for name in ("mark_done", "mark_not_done")
    )

    answers = [client_of(person).post(done).status_code for person in (collaborator, representative)]
    one.refresh_from_db()
    assert (answers, one.done_on, one.done_by) == ([403, 302], timezone.localdate(), representative)

    answers = [client_of(person).post(undone).status_code for person in (representative, coordinator)]
    one.refresh_from_db()
    assert (answers, one.done_on) == ([403, 302], None)


def test_erased_person_leaves_the_resolution_as_it_was(client_of, coordinator, company):
    person = MembershipFactory(company=company, user__name="Zoe Zname").user
    one = ResolutionFactory(responsible=company, done_on=date(2024, 6, 1), done_by=person)
    erase_person(person, by=person)

    page = client_of(coordinator).get(one.get_absolute_url()).content.decode()

    assert ("marked by a former member" in page, "Zoe" in page) == (True, False)


class Door(Effect):
    """Opens when it is not locked."""

    key = "test-door"
    matter = Matter.ORDINARY
    label = "Open the door"
    is_locked = True

    def row(self, proposal):
        return proposal

    def describe(self, row) -> str:
        return "The door opens."

    def facts(self, row) -> dict[str, str | int]:
        return {"text": row.text}

    def check(self, row) -> None:
        pass

    def carry_out(self, row, resolution) -> str:
        if self.is_locked:
            raise ValidationError("The door is locked.")
        return "The door is open."


@pytest.fixture
def door():
    effect = Door()
    effects.register(effect)
    yield effect
    effects.unregister(effect)


def test_blocked_effect_is_tried_again_from_the_page(client_of, coordinator, door):
    proposal = ProposalFactory(effect=door.key, state=Proposal.State.DECIDED)
    one = ResolutionFactory(proposal=proposal, effect_state="blocked", effect_note="The door is locked.")
    client, url = (
        client_of(coordinator),
        reverse("governance:resolution_retry_effect", args=[one.year, one.number]),
    )

    page = client.get(one.get_absolute_url()).content.decode()
    assert ("The door is locked." in page, f'action="{url}"' in page) == (True, True)
    answers = [messages_of(client.post(url, follow=True))]
    door.is_locked = False
    answers += [messages_of(client.post(url, follow=True)) for _ in range(2)]

    assert answers == [
        ["It still could not be carried out: The door is locked."],
        ["Carried out."],
        ["Carried out."],
    ]
    assert url not in client.get(one.get_absolute_url()).content.decode()


def test_dashboard_shows_what_is_overdue_to_its_company_and_to_coordinators(
    client_of, representative, coordinator, company
):
    own = ResolutionFactory(responsible=company, due_on=date(2024, 6, 1))
    other = ResolutionFactory(responsible=CompanyFactory(), review_on=date(2024, 6, 2))
    ResolutionFactory(responsible=company, due_on=timezone.localdate())
    url = reverse("dashboard")

    shown = [
        client_of(person).get(url).context.get("overdue", [])
        for person in (representative, MembershipFactory().user, coordinator)
    ]

    assert [set(some) for some in shown] == [{own}, set(), {own, other}]


# --- The list ----------------------------------------------------------------------------------------------


@pytest.fixture
def book(company) -> dict[str, Resolution]:
    past, today = date(2024, 6, 1), timezone.localdate()
    old = ResolutionFactory(title="old", year=2023, is_published=True)
    return {
        "old": old,
        "new": ResolutionFactory(title="new", supersedes=old, statement="Zebra crossing"),
        "open": ResolutionFactory(title="open", responsible=company, due_on=today + timedelta(days=9)),
        "late": ResolutionFactory(title="late", due_on=past, matter="renewal", is_published=True),
        "done": ResolutionFactory(title="done", due_on=past, done_on=past),
        "blocked": ResolutionFactory(title="blocked", effect_state="blocked", effect_note="No"),
        "no": ResolutionFactory(title="no", outcome="rejected", due_on=past),
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("year=2023", "old"),
        ("outcome=rejected", "no"),
        ("matter=renewal", "late"),
        ("is_published=1", "late old"),
        ("follow_up=open", "late open"),
        ("follow_up=overdue", "late"),
        ("follow_up=done", "done"),
        ("follow_up=superseded", "old"),
        ("follow_up=blocked", "blocked"),
        ("q=zebra", "new"),
        ("follow_up=nonsense", "blocked done late new no old open"),
        ("responsible=999999", "blocked done late new no old open"),
    ],
)
def test_list_is_narrowed_for_members(query, expected, book, client_of, representative):
    page = client_of(representative).get(f"{LIST}?{query}").context["page_obj"]

    assert " ".join(sorted(one.title for one in page)) == expected


def test_list_is_narrowed_by_company_and_by_number(book, client_of, representative, company):
    client = client_of(representative)

    def titles(query: str) -> list[str]:
        return [one.title for one in client.get(f"{LIST}?{query}").context["page_obj"]]

    assert titles(f"responsible={company.pk}") == ["open"]
    assert titles(f"q={book['late'].reference}") == ["late"]
    assert titles("q=99999999999999999999/99999999999999999999") == []


def test_visitors_narrow_only_what_is_public(book, client):
    response = client.get(f"{LIST}?follow_up=overdue&is_published=0")

    assert sorted(one.title for one in response.context["page_obj"]) == ["late", "old"]
    assert list(response.context["filter"].form.fields) == ["q", "year", "outcome", "matter"]
    assert b"label waiting" not in response.content


def test_table_has_what_follows_and_runs_no_formula(client_of, representative, company):
    old = ResolutionFactory(year=2023, number=1, title="=cmd()")
    ResolutionFactory(
        year=2024,
        number=2,
        title="New",
        supersedes=old,
        responsible=company,
        due_on=date(2024, 6, 1),
        review_on=date(2025, 6, 1),
        done_on=date(2024, 5, 30),
        effect_state="done",
        statement="@mended",
    )

    lines = client_of(representative).get(f"{LIST}?format=csv").content.decode("utf-8-sig").splitlines()

    assert lines[1:] == [
        f"2024/2,New,ordinary matter,adopted,2024-05-01,no,{company},2024-06-01,2025-06-01,2024-05-30,"
        "2023/1,,carried out,'@mended",
        "2023/1,'=cmd(),ordinary matter,adopted,2024-05-01,no,,,,,,2024/2,,",
    ]


def test_paper_has_all_that_the_list_has_in_the_order_of_the_book(book, client_of, representative):
    client = client_of(representative)

    def printed(query: str) -> list[str]:
        return [entry.resolution.title for entry in client.get(f"{PRINT}?{query}").context["entries"]]

    assert printed("") == ["old", "new", "open", "late", "done", "blocked", "no"]
    assert printed("follow_up=open") == ["open", "late"]


def test_paper_of_visitors_has_what_is_public_and_no_follow_up(book, client):
    response = client.get(PRINT)

    assert [entry.resolution.title for entry in response.context["entries"]] == ["old", "late"]
    assert b"To be done by" not in response.content
    assert b"Replaced by" in response.content
    assert b">2024/" not in response.content.split(b"Replaced by")[1].split(b"</li>")[0]


def test_paper_is_bounded_and_says_so(book, client_of, representative, monkeypatch):
    monkeypatch.setattr(views, "MOST_PRINTED", 3)
    client = client_of(representative)

    context = client.get(PRINT).context
    assert (len(context["entries"]), context["is_cut"]) == (3, True)
    assert client.get(f"{PRINT}?year=2023").context["is_cut"] is False


def test_empty_paper_leads_back(client):
    assert LIST in client.get(PRINT).content.decode()


def test_outcome_sentence_speaks_italian():
    voting_round = decided(*choices("yes") * 5)
    with translation.override("it"):
        assert outcome_sentence(Result.for_round(voting_round)) == (
            "Approvata: 5 sì, 0 no. Aziende partecipanti: 5 su 5; minimo richiesto: 3."
        )


# --- The back-office ---------------------------------------------------------------------------------------


def change_url(one: Resolution) -> str:
    return reverse("admin:governance_resolution_change", args=[one.pk])


def test_coordinator_changes_words_company_days_and_readers_and_nothing_else(client_of, coordinator, company):
    one = ResolutionFactory(title="As decided", proposal=ProposalFactory(state=Proposal.State.DECIDED))
    client = client_of(coordinator)

    fields = list(client.get(change_url(one)).context["adminform"].form.fields)
    client.post(
        change_url(one),
        {
            "statement": "It rains no more.",
            "is_published": "on",
            "responsible": company.pk,
            "due_on": "2024-06-01",
            "review_on": "2025-06-01",
            "done_on": "2024-05-30",
            "title": "Forged",
            "outcome": "rejected",
            "effect_state": "blocked",
        },
    )

    one.refresh_from_db()
    assert fields == ["statement", "is_published", "responsible", "due_on", "review_on", "done_on"]
    assert (one.statement, one.is_published, one.responsible) == ("It rains no more.", True, company)
    assert (one.due_on, one.review_on, one.done_on, one.done_by) == (
        date(2024, 6, 1),
        date(2025, 6, 1),
        date(2024, 5, 30),
        coordinator,
    )
    assert (one.title, one.outcome, one.effect_state) == ("As decided", "adopted", "")


@pytest.mark.parametrize(
    ("field", "day"), [("due_on", "2024-04-30"), ("review_on", "2024-04-30"), ("done_on", "2999-01-01")]
)
def test_impossible_days_are_explained_beside_the_field(field, day, client_of, coordinator):
    one = ResolutionFactory()

    response = client_of(coordinator).post(change_url(one), {field: day})

    assert list(response.context["adminform"].form.errors) == [field]


def test_nothing_follows_from_what_was_rejected(client_of, coordinator):
    one = ResolutionFactory(outcome="rejected")

    form = client_of(coordinator).get(change_url(one)).context["adminform"].form

    assert list(form.fields) == ["statement", "is_published"]
