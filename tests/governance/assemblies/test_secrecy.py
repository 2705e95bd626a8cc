"""Secret votes of assemblies: what is kept, what is told, who opens the urn, and what joins what."""

import html
import json
import logging
import re
from base64 import b64decode
from urllib.parse import urlencode

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from governance import verify
from governance.assemblies.attending.corrections import ask_correction, confirm_correction
from governance.assemblies.elections.models import Candidacy
from governance.assemblies.elections.services import accept_candidacy, propose_candidate
from governance.assemblies.hall.services import choose_officers, open_call
from governance.assemblies.secrecy import urn as boxes
from governance.assemblies.secrecy.grounds import decide_secret_vote
from governance.assemblies.secrecy.models import (
    Ballot,
    Participation,
    Scrutineer,
    SealedBallot,
    SecretVote,
    Urn,
    UrnLock,
)
from governance.assemblies.secrecy.rules import (
    companies_that_must_ask,
    could_be_otherwise,
    is_unanimous,
)
from governance.assemblies.secrecy.scrutineers import add_scrutineer, new_key, remove_scrutineer, take_key
from governance.assemblies.secrecy.services import annul_vote, count_urn, prepare_urn, write_ballot
from governance.attendance.models import AgendaItem, Assembly
from governance.proposals.models import Proposal
from governance.resolutions.models import Resolution
from governance.voting import record
from governance.voting.event_chain import append_event, begin_record, build_record
from governance.voting.models import RollEntry, Vote, VotingRound
from governance.voting.votes import cast_vote
from members.personal_data.data_export import data_of
from tests.factories.assemblies import ProxyFactory, come_in, entries_of, go_out, make_assembly
from tests.factories.members import MembershipFactory, UserFactory
from tests.governance.assemblies.secret_round import make_secret_round, with_key
from tests.threads import at_once

pytestmark = pytest.mark.django_db

YES, NO = {"choice": "yes"}, {"choice": "no"}


def url(secret, name, *more):
    return reverse(f"governance:{name}", args=[secret.assembly.year, secret.assembly.number, *more])


def code_of(error):
    return error.value.code


# --- What is kept ----------------------------------------------------------------------------------------


def test_a_vote_leaves_a_participation_a_box_and_an_event_with_the_company_alone():
    secret = make_secret_round()
    entry = secret.entries[0]

    assert secret.cast(entry, "yes") is True

    event = secret.round.events.latest("height")
    assert (event.kind, event.payload) == ("VOTED", {"company": entry.company_id})
    assert [one.pk for one in Participation.objects.all()] == [entry.pk]
    assert (Ballot.objects.count(), Vote.objects.count()) == (0, 0)
    assert [field.name for field in Participation._meta.concrete_fields] == ["roll_entry"]
    assert [field.name for field in SealedBallot._meta.concrete_fields] == ["participation", "box"]
    named = {field.name for field in Ballot._meta.concrete_fields}
    assert named == {"tracker", "round", "nonce", "phrase", "answer"}


def test_boxes_have_one_length():
    secret = make_secret_round(method="approval", options="ABC", seats=2)
    for entry, names, phrase in zip(secret.entries, ("", "A", "AB"), ("x", "è" * 80, "47"), strict=False):
        secret.cast(entry, {"choice": "ballot", "options": list(names)}, phrase=phrase)
    secret.cast(secret.entries[3], "blank")

    assert {len(bytes(one.box)) for one in SealedBallot.objects.all()} == {boxes.BOX_LENGTH} == {1072}


def test_the_count_writes_all_ballots_and_leaves_no_box_lock_or_key():
    secret = make_secret_round()
    secret.cast_all("yes", "yes", "no", "yes", "yes")

    secret.count()

    assert (secret.round.state, secret.round.outcome) == ("closed", "adopted")
    assert sorted(one.answer["choice"] for one in Ballot.objects.all()) == ["no", "yes", "yes", "yes", "yes"]
    assert (SealedBallot.objects.count(), UrnLock.objects.count()) == (0, 0)
    keys = Scrutineer.objects.values_list("public_key", "locked_key")
    assert {bytes(part) for pair in keys for part in pair} == {b""}
    assert bytes(Urn.objects.get().public_key) == b""
    assert AgendaItem.objects.get().state == "done"


def test_order_of_export_is_that_of_trackers():
    secret = make_secret_round()
    secret.cast_all("yes", "no", "yes", "no", "yes", "blank")

    secret.count()

    found = build_record(secret.round)
    shown = [one["tracker"] for one in found["ballots"]]
    assert shown == sorted(secret.trackers.values())
    assert [one.tracker for one in Ballot.objects.all()] == shown
    with connection.cursor() as cursor:  # and so they lie in the table
        cursor.execute(
            "SELECT tracker FROM governance_ballot ORDER BY ctid"
            if connection.vendor == "postgresql"
            else "SELECT tracker FROM governance_ballot ORDER BY rowid"
        )
        assert [tracker for (tracker,) in cursor.fetchall()] == shown
    assert "votes" not in found
    voted = [one["payload"] for one in found["events"] if one["type"] == "VOTED"]
    assert [list(payload) for payload in voted] == [["company"]] * 6


