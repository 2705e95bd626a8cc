"""The pages on which assemblies are called and read."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from governance.assemblies.calling.services import cancel_assembly, move_assembly, send_notice
from governance.attendance.models import Assembly
from governance.proposals.models import Proposal
from governance.rulebook.models import MatterRule, Rulebook
from members.accounts.kept_forms import SESSION_KEY
from multifactory.lib.days import MOMENT_INPUT
from tests.factories.elections import CandidacyFactory
from tests.factories.governance import ProposalFactory
from tests.factories.members import MembershipFactory, UserFactory
from tests.governance.assemblies.test_calling import a_draft, called, frozen

pytestmark = pytest.mark.django_db

LIST, NEW = reverse("governance:assembly_list"), reverse("governance:assembly_new")


def typed(moment) -> str:
    return timezone.localtime(moment).strftime(MOMENT_INPUT)


def in_days(days: float):
    return timezone.now().replace(second=0, microsecond=0) + timedelta(days=days)


def data(**changes) -> dict[str, str]:
    fields = {"kind": "ordinary", "mode": "hall", "place": "The large hall", "link": ""}
    fields |= {"first_call_at": typed(in_days(20)), "second_call_at": typed(in_days(21))}
    return fields | changes


def errors_of(response) -> dict[str, list[str]]:
    return {name: list(found) for name, found in response.context["form"].errors.items()}


# --- A draft ---------------------------------------------------------------------------------------------


def test_from_a_draft_to_the_notice(client_of, coordinator):
    proposal, client = frozen(title="Roof"), client_of(coordinator)
    MembershipFactory(role="representative")

    client.post(NEW, data())
    draft = Assembly.objects.get()
    new_item = reverse("governance:agenda_item_new", args=[draft.pk])
    client.post(new_item, {"kind": "decision", "proposal": proposal.pk, "title": "", "text": ""})
    client.post(new_item, {"kind": "report", "title": "The year", "text": "What was done."})
    page = client.get(reverse("governance:assembly_notice", args=[draft.pk]))
    sent = client.post(reverse("governance:assembly_notice", args=[draft.pk]))

    words = page.content.decode()
    assert "You are called: Assembly" in words
    assert "Convocazione: Assemblea" in words
    assert "a company holds at most 3. In writing:" in words
    draft.refresh_from_db()
    assert sent.url == draft.get_absolute_url()
    assert [str(item) for item in draft.items.all()] == ["1. Roof", "2. The year"]
    assert (draft.state, Proposal.objects.get().state, len(mail.outbox)) == ("called", "called", 1)
    read = client.get(draft.get_absolute_url()).content.decode()
    assert "Quorum, first call" in read
    assert "1 of 2" in read


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"place": ""}, "place", "Say where it meets"),
        ({"mode": "remote", "place": ""}, "link", "Give the link"),
        ({"mode": "remote", "link": "https://video.example/1"}, "mode", "does not allow assemblies by video"),
        ({"second_call_at": typed(in_days(19))}, "second_call_at", "must come after the first"),
        ({"first_call_at": typed(in_days(-1)), "second_call_at": ""}, "first_call_at", "a moment to come"),
        ({"first_call_at": "2031-03-30T02:30", "second_call_at": ""}, "first_call_at", "does not exist"),
        ({"first_call_at": "2031-10-26T02:30", "second_call_at": ""}, "first_call_at", "occurs twice"),
    ],
)
def test_a_fault_stands_beside_its_field_and_nothing_is_lost(client_of, coordinator, changes, field, words):
    page = client_of(coordinator).post(NEW, data(**changes))

    assert words in " ".join(errors_of(page)[field])
    assert page.context["form"]["second_call_at"].value() == data(**changes)["second_call_at"]
    assert Assembly.objects.count() == 0


def test_second_call_on_the_same_day_refused(client_of, coordinator):
    first = in_days(20).astimezone(timezone.get_current_timezone()).replace(hour=9, minute=0)
    page = client_of(coordinator).post(
        NEW, data(first_call_at=typed(first), second_call_at=typed(first + timedelta(hours=5)))
    )

    assert "The second call is on another day" in errors_of(page)["second_call_at"][0]


def test_second_call_later_on_the_same_day_where_the_rulebook_says_0_days(client_of, coordinator):
    Rulebook.objects.update(second_call_days=0)
    first = in_days(20).astimezone(timezone.get_current_timezone()).replace(hour=9, minute=0)
    browser = client_of(coordinator)
    assert "another day" not in browser.get(NEW).content.decode()

    refused = browser.post(NEW, data(first_call_at=typed(first), second_call_at=typed(first)))
    browser.post(NEW, data(first_call_at=typed(first), second_call_at=typed(first + timedelta(hours=1))))

    assert errors_of(refused) == {"second_call_at": ["The second call must come after the first."]}
    assert Assembly.objects.get().second_call_at == first + timedelta(hours=1)


def test_an_election_is_no_plain_decision(client_of, coordinator):
    """Else the extract of the minutes would take those elected for what was decided, and name them."""
    draft, election = a_draft(), CandidacyFactory().proposal
    Proposal.objects.filter(pk=election.pk).update(state="frozen")
    url = reverse("governance:agenda_item_new", args=[draft.pk])

    page = client_of(coordinator).post(url, {"kind": "decision", "proposal": election.pk, "title": "Board"})

    assert errors_of(page)["kind"] == ["This proposal elects persons: it is an election."]


@pytest.mark.parametrize(
    ("kind", "state", "field", "words"),
    [
        ("decision", None, "proposal", "needs its proposal"),
        ("report", "frozen", "proposal", "Only a decision or an election has a proposal"),
        ("decision", "discussion", "proposal", "is not final"),
        ("decision", "called", "proposal", "on the notice of another assembly"),
        ("election", "frozen", "kind", "elects no one"),
        ("report", None, "title", "Say what it is about"),
    ],
)
def test_an_item_that_cannot_be_is_said_beside_its_field(client_of, coordinator, kind, state, field, words):
    draft = a_draft()
    proposal = ProposalFactory(state=state) if state else None
    sent = {"kind": kind, "proposal": proposal.pk if proposal else "", "title": "", "text": "Typed"}

    page = client_of(coordinator).post(reverse("governance:agenda_item_new", args=[draft.pk]), sent)

    assert words in errors_of(page)[field][0]
    assert page.context["form"]["text"].value() == "Typed"
    assert draft.items.count() == 1


def test_the_order_is_changed_by_numbers(client_of, coordinator):
    draft = a_draft(frozen(title="First"), frozen(title="Second"))
    first, second = draft.items.all()
    url = reverse("governance:assembly_agenda", args=[draft.pk])

    client_of(coordinator).post(url, {f"item-{first.pk}": 2, f"item-{second.pk}": 1})
    refused = client_of(coordinator).post(url, {f"item-{first.pk}": 0, f"item-{second.pk}": 1})

    assert [str(item) for item in draft.items.all()] == ["1. Second", "2. First"]
    assert f"item-{first.pk}" in errors_of(refused)


def test_another_person_s_change_of_a_draft_is_not_overwritten(client_of, coordinator):
    draft, client = a_draft(), client_of(coordinator)
    url = reverse("governance:assembly_draft_edit", args=[draft.pk])
    stamp = str(client.get(url).context["form"].stamp).split('value="')[1].split('"')[0]
    Assembly.objects.update(place="The library")

    page = client.post(url, data(place="The garden", stamp=stamp))

    assert "Someone changed this after you opened the page" in str(page.context["form"].non_field_errors())
    assert Assembly.objects.get().place == "The library"


def test_what_is_missing_stands_on_the_draft_and_nothing_is_sent(client_of, coordinator):
    draft, client = a_draft(days=3), client_of(coordinator)
    url = reverse("governance:assembly_notice", args=[draft.pk])

    read = client.get(draft.get_absolute_url()).content.decode()
    answer = client.post(url, follow=True)

    assert "Too late for 10 clear days of notice" in read
    assert "Too late for 10 clear days of notice" in answer.content.decode()
    assert (Assembly.objects.get().state, len(mail.outbox)) == ("draft", 0)


def test_a_draft_is_deleted_with_its_agenda(client_of, coordinator):
    draft = a_draft(frozen())

    client_of(coordinator).post(reverse("governance:assembly_draft_delete", args=[draft.pk]))

    assert (Assembly.objects.count(), Proposal.objects.get().state) == (0, "frozen")


def test_members_do_not_know_of_drafts(client_of, representative):
    draft = a_draft()

    assert client_of(representative).get(draft.get_absolute_url()).status_code == 404
    assert "Drafts" not in client_of(representative).get(LIST).content.decode()


# --- After the notice ------------------------------------------------------------------------------------


def test_place_and_hours_are_changed_and_told(client_of, coordinator):
    assembly = called()
    url = reverse("governance:assembly_edit", args=[assembly.year, assembly.number])
    mail.outbox.clear()
    hours = {name: typed(getattr(assembly, name)) for name in ("first_call_at", "second_call_at")}
    earlier = {"first_call_at": typed(assembly.first_call_at - timedelta(days=1))}
    sent = {"mode": "hall", "place": "The library", "link": "", "reason": "Rain"}

    refused = client_of(coordinator).post(url, sent | hours | earlier)
    assert "needs another notice with its days" in " ".join(errors_of(refused)["__all__"])
    assert refused.context["form"]["place"].value() == "The library"
    # What the browser sends has no seconds: the same minute is no earlier hour.
    later = {name: typed(getattr(assembly, name) + timedelta(minutes=1)) for name in hours}
    client_of(coordinator).post(url, sent | later)

    assert (Assembly.objects.get().place, len(mail.outbox)) == ("The library", 3)


def test_called_anew_it_is_a_draft_again(client_of, coordinator):
    assembly = called(frozen())
    url = reverse("governance:assembly_anew", args=[assembly.year, assembly.number])

    answer = client_of(coordinator).post(url, {"reason": "Another item"})

    draft = Assembly.objects.get(state="draft")
    assert answer.url == draft.get_absolute_url()
    assert Assembly.objects.get(number=1).state == "cancelled"


def test_cancelling_asks_for_a_reason(client_of, coordinator):
    assembly = called()
    url = reverse("governance:assembly_cancel", args=[assembly.year, assembly.number])

    assert "reason" in errors_of(client_of(coordinator).post(url, {"reason": " "}))
    client_of(coordinator).post(url, {"reason": "The hall is flooded."})
    again = client_of(coordinator).post(url, {"reason": "Again"}, follow=True)

    assert Assembly.objects.get().state_reason == "The hall is flooded."
    assert "Only an assembly that was called and is not open" in again.content.decode()


# --- The book --------------------------------------------------------------------------------------------


def test_the_book_is_searched_by_words_year_kind_and_item(client_of, representative):
    roof = called(frozen(title="A new roof"), place="The library")
    other = called(kind="extraordinary", days=40)
    for assembly in (roof, other):
        cancel_assembly(assembly, reason="Snow.", by=UserFactory())
    client, hall, library = client_of(representative), "The large hall", "The library"

    def found(**query):
        return [one.place for one in client.get(LIST, query).context["page_obj"]]

    assert found() == [hall, library]
    assert found(q="ROOF") == [library]
    assert found(q="library") == [library]
    assert found(q="year far") == [hall]
    assert found(kind="extraordinary") == [hall]
    assert found(item="report") == [hall]
    assert found(year=str(roof.year), item="decision") == [library]
    assert found(year="1999") == [hall, library]  # what is no choice narrows nothing
    assert found(q="nothing") == []


def test_formula_in_the_csv(client_of, representative):
    assembly = called(frozen(title="=1+1"), place="=HYPERLINK(1)")
    cancel_assembly(assembly, reason="@snow", by=UserFactory())

    text = client_of(representative).get(LIST, {"format": "csv"}).content.decode()

    assert "'=HYPERLINK(1)" in text
    assert "'@snow" in text
    assert "1. =1+1" in text


def test_the_list_says_what_waits_for_an_answer(client_of, representative, company):
    called()

    assert "waits for your answer" in client_of(representative).get(LIST).content.decode()
    dashboard = client_of(representative).get(reverse("dashboard")).content.decode()
    assert "Next assembly" in dashboard
    assert "waits for your answer" in dashboard


def test_who_joined_later_reads_that_it_waits(client_of, representative):
    assembly = called()
    newcomer = MembershipFactory(role="representative").user

    page = client_of(newcomer).get(assembly.get_absolute_url()).content.decode()

    assert "votes from the next assembly on" in page


def test_without_scripts(client_of, coordinator):
    """Every step is a link or a form that a browser sends by itself."""
    assembly = called(frozen())
    page = client_of(coordinator).get(assembly.get_absolute_url()).content.decode()

    for name in ("assembly_edit", "assembly_anew", "assembly_cancel", "assembly_ics"):
        assert f'href="{reverse(f"governance:{name}", args=[assembly.year, assembly.number])}"' in page


def test_expired_session_keeps_the_form(client):
    place = "The garden behind the old boiler house, by the gate"

    answer = client.post(NEW, data(place=place))

    assert answer.url.startswith(reverse("account_login"))
    assert place in str(client.session[SESSION_KEY])


# --- Calendars -------------------------------------------------------------------------------------------


def ics_of(client, assembly, **query) -> str:
    url = reverse("governance:assembly_ics", args=[assembly.year, assembly.number])
    return client.get(url, query).content.decode().replace("\r\n ", "")


def test_the_calendar_has_both_calls_and_counts_the_changes(client_of, representative):
    assembly, client = called(), client_of(representative)

    first = ics_of(client, assembly)
    assert first.count("BEGIN:VEVENT") == 2
    assert first.count("SEQUENCE:0") == 2
    assert "SUMMARY:Not certain yet: Assembly" in first
    move_assembly(assembly, by=UserFactory(), place="The library")
    moved = ics_of(client, assembly)
    assert moved.count("SEQUENCE:1") == 2
    assert "LOCATION:The library" in moved
    cancel_assembly(assembly, reason="Snow.", by=UserFactory())
    cancelled = ics_of(client, assembly)
    assert cancelled.count("SEQUENCE:2") == cancelled.count("STATUS:CANCELLED") == 2


def test_the_link_of_the_mail_opens_it_without_logging_in(client):
    other = (called(), called())[1]
    mails = mail.outbox[0].body
    link = next(line for line in mails.splitlines() if "assembly.ics?key=" in line)

    answer = client.get(link.removeprefix("http://").split("/", 1)[1].join(["/", ""]))
    key = link.split("key=")[1]
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert (
        client.get(
            reverse("governance:assembly_ics", args=[other.year, other.number]), {"key": key}
        ).status_code
        == 404
    )
    assert "login" in client.get(
        reverse("governance:assembly_ics", args=[other.year, other.number])
    ).headers.get("Location", "")


# --- Matters that are decided in assemblies --------------------------------------------------------------


def test_a_proposal_for_an_assembly_offers_no_vote_online(client_of, representative, company):
    MatterRule.objects.filter(matter="event").update(is_online=False)
    proposal = ProposalFactory(company=company, state="frozen", matter="event")

    page = client_of(representative).get(proposal.get_absolute_url())

    assert "open_voting" not in page.context["transitions"]
    assert "decided in an assembly: it can be put on the agenda" in page.content.decode()


def test_a_called_proposal_says_so_and_still_takes_comments(client_of, representative, company):
    proposal = frozen(company=company)
    send_notice(a_draft(proposal), by=UserFactory())
    proposal.refresh_from_db()

    page = client_of(representative).get(proposal.get_absolute_url())

    assert page.context["transitions"] == {}
    assert "On the agenda of an assembly" in page.content.decode()
    assert proposal.is_discussed
    assert proposal.takes_recusals
