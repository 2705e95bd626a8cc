"""The book of minutes: drafted from the ledger, signed by two, numbered, chained and corrected."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from governance.assemblies.minutes.assembly_section import minutes_section
from governance.assemblies.minutes.book import entry_of, hash_of
from governance.assemblies.minutes.document import Document
from governance.assemblies.minutes.models import Minutes, MinutesSignature
from governance.assemblies.minutes.services import (
    correct_minutes,
    draft_minutes,
    note_items,
    sign_minutes,
    tell_of_overdue_minutes,
    write_debate,
)
from governance.attendance.models import Assembly, RollCorrection
from governance.proposals.models import Recusal
from members.personal_data.erasure import erase_person
from tests.factories.assemblies import (
    AssemblyEntryFactory,
    ProxyFactory,
    come_in,
    entries_of,
    make_assembly,
    representative_of,
)
from tests.factories.members import MembershipFactory, UserFactory
from tests.factories.minutes import led_by, make_minutes, sign_both, signed_minutes
from tests.governance.assemblies.hall import close, hold, vote_on
from tests.threads import at_once

pytestmark = pytest.mark.django_db


def ids(assembly):
    return [entry.company_id for entry in entries_of(assembly)]


# --- Facts ----------------------------------------------------------------------------------------------


def test_facts_say_who_was_there_what_was_voted_and_what_came_of_it():
    minutes = make_minutes(items=1, companies=4, suspended=1)
    companies = ids(minutes.assembly)
    facts = minutes.facts
    vote = facts["items"][0]["rounds"][0]

    assert [one["standing"] for one in facts["roll"]].count("suspended") == 1
    assert facts["present"] == {"companies": 4, "hall": 4, "remote": 0, "by_proxy": 0}
    assert [line["kind"] for line in facts["sheet"]] == ["in"] * 5
    assert (vote["tally"]["members"], vote["tally"]["entitled"], vote["present"]) == (5, 4, 4)
    assert vote["votes"] == {"no": [companies[1]], "abstain": [companies[2]]}
    assert vote["resolution"] == f"{timezone.localdate().year}/1"
    assert (len(vote["head"]), vote["title"]) == (64, facts["items"][0]["title"])


def test_the_minutes_tell_a_director_who_has_no_vote_on_accounts_from_a_declared_conflict():
    assembly = hold(4, matter="accounts")
    declared = entries_of(assembly)[0]
    director = AssemblyEntryFactory(assembly=assembly, standing="entitled", is_director=True)
    proposal = assembly.items.get().proposal
    Recusal.objects.create(
        proposal=proposal, company=declared.company, reason="Its own invoice.", declared_at=timezone.now()
    )
    close(vote_on(assembly), assembly)
    facts = draft_minutes(assembly, call=1).facts

    recusals = facts["items"][0]["rounds"][0]["recusals"]
    assert {one["company"]: "is_by_law" in one for one in recusals} == {
        director.company_id: True,
        declared.company_id: False,
    }


def test_a_proxy_is_in_the_minutes_and_its_instructions_are_not():
    assembly = make_assembly(state="open", companies=3)
    first, second, _third = entries_of(assembly)
    come_in(second, user=representative_of(second))
    ProxyFactory(grantor=first, holder=second, instructions="Vote no")

    facts = draft_minutes(assembly, call=1).facts

    assert facts["present"] == {"companies": 2, "hall": 1, "remote": 0, "by_proxy": 1}
    assert [(one["grantor"], one["holder"]) for one in facts["proxies"]] == [
        (first.company_id, second.company_id)
    ]
    assert "Vote no" not in str(facts)


def test_a_correction_of_the_roll_is_in_the_minutes():
    assembly = make_assembly(state="open", companies=3)
    entry = entries_of(assembly)[2]
    RollCorrection.objects.create(
        entry=entry,
        before="entitled",
        after="left",
        reason="Left on 1 March",
        by=assembly.chair,
        confirmed_by=assembly.secretary,
        at=timezone.now(),
    )

    minutes = draft_minutes(assembly, call=1)

    [correction] = Document(minutes).corrections
    names = (assembly.chair.name, assembly.secretary.name)
    assert (correction["reason"], correction["by"], correction["confirmed_by"]) == ("Left on 1 March", *names)


def test_deserted_first_call_writes_minutes():
    assembly = make_assembly(state="open", companies=5, items=2)
    [entry, *_others] = entries_of(assembly)
    come_in(entry, user=representative_of(entry))
    Assembly.objects.filter(pk=assembly.pk).update(state="called")
    assembly.refresh_from_db()

    minutes = draft_minutes(assembly, call=1)

    assert (minutes.state, minutes.call) == ("draft", 1)
    assert (minutes.facts["assembly"]["outcome"], minutes.facts["present"]["companies"]) == ("deserted", 1)
    assert [item["rounds"] for item in minutes.facts["items"]] == [[], []]
    assert draft_minutes(assembly, call=1) == minutes
    assert draft_minutes(assembly, call=2) != minutes


def test_assembly_over_midnight_is_of_its_first_day():
    evening = datetime(2026, 12, 31, 21, 30, tzinfo=UTC)  # in Rome it is 22:30
    assembly = make_assembly(
        state="closed",
        first_call_at=evening,
        opened_at=evening,
        closed_at=evening + timedelta(hours=4),
    )

    minutes = sign_both(draft_minutes(assembly, call=1))

    assert (minutes.facts["assembly"]["day"], minutes.year, minutes.number) == ("2026-12-31", 2026, 1)


def test_notes_taken_in_the_assembly_begin_its_minutes():
    assembly = make_assembly(state="open", items=2)
    first, _second = assembly.items.order_by("position")
    note_items(assembly, notes={first.pk: "Ada for, Bruno against."}, before={first.pk: ""})

    minutes = draft_minutes(assembly, call=1)

    assert [item["note"] for item in minutes.facts["items"]] == ["Ada for, Bruno against.", ""]


# --- Writing and signing --------------------------------------------------------------------------------


def test_the_secretary_writes_only_the_debate():
    minutes = make_minutes()
    before = minutes.facts | {"items": None}
    secretary = minutes.assembly.secretary

    written = write_debate(minutes, text="Long.", notes={1: "Short."}, seen=hash_of(minutes), by=secretary)

    assert (written.text, written.facts["items"][0]["note"]) == ("Long.", "Short.")
    assert written.facts | {"items": None} == before
    with pytest.raises(ValidationError):
        write_debate(written, text="Mine.", notes={}, seen=hash_of(written), by=minutes.assembly.chair)


def test_both_sign_and_the_book_has_its_number_parent_and_hash():
    first = signed_minutes(items=1)
    second = signed_minutes(items=0, **led_by(first.assembly.chair, first.assembly.secretary))
    year = timezone.localdate().year

    assert [(one.year, one.number, one.parent) for one in (first, second)] == [
        (year, 1, ""),
        (year, 2, first.hash),
    ]
    signatures = list(second.signatures.order_by("at", "pk"))
    assert entry_of(Minutes.objects.get(pk=second.pk), signatures)["hash"] == second.hash
    assert [one.role for one in signatures] == ["chair", "secretary"]


def test_the_second_signature_sends_the_seal_to_every_company():
    minutes = make_minutes(companies=3)
    mail.outbox.clear()
    sign_minutes(minutes, seen=hash_of(minutes), by=minutes.assembly.secretary)
    assert mail.outbox == []

    signed = sign_both(minutes)

    people = {representative_of(entry).email for entry in entries_of(minutes.assembly)}
    assert {one.to[0] for one in mail.outbox} == people
    command = f"python3 verify.py minutes-{signed.year}-{signed.number}.json --head {signed.hash}"
    assert all(command in one.body for one in mail.outbox)


def test_one_person_does_not_sign_twice():
    minutes = make_minutes()
    chair = minutes.assembly.chair
    once = sign_minutes(minutes, seen=hash_of(minutes), by=chair)

    again = sign_minutes(once, seen=hash_of(once), by=chair)

    assert (again.state, again.signatures.count()) == ("draft", 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        MinutesSignature.objects.create(
            minutes=minutes, user=chair, role="secretary", hash="0" * 64, at=timezone.now()
        )


def test_whoever_did_not_lead_it_does_not_sign():
    minutes = make_minutes()
    with pytest.raises(ValidationError):
        sign_minutes(minutes, seen=hash_of(minutes), by=UserFactory())


def test_signature_over_a_changed_draft():
    """Refused with the draft as it is; and whoever had signed the words before signs again."""
    minutes = make_minutes()
    chair, secretary = minutes.assembly.chair, minutes.assembly.secretary
    seen = hash_of(minutes)
    sign_minutes(minutes, seen=seen, by=chair)
    changed = write_debate(minutes, text="Another word.", notes={}, seen=seen, by=secretary)

    with pytest.raises(ValidationError) as refused:
        sign_minutes(minutes, seen=seen, by=secretary)

    assert refused.value.code == "changed"
    assert (changed.signatures.count(), Minutes.objects.get(pk=minutes.pk).state) == (0, "draft")
    assert sign_both(changed).state == "signed"


def test_a_draft_that_somebody_else_changed_is_not_overwritten():
    minutes = make_minutes()
    secretary, seen = minutes.assembly.secretary, hash_of(minutes)
    write_debate(minutes, text="First.", notes={}, seen=seen, by=secretary)

    with pytest.raises(ValidationError):
        write_debate(minutes, text="Second.", notes={}, seen=seen, by=secretary)

    assert Minutes.objects.get(pk=minutes.pk).text == "First."


@pytest.mark.parametrize("field", ["text", "number", "hash", "parent", "year", "facts"])
def test_signed_minutes_are_sealed(field):
    minutes = signed_minutes()
    value = {"number": 9, "year": 2001, "facts": {}}.get(field, "x")
    with pytest.raises(IntegrityError), transaction.atomic():
        Minutes.objects.filter(pk=minutes.pk).update(**{field: value})
    with pytest.raises(IntegrityError), transaction.atomic():
        MinutesSignature.objects.filter(minutes=minutes).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        MinutesSignature.objects.filter(minutes=minutes).update(hash="0" * 64)
    with pytest.raises(IntegrityError), transaction.atomic():
        Minutes.objects.filter(pk=minutes.pk).delete()


@pytest.mark.django_db(transaction=True)
def test_two_minutes_numbered_at_once_leave_no_gap():
    drafts = [make_minutes(items=0)]
    led = led_by(drafts[0].assembly.chair, drafts[0].assembly.secretary)
    drafts += [make_minutes(items=0, **led) for _ in range(3)]
    for one in drafts:
        sign_minutes(one, seen=hash_of(one), by=one.assembly.chair)

    at_once(
        *[lambda one=one: sign_minutes(one, seen=hash_of(one), by=one.assembly.secretary) for one in drafts]
    )

    book = list(Minutes.objects.in_book())
    assert [one.number for one in book] == [1, 2, 3, 4]
    assert [one.parent for one in book] == ["", *[one.hash for one in book[:-1]]]


# --- Corrections, erasure -------------------------------------------------------------------------------


def test_correction_names_the_old():
    old = signed_minutes()
    chair, secretary = old.assembly.chair, old.assembly.secretary

    draft = correct_minutes(old, by=secretary)
    written = write_debate(draft, text="It was Bruno who spoke.", notes={}, seen=hash_of(draft), by=secretary)
    new = sign_both(written)

    assert (new.corrects, new.number, new.parent) == (old, old.number + 1, old.hash)
    assert Document(new).facts == old.facts
    assert correct_minutes(old, by=chair).corrects == old
    with pytest.raises(ValidationError):
        correct_minutes(old, by=UserFactory())


def test_erased_person_stays_in_signed_minutes_by_office():
    minutes = signed_minutes(companies=3)
    chair = minutes.assembly.chair
    name = chair.name
    MembershipFactory(company=chair.memberships.get().company, role="representative")
    assert (name in str(Document(minutes).officers), name in str(minutes.names)) == (True, True)

    erase_person(chair, by=chair)

    after = Minutes.objects.get(pk=minutes.pk)
    document = Document(after, signatures=list(after.signatures.order_by("at", "pk")))
    assert (after.hash, after.facts) == (minutes.hash, minutes.facts)
    assert (name in str(after.names), name in str(after.facts)) == (False, False)
    assert document.officers[0] == ("Chair", "the chair")
    assert [person for _role, person, _at in document.signed] == [
        "the chair",
        minutes.assembly.secretary.name,
    ]


def test_who_stands_in_for_a_chair_that_is_gone_signs():
    """Nobody was chosen in a call to which nobody came: president and secretary in office sign."""
    officers = make_assembly(state="cancelled", companies=2)
    assembly = make_assembly(state="deserted", companies=3, has_officers=False)

    minutes = draft_minutes(assembly, call=1)
    for person in (officers.chair, officers.secretary):
        minutes = sign_minutes(minutes, seen=hash_of(minutes), by=person)

    assert minutes.state == "signed"
    document = Document(minutes, signatures=list(minutes.signatures.order_by("at", "pk")))
    assert [person for _role, person, _at in document.signed] == [
        officers.chair.name,
        officers.secretary.name,
    ]


# --- The clock ------------------------------------------------------------------------------------------


def waiting_for(days):
    minutes = make_minutes(items=0)
    Minutes.objects.filter(pk=minutes.pk).update(drafted_at=timezone.now() - timedelta(days=days))
    mail.outbox.clear()
    return Minutes.objects.get(pk=minutes.pk)


def test_overdue_signatures_are_told_of_once():
    minutes = waiting_for(11)
    sign_minutes(minutes, seen=hash_of(minutes), by=minutes.assembly.chair)

    assert (tell_of_overdue_minutes(), tell_of_overdue_minutes()) == (1, 0)

    assert [one.to for one in mail.outbox] == [[minutes.assembly.secretary.email]]


def test_signatures_are_not_overdue_within_the_days_of_the_rulebook():
    waiting_for(10)
    assert (tell_of_overdue_minutes(), mail.outbox) == (0, [])


@pytest.mark.django_db(transaction=True)
def test_two_workers_tell_of_overdue_minutes_once():
    waiting_for(20)

    answers = at_once(*[tell_of_overdue_minutes] * 4)

    assert (sum(answers), len(mail.outbox)) == (1, 2)


# --- Beside the minutes ---------------------------------------------------------------------------------


def test_the_page_of_the_assembly_leads_to_what_the_reader_may_see():
    minutes = make_minutes(companies=3)
    member = representative_of(entries_of(minutes.assembly)[2])
    chair = minutes.assembly.chair
    assert minutes_section(minutes.assembly, member, None) is None
    assert minutes_section(minutes.assembly, chair, None).context["entries"] == [minutes]

    sign_both(minutes)

    assert minutes_section(minutes.assembly, member, None).context["entries"] == [minutes]


def test_changes_after_the_notice_are_said_in_words():
    minutes = make_minutes(items=0)
    before = {
        "mode": "hall",
        "place": "Hall",
        "first_call_at": "2026-03-01T09:00:00.000000Z",
        "second_call_at": "",
    }
    after = before | {"place": "Yard", "first_call_at": "2026-03-01T10:00:00.000000Z"}
    minutes.facts["changes"] = [
        {"at": "2026-02-20T09:00:00.000000Z", "before": before, "after": after, "reason": "Rain"}
    ]

    [(at, changed, reason)] = Document(minutes).changes

    assert (at, reason) == ("20 Feb 2026, 10:00", "Rain")
    assert changed == ["Place: Hall → Yard", "First call: 1 Mar 2026, 10:00 → 1 Mar 2026, 11:00"]