def test_the_record_of_a_secret_round_is_verified_and_shows_the_own_line():
    secret = make_secret_round()
    secret.cast_all("yes", "yes", "yes", "yes", "no")
    secret.count()

    found = json.loads(json.dumps(build_record(secret.round)))

    assert list(verify.verify(found, [secret.round.events.latest("height").hash]))[-1].startswith(
        "Counted again: 4 yes, 1 no, 0 abstain, 0 blank"
    )
    own = secret.trackers[secret.entries[4].company_id]
    assert [one["answer"] for one in found["ballots"] if one["tracker"] == own] == [NO]


def test_a_record_while_it_is_open_shows_no_ballot():
    secret = make_secret_round()
    secret.cast_all("yes", "no")

    found = json.loads(json.dumps(build_record(secret.round)))

    assert found["ballots"] == []
    assert list(verify.verify(found))[-1] == "The round is open: there is nothing to count."


def test_a_ballot_is_not_changed_afterwards():
    secret = make_secret_round()
    secret.cast_all("yes", "no")
    secret.count()

    for act in (lambda: Ballot.objects.update(answer=NO), lambda: Ballot.objects.all().delete()):
        with pytest.raises(DatabaseError, match="ballot_sealed"), transaction.atomic():
            act()


# --- Casting ---------------------------------------------------------------------------------------------


def test_retry_tells_nothing(client):
    secret = make_secret_round()
    entry = secret.entries[2]
    client.force_login(secret.person(entry))
    where = entry.company_id
    sent = {"choice": "yes", "phrase": "blue bicycle"}
    tokens = [
        client.post(url(secret, "assembly_ballot", where), sent | {"choice": choice}).context["token"]
        for choice in ("yes", "no")
    ]

    answers = [
        client.post(url(secret, "assembly_ballot_cast", where), {"token": token}, follow=True)
        for token in (tokens[0], tokens[0], tokens[1], "nonsense")
    ]

    texts = {str(message) for answer in answers for message in answer.context["messages"]}
    assert texts == {f"A ballot of {entry.company} is recorded. It cannot be changed."}
    assert len({answer.redirect_chain[0] for answer in answers}) == 1
    assert (Participation.objects.count(), SealedBallot.objects.count()) == (1, 1)
    assert secret.round.events.filter(kind="VOTED").count() == 1


def test_what_is_ticked_on_the_page_is_what_is_counted(client):
    """By both pages, with nothing but what stands in their forms."""
    secret = make_secret_round(method="approval", options="ABCDEF", seats=5)
    ticked = ["ABCDE", "ABCD", "F", "AF", "", "CDEF"]
    for entry, names in zip(secret.entries, ticked, strict=True):
        client.force_login(secret.person(entry))
        sent = {"names": list(names), "phrase": "blue bicycle", "company": entry.company_id}
        page = client.post(url(secret, "assembly_ballot", entry.company_id), sent).content.decode()
        (action,) = re.findall(r'action="(\S+/cast/)"', page)
        (token,) = re.findall(r'name="token" value="([^"]+)"', page)
        client.post(action, {"token": html.unescape(token)})

    counted = secret.count()

    ballots = Ballot.objects.filter(round=counted)
    assert sorted("".join(one.answer["options"]) for one in ballots) == sorted(ticked)
    assert counted.tally["details"]["scores"] == {"A": 3, "B": 2, "C": 3, "D": 3, "E": 2, "F": 3}
    assert (counted.tally["counts"]["ballot"], counted.tally["counts"]["blank"]) == (6, 0)


def test_the_confirmation_writes_nothing_and_says_the_answer_the_words_and_the_tracker(client):
    secret = make_secret_round()
    entry = secret.entries[0]
    client.force_login(secret.person(entry))

    answer = client.post(
        url(secret, "assembly_ballot", entry.company_id), {"choice": "no", "phrase": "blue  bicycle"}
    )

    page = answer.content.decode()
    assert answer.context["tracker"] in page
    assert "<b>no</b>" in page
    assert "blue bicycle" in page
    assert "no-store" in answer["Cache-Control"]
    assert Participation.objects.count() == 0


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("", "This field is required."),
        ("x" * 81, "Ensure this value has at most 80 characters (it has 81)."),
        ("a\x07b", "Use letters, figures and spaces only."),
        ("a\u202eb", "Use letters, figures and spaces only."),
    ],
)
def test_a_phrase_that_cannot_be_is_refused_beside_its_field(client, phrase, expected):
    secret = make_secret_round()
    entry = secret.entries[0]
    client.force_login(secret.person(entry))

    answer = client.post(url(secret, "assembly_ballot", entry.company_id), {"choice": "no", "phrase": phrase})

    assert answer.context["phrase_form"].errors["phrase"] == [expected]
    assert answer.context["form"]["choice"].value() == "no"


def test_a_form_of_an_earlier_vote_is_refused(client):
    first = make_secret_round()
    entry = first.entries[0]
    client.force_login(first.person(entry))
    address = url(first, "assembly_ballot", entry.company_id)
    token = client.post(address, {"choice": "no", "phrase": "x"}).context["token"]
    annul_vote(first.round, reason="Two codes are lost", by=first.chair)
    again = _again(first)

    answer = client.post(url(first, "assembly_ballot_cast", entry.company_id), {"token": token})

    assert answer.context["faults"] == ["This form is of an earlier vote. Fill it in again."]
    assert Participation.objects.filter(roll_entry__round=again).count() == 0


def _again(secret):
    """The same item, voted on once more."""
    first = secret.round
    Proposal.objects.filter(pk=first.proposal_id).update(state="voting")
    fields = ("proposal", "version", "rulebook", "rule", "method", "opened_at", "agenda_item", "cast_by")
    again = VotingRound.objects.create(
        number=2, is_secret=True, **{name: getattr(first, name) for name in fields}
    )
    RollEntry.objects.bulk_create(
        RollEntry(round=again, company=one.company, standing=one.standing) for one in secret.entries
    )
    attendance = first.events.get(height=1).payload["attendance"]
    begin_record(again, at=again.opened_at, attendance=attendance)
    for keeper in secret.scrutineers:
        private, public = boxes.new_pair()
        keeper.public_key, keeper.locked_key = public, boxes.lock(private, boxes.new_code())
        keeper.save()
    prepare_urn(again, by=secret.chair)
    return again


def test_a_form_of_somebody_else_is_refused(client):
    secret = make_secret_round()
    one, other = secret.entries[:2]
    client.force_login(secret.person(one))
    token = client.post(
        url(secret, "assembly_ballot", one.company_id), {"choice": "no", "phrase": "x"}
    ).context["token"]
    client.force_login(secret.person(other))

    answer = client.post(url(secret, "assembly_ballot_cast", other.company_id), {"token": token})

    assert answer.context["faults"] == ["This form is not yours. Fill it in again."]
    assert (
        client.post(url(secret, "assembly_ballot_cast", one.company_id), {"token": token}).status_code == 403
    )
    assert Participation.objects.count() == 0


def test_who_is_not_there_does_not_vote():
    secret = make_secret_round()
    entry = secret.entries[0]
    go_out(entries_of(secret.assembly)[0], user=secret.person(entry))

    with pytest.raises(ValidationError) as error:
        secret.cast(entry, "yes")

    assert code_of(error) == "absent"
    assert Participation.objects.count() == 0


def test_nobody_votes_openly_in_a_secret_round():
    secret = make_secret_round()
    entry = secret.entries[0]

    with pytest.raises(ValidationError) as error:
        cast_vote(secret.round, company=entry.company, answer=YES, by=secret.person(entry))

    assert code_of(error) == "secret"


def test_given_then_own_secret_vote_refused_after_the_proxys():
    secret = make_secret_round()
    holder, grantor = entries_of(secret.assembly)[:2]
    entry = next(one for one in secret.entries if one.company_id == grantor.company_id)
    proxy = ProxyFactory(grantor=grantor, holder=holder)
    type(entry).objects.filter(pk=entry.pk).update(proxy=proxy)
    own = secret.person(entry)
    go_out(grantor, user=own)

    assert secret.cast(entry, "yes", by=proxy.person) is True
    come_in(grantor, user=own)
    assert secret.cast(entry, "no", by=own) is False

    secret.count()
    assert [one.answer for one in Ballot.objects.all()] == [YES]


def test_a_holder_has_one_ballot_a_grantor(client):
    secret = make_secret_round()
    holder, grantor = entries_of(secret.assembly)[:2]
    entry = next(one for one in secret.entries if one.company_id == grantor.company_id)
    proxy = ProxyFactory(grantor=grantor, holder=holder)
    type(entry).objects.filter(pk=entry.pk).update(proxy=proxy)
    go_out(grantor, user=secret.person(entry))
    client.force_login(proxy.person)

    shown = client.get(url(secret, "assembly_ballots")).context["entries"]

    assert {one.company_id for one, _voted in shown} == {holder.company_id, grantor.company_id}


def test_votes_after_the_close_are_refused():
    secret = make_secret_round()
    secret.close()

    with pytest.raises(ValidationError) as error:
        secret.cast(secret.entries[0], "yes")

    assert code_of(error) == "closed"


def test_those_present_at_the_close_count_whoever_leaves_before_the_count():
    secret = make_secret_round(6)
    secret.cast_all("yes", "yes", "yes", "yes", "yes")
    secret.close()
    for entry in entries_of(secret.assembly)[1:]:
        go_out(entry)

    secret.count()

    assert (secret.round.taken_part, secret.round.outcome) == (6, "adopted")


# --- Scrutineers and codes -------------------------------------------------------------------------------


def test_one_code_opens_nothing():
    secret = make_secret_round()
    secret.cast_all("yes", "no", "yes")
    secret.close()
    before = {bytes(one.box) for one in UrnLock.objects.all()}

    for _try in range(2):
        found = count_urn(secret.round, secret.code(1), by=secret.scrutineers[1].user)

    assert (found.state, Ballot.objects.count(), SealedBallot.objects.count()) == ("open", 0, 3)
    private = boxes.unlock(bytes(secret.scrutineers[1].locked_key), secret.codes[1])
    for lock in UrnLock.objects.all():
        with pytest.raises(boxes.WrongKeyError):
            boxes.open_for_pair(private, bytes(lock.box))
    assert len(before - {bytes(one.box) for one in UrnLock.objects.all()}) == 2


@pytest.mark.parametrize(("first", "second"), [(0, 1), (1, 0), (2, 0), (1, 2)])
def test_two_codes_open_it_each_on_an_own_device_in_any_order(first, second):
    secret = make_secret_round()
    secret.cast_all("yes", "no", "yes", "yes")
    secret.close()

    count_urn(secret.round, secret.code(first), by=secret.scrutineers[first].user)
    found = count_urn(secret.round, secret.code(second), by=secret.scrutineers[second].user)

    assert (found.state, Ballot.objects.count()) == ("closed", 4)


def test_two_scrutineers_are_one_pair():
    secret = make_secret_round(scrutineers=2)

    assert UrnLock.objects.count() == 1
    assert make_secret_round_count(secret) == "closed"


def make_secret_round_count(secret):
    secret.cast_all("yes")
    return secret.count().state


def test_a_wrong_code_says_so_and_changes_nothing():
    secret = make_secret_round()
    secret.cast_all("yes", "no")
    secret.close()
    locks = [bytes(one.box) for one in UrnLock.objects.order_by("pk")]
    codes = secret.code(0) | {secret.scrutineers[1].pk: boxes.new_code()}

    with pytest.raises(ValidationError) as error:
        count_urn(secret.round, codes, by=secret.scrutineers[0].user)

    person = secret.scrutineers[1].user
    assert error.value.messages == [f"The code of {person} is not right. Nothing was changed."]
    assert [bytes(one.box) for one in UrnLock.objects.order_by("pk")] == locks
    assert VotingRound.objects.get(pk=secret.round.pk).state == "open"


def test_a_used_code_says_so():
    secret = make_secret_round()
    secret.cast_all("yes")
    codes = secret.code(0, 1)
    secret.count()
    Scrutineer.objects.update(public_key=b"", locked_key=b"")

    with pytest.raises(ValidationError) as error:
        count_urn(secret.round, codes, by=secret.scrutineers[0].user)

    assert code_of(error) == "used_code"


def test_nothing_is_counted_before_the_chair_closes():
    secret = make_secret_round()

    with pytest.raises(ValidationError) as error:
        count_urn(secret.round, secret.code(0, 1), by=secret.scrutineers[0].user)

    assert code_of(error) == "open"


def test_two_codes_lost_annul():
    secret = make_secret_round()
    secret.cast_all("yes", "no")
    secret.close()

    found = annul_vote(secret.round, reason="Two codes are lost", by=secret.chair)

    assert (found.state, found.cancel_reason) == ("cancelled", "Two codes are lost")
    assert (SealedBallot.objects.count(), UrnLock.objects.count(), Ballot.objects.count()) == (0, 0, 0)
    assert Proposal.objects.get(pk=found.proposal_id).state == "called"
    assert [one.has_key for one in Scrutineer.objects.all()] == [False] * 3
    shown = json.loads(json.dumps(build_record(found)))
    assert list(verify.verify(shown))[-1] == "The round is cancelled: there is nothing to count."


def test_no_round_opens_without_two_keys():
    secret = make_secret_round()
    UrnLock.objects.all().delete()
    Urn.objects.all().delete()
    Scrutineer.objects.exclude(pk=secret.scrutineers[0].pk).update(public_key=b"", locked_key=b"")

    with pytest.raises(ValidationError) as error:
        prepare_urn(secret.round, by=secret.chair)

    assert code_of(error) == "no_keys"


def test_chair_is_no_scrutineer():
    secret = make_secret_round()

    with pytest.raises(ValidationError) as error:
        add_scrutineer(secret.assembly, user=secret.chair, by=secret.chair)

    assert code_of(error) == "chair"


def test_candidate_scrutineer_refused():
    secret = make_secret_round()
    place = MembershipFactory()
    Candidacy.objects.create(proposal=secret.round.proposal, user=place.user, company=place.company)

    with pytest.raises(ValidationError) as error:
        add_scrutineer(secret.assembly, user=place.user, by=secret.chair)

    assert code_of(error) == "candidate"


@pytest.mark.parametrize("is_by_another", [False, True])
def test_a_scrutineer_of_its_assembly_cannot_become_a_candidate(is_by_another):
    """Neither by their own word nor by another's, who could stop the vote by that."""
    assembly = make_assembly(state="open", companies=3, items=1)
    proposal = assembly.items.get().proposal
    place = MembershipFactory(role="representative")
    scrutineer = add_scrutineer(assembly, user=place.user, by=assembly.chair)
    by = assembly.secretary if is_by_another else place.user

    with pytest.raises(ValidationError) as error:
        propose_candidate(proposal, user=place.user, company=place.company, by=by)
    assert (code_of(error), Candidacy.objects.count()) == ("scrutineer", 0)

    remove_scrutineer(scrutineer, by=assembly.chair)
    assert propose_candidate(proposal, user=place.user, company=place.company, by=by).is_on_ballot is not (
        is_by_another
    )


def test_who_was_proposed_before_cannot_accept_as_a_scrutineer():
    assembly = make_assembly(state="open", companies=3, items=1)
    place = MembershipFactory(role="representative")
    candidacy = Candidacy.objects.create(
        proposal=assembly.items.get().proposal, user=place.user, company=place.company
    )
    Scrutineer.objects.create(assembly=assembly, user=place.user)  # by whatever way

    with pytest.raises(ValidationError) as error:
        accept_candidacy(candidacy, by=place.user)

    assert (code_of(error), Candidacy.objects.get().is_on_ballot) == ("scrutineer", False)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_named_a_scrutineer_and_a_candidate_at_once_is_one_of_them(attempt):
    assembly = make_assembly(state="open", companies=3, items=1)
    proposal = assembly.items.get().proposal
    place = MembershipFactory(role="representative")

    answers = at_once(
        lambda: add_scrutineer(assembly, user=place.user, by=assembly.chair),
        lambda: propose_candidate(proposal, user=place.user, company=place.company, by=place.user),
    )

    assert sum(isinstance(one, ValidationError) for one in answers) == 1
    assert Scrutineer.objects.count() + Candidacy.objects.count() == 1


def test_a_scrutineer_does_not_become_the_chair():
    assembly = make_assembly(state="called", companies=3, first_call_at=timezone.now())
    place = MembershipFactory(role="representative")
    add_scrutineer(assembly, user=place.user, by=assembly.chair)

    with pytest.raises(ValidationError) as error:
        choose_officers(assembly, chair=place.user, secretary=assembly.secretary, by=assembly.chair)

    assert list(error.value.message_dict) == ["chair"]


def test_a_president_who_is_a_scrutineer_does_not_open_as_the_chair():
    """Until it is opened nobody has been chosen to chair it."""
    assembly = make_assembly(state="called", companies=3, first_call_at=timezone.now())
    president = assembly.chair
    Assembly.objects.update(chair=None)
    add_scrutineer(assembly, user=president, by=assembly.secretary)

    with pytest.raises(ValidationError) as error:
        open_call(Assembly.objects.get(), by=assembly.secretary)

    assert code_of(error) == "scrutineer"


def test_printed_ballots_are_not_counted_by_a_candidate():
    with pytest.raises(ValidationError) as error:
        make_secret_round(cast_by="paper", candidate_counts=True)

    assert code_of(error) == "candidate"


def test_a_key_is_kept_once_its_code_is_given_back():
    secret = make_secret_round()
    scrutineer = add_scrutineer(secret.assembly, user=UserFactory(), by=secret.chair)
    code, token = new_key(scrutineer)

    with pytest.raises(ValidationError) as error:
        take_key(scrutineer, token=token, code=boxes.new_code())
    assert (code_of(error), Scrutineer.objects.get(pk=scrutineer.pk).has_key) == ("wrong_code", False)

    kept = take_key(scrutineer, token=token, code=code.lower())
    assert boxes.unlock(bytes(kept.locked_key), code)
    assert code.replace("-", "") not in str(Scrutineer.objects.values_list())


def test_a_scrutineer_stays_while_an_urn_waits_for_the_code():
    secret = make_secret_round()
    code, token = new_key(secret.scrutineers[0])

    for act in (
        lambda: remove_scrutineer(secret.scrutineers[0], by=secret.chair),
        lambda: take_key(secret.scrutineers[0], token=token, code=code),
    ):
        with pytest.raises(ValidationError) as error:
            act()
        assert code_of(error) == "locked"


# --- Why a vote is secret --------------------------------------------------------------------------------


def test_a_tenth_of_those_present_asks_for_it():
    assert [companies_that_must_ask(present, 1, 10) for present in (0, 1, 9, 10, 11, 40, 41)] == [
        *(1, 1, 1, 1, 2, 4, 5)
    ]
    secret = make_secret_round(11)
    secret.cast_all("yes")
    secret.count()
    values = {"ground": "asked", "are_few_accepted": False, "by": secret.chair}
    item = AgendaItem.objects.get()

    with pytest.raises(ValidationError) as error:
        decide_secret_vote(item, asked_by=1, **values)

    assert error.value.message_dict == {
        "asked_by": ["Of those present at least 2 companies have to ask for it."]
    }
    assert decide_secret_vote(item, asked_by=2, **values).asked_by == 2


def test_fewer_than_five_warns():
    secret = make_secret_round(4)
    UrnLock.objects.all().delete()
    Urn.objects.all().delete()
    SecretVote.objects.update(are_few_accepted=False)

    with pytest.raises(ValidationError) as error:
        prepare_urn(secret.round, by=secret.chair)
    assert code_of(error) == "few"
    assert error.value.messages == [
        "Only 4 companies can vote: so few ballots can be guessed. Accept this first."
    ]

    SecretVote.objects.update(are_few_accepted=True)
    assert prepare_urn(secret.round, by=secret.chair).round == secret.round
    assert AgendaItem.objects.get().note.endswith(
        "Only 4 companies could vote: the chair was told that so few ballots can be guessed."
    )


def test_unanimous_is_said(client):
    assert [is_unanimous(some) for some in ([YES, YES], [YES, NO], [YES], [])] == [True, False, False, False]
    secret = make_secret_round()
    secret.cast_all(*["yes"] * 6)
    secret.count()
    client.force_login(secret.person(secret.entries[0]))

    page = client.get(url(secret, "assembly_secret_ballots", 1, 1)).content.decode()

    assert "All ballots say the same" in page
    assert all(tracker in page for tracker in secret.trackers.values())


def test_an_answer_that_cannot_be_counted_is_shown_and_is_blank():
    secret = make_secret_round()
    secret.cast_all("yes", "yes", "yes", "yes")
    public = bytes(Urn.objects.get().public_key)
    participation = Participation.objects.create(roll_entry=secret.entries[4])
    box = boxes.seal(public, write_ballot((record.new_nonce(), "x", {"choice": "perhaps"})))
    SealedBallot.objects.create(participation=participation, box=box)
    payload = record.participated_payload(company=secret.entries[4].company_id)
    append_event(secret.round, "VOTED", payload, at=secret.round.opened_at)

    secret.count()

    assert secret.round.tally["counts"] == {"yes": 4, "no": 0, "abstain": 0, "blank": 1}
    assert {"choice": "perhaps"} in [one.answer for one in Ballot.objects.all()]
    found = json.loads(json.dumps(build_record(secret.round)))
    assert "1 blank" in list(verify.verify(found))[-1]


# --- What is told ----------------------------------------------------------------------------------------


def test_no_partial_result_in_mail_board_search_cache_admin_export_or_title(client, admin_client):
    """Whoever reads, who has voted and who has not, the chair and the back-office, on whatever page."""
    secret = make_secret_round()
    cache.clear()
    secret.cast_all("yes", "yes", "no")
    proposal, found = secret.round.proposal, {"q": secret.round.proposal.title}
    lists = [reverse("governance:assembly_list"), reverse("governance:proposal_list")]
    of_members = [
        proposal.get_absolute_url(),
        secret.assembly.get_absolute_url(),
        *(url(secret, name) for name in ("assembly_board", "assembly_board_now", "assembly_ballots")),
        *(f"{page}?{urlencode(words)}" for page in lists for words in (found, found | {"format": "csv"})),
        secret.round.get_record_url(),
        reverse("dashboard"),
    ]
    at_desk = [*of_members, url(secret, "assembly_desk"), url(secret, "assembly_urn")]
    models = ("votinground", "proposal", "assembly")
    back_office = [reverse(f"admin:governance_{name}_changelist") for name in models]
    back_office.append(reverse("admin:governance_votinground_change", args=[secret.round.pk]))

    told = [message.subject + message.body for message in mail.outbox]
    for person, addresses in (
        (secret.person(secret.entries[0]), of_members),
        (secret.person(secret.entries[5]), of_members),
        (secret.chair, at_desk),
    ):
        client.force_login(person)
        told += [page_of(client, address) for address in addresses]
        told.append(str(data_of(person)))
    admin = [page_of(admin_client, address) for address in back_office]
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM django_cache")
        told += [b64decode(value).decode("latin-1") for (value,) in cursor.fetchall()]

    answers = ("2 yes", "1 no", "blue bicycle")
    assert [word for text in told + admin for word in answers if word in text] == []
    outcomes = ("adopted", "rejected")  # the filters of the back-office name them all
    assert [word for text in told for word in outcomes if word in text] == []
    assert client.get(url(secret, "assembly_secret_ballots", 1, 1)).status_code == 404


def page_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def test_fault_page_and_log_without_the_answer(client, caplog, settings):
    """The transaction fails after the answer was read: nothing of it goes anywhere."""
    settings.ADMINS = [("Admin", "admin@example.org")]
    secret = make_secret_round()
    entry = secret.entries[0]
    client.force_login(secret.person(entry))
    client.raise_request_exception = False
    token = client.post(
        url(secret, "assembly_ballot", entry.company_id), {"choice": "abstain", "phrase": "blue bicycle"}
    ).context["token"]
    mail.outbox.clear()
    Urn.objects.update(public_key=b"short")

    with caplog.at_level(logging.DEBUG):
        answer = client.post(url(secret, "assembly_ballot_cast", entry.company_id), {"token": token})

    assert answer.status_code == 500
    records = "\n".join(logging.Formatter().format(one) for one in caplog.records)
    told = [answer.content.decode(), records, *(one.body for one in mail.outbox)]
    told += [str(value) for value in client.session.items()]
    assert [word for text in told for word in ("abstain", "blue bicycle", token) if word in text] == []
    assert Participation.objects.count() == 0


@pytest.mark.parametrize("is_final", [False, True])
def test_a_ballot_sent_after_the_log_out_is_kept_in_no_session(client, is_final):
    """Elsewhere a form is kept over the log-in: in the database, and its address names the company."""
    secret = make_secret_round()
    entry = secret.entries[0]
    client.force_login(secret.person(entry))
    phrase = "the blue bicycle of the neighbour, and a long walk"
    sent = {"choice": "abstain", "phrase": phrase}
    form = client.post(url(secret, "assembly_ballot", entry.company_id), sent)
    client.logout()
    name, data = ("assembly_ballot", sent)
    if is_final:
        name, data = ("assembly_ballot_cast", {"token": form.context["token"]})

    answer = client.post(url(secret, name, entry.company_id), data)

    assert answer.url.startswith(reverse("account_login"))
    assert dict(client.session) == {}


def test_a_code_sent_after_the_log_out_is_kept_in_no_session(client):
    secret = make_secret_round()
    client.force_login(secret.scrutineers[0].user)
    form = client.post(url(secret, "assembly_urn")).context
    client.logout()

    for name in ("assembly_urn", "assembly_urn_open"):
        client.post(url(secret, name), {"token": form["form"].initial["token"], "code": form["code"]})

    assert dict(client.session) == {}


# --- Afterwards ------------------------------------------------------------------------------------------


def test_could_be_otherwise_takes_every_way_of_taking_away():
    def adopted(answers):
        said = [one["choice"] for one in answers]
        return said.count("yes") > said.count("no")

    assert could_be_otherwise([YES] * 5 + [NO] * 4, 1, adopted) is True
    assert could_be_otherwise([YES] * 6 + [NO] * 4, 1, adopted) is False
    assert could_be_otherwise([YES] * 6 + [NO] * 4, 2, adopted) is True
    assert could_be_otherwise([YES], 2, adopted) is True


def corrected(secret, place):
    """Two officers strike out a company after the count."""
    entry = entries_of(secret.assembly)[place]
    asked = ask_correction(entry, after="left", reason="It had left before", by=secret.assembly.chair)
    confirm_correction(asked, by=secret.assembly.secretary)


def test_correction_after_a_secret_count_of_margin_1_annuls():
    """5 yes and 4 no of 9: one less, whichever, may be a tie."""
    secret = make_secret_round(9, base="cast")
    secret.cast_all(*["yes"] * 5, *["no"] * 4)
    secret.count()
    assert (secret.round.outcome, secret.round.proposal.state) == ("adopted", "decided")

    corrected(secret, 8)

    assert Proposal.objects.get(pk=secret.round.proposal_id).state == "called"
    item = AgendaItem.objects.get()
    assert item.state == "open"
    assert "The secret vote is annulled" in item.note
    assert Resolution.objects.get().statement.startswith("The secret vote is annulled")


def test_correction_after_a_secret_count_of_margin_3_leaves_it():
    secret = make_secret_round(9, base="cast")
    secret.cast_all(*["yes"] * 6, *["no"] * 3)
    secret.count()

    corrected(secret, 8)
    assert Proposal.objects.get(pk=secret.round.proposal_id).state == "decided"

    corrected(secret, 7)
    corrected(secret, 6)  # 6 : 3, and three may have been yes
    assert Proposal.objects.get(pk=secret.round.proposal_id).state == "called"


def test_a_company_struck_out_while_the_vote_is_open_has_its_box_left_unopened():
    secret = make_secret_round(6)
    secret.cast_all("no", "yes", "yes", "yes", "yes", "yes")

    corrected(secret, 0)
    secret.count()

    assert secret.round.tally["counts"]["no"] == 0
    assert Ballot.objects.count() == 5
    found = json.loads(json.dumps(build_record(secret.round)))
    assert list(verify.verify(found))[-1].startswith("Counted again: 5 yes, 0 no")


@pytest.mark.django_db(transaction=True)
def test_second_count_at_the_same_instant_counts_once():
    secret = make_secret_round()
    secret.cast_all("yes", "yes", "no")
    secret.close()

    answers = at_once(
        *(
            lambda pair=pair: count_urn(secret.round, secret.code(*pair), by=secret.scrutineers[pair[0]].user)
            for pair in ((0, 1), (1, 2), (0, 2))
        )
    )

    kinds = [one.code if isinstance(one, ValidationError) else one.state for one in answers]
    assert set(kinds) <= {"closed", "used_code"}
    assert Ballot.objects.count() == 3
    assert secret.round.events.filter(kind="CLOSE").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_ballot_and_the_close_at_the_same_instant():
    secret = make_secret_round()
    secret.cast_all("yes", "yes")

    at_once(*(lambda entry=entry: secret.cast(entry, "no") for entry in secret.entries[2:]), secret.close)
    secret.count()

    voted = secret.round.events.filter(kind="VOTED").count()
    assert Ballot.objects.count() == voted == Participation.objects.count()


def test_scrutineer_takes_a_key_on_the_page(client):
    secret = make_secret_round()
    secret.cast_all("yes")
    secret.count()
    keeper = secret.scrutineers[0]
    client.force_login(keeper.user)

    shown = client.post(url(secret, "assembly_urn"))
    token = shown.context["form"].initial["token"]
    refused = client.post(url(secret, "assembly_urn"), {"token": token, "code": "WRONG"})
    client.post(url(secret, "assembly_urn"), {"token": token, "code": shown.context["code"]})

    assert refused.context["form"].errors["code"] == [
        "This is not the code that was shown. Check what you have written down."
    ]
    assert Scrutineer.objects.get(pk=keeper.pk).has_key
    assert shown.context["code"] not in str(dict(client.session))


def test_two_scrutineers_open_the_urn_on_one_device(client):
    secret = make_secret_round()
    secret.cast_all("yes", "no", "yes")
    secret.close()
    client.force_login(secret.scrutineers[0].user)
    sent = {"code": secret.codes[0], "other": secret.scrutineers[2].pk}

    wrong = client.post(url(secret, "assembly_urn_open"), sent | {"other_code": boxes.new_code()})
    right = client.post(url(secret, "assembly_urn_open"), sent | {"other_code": secret.codes[2]})

    person = secret.scrutineers[2].user
    assert wrong.context["form"].errors["other_code"] == [
        f"The code of {person} is not right. Nothing was changed."
    ]
    assert right.url == url(secret, "assembly_secret_ballots", 1, 1)
    assert Ballot.objects.count() == 3


def test_the_chair_closes_and_annuls_on_the_page_of_the_urn(client):
    secret = make_secret_round()
    client.force_login(secret.chair)

    closed = client.post(url(secret, "assembly_urn_close"), follow=True)
    annulled = client.post(url(secret, "assembly_urn_annul"), {"reason": "Two codes are lost"}, follow=True)

    assert "closed, not counted" in closed.content.decode()
    assert "The vote is annulled" in annulled.content.decode()
    assert VotingRound.objects.get(pk=secret.round.pk).state == "cancelled"


def test_a_third_scrutineer_named_twice_is_one():
    secret = make_secret_round(scrutineers=2)
    person = UserFactory()

    assert add_scrutineer(secret.assembly, user=person, by=secret.chair) == add_scrutineer(
        secret.assembly, user=person, by=secret.chair
    )
    assert with_key(secret.assembly, UserFactory())[0].has_key
