"""Who votes for a company that has given its vote away, and when it still votes itself."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from governance import verify
from governance.assemblies.hall.hands import confirm_hand, enter_hand
from governance.assemblies.hall.voices import cast_same_for_all, voices_of
from governance.attendance.models import Assembly, AssemblyEntry, Proxy
from governance.attendance.presence import present_now
from governance.proposals.models import Proposal
from governance.voting.event_chain import build_record
from governance.voting.models import Vote
from tests.factories.assemblies import ProxyFactory, come_in, entries_of, go_out, representative_of
from tests.governance.assemblies.hall import cast, close, decide, hold, vote_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall():
    """Four companies: the last is away, and has given its vote to the third, who is in."""
    assembly = hold(4, present=3)
    *_others, holder, grantor = entries_of(assembly)
    ProxyFactory(grantor=grantor, holder=holder)
    return assembly, grantor, holder


def current(voting_round, entry):
    return Vote.objects.filter(
        roll_entry__round=voting_round, roll_entry__company=entry.company, is_current=True
    ).get()


def revoke(grantor):
    now = timezone.now()
    Proxy.objects.filter(grantor=grantor).update(state="revoked", revoked_at=now)


def test_a_holder_votes_for_the_grantor(hall):
    assembly, grantor, holder = hall
    voting_round = vote_on(assembly)

    vote = cast(voting_round, grantor, "yes", by=representative_of(holder))

    assert (vote.cast_by, vote.roll_entry.proxy.holder) == (representative_of(holder), holder)
    closed = close(voting_round, assembly)
    assert (closed.taken_part, closed.tally["counts"]["yes"]) == (4, 1)
    assert list(verify.verify(build_record(closed)))


def test_nobody_else_votes_for_the_grantor(hall):
    assembly, grantor, _holder = hall
    voting_round = vote_on(assembly)
    stranger = representative_of(entries_of(assembly)[0])

    with pytest.raises(ValidationError, match="Only a representative"):
        cast(voting_round, grantor, "yes", by=stranger)


def test_holder_absent_does_not_count(hall):
    assembly, grantor, holder = hall
    go_out(holder)
    voting_round = vote_on(assembly)

    with pytest.raises(ValidationError, match="is not there"):
        cast(voting_round, grantor, "yes", by=representative_of(holder))
    assert close(voting_round, assembly).taken_part == 2


def test_holder_leaves_and_the_grantor_goes_too(hall):
    assembly, grantor, holder = hall
    voting_round = vote_on(assembly)
    go_out(holder)

    with pytest.raises(ValidationError, match="is not there"):
        cast(voting_round, grantor, "yes", by=representative_of(holder))
    assert close(voting_round, assembly).taken_part == 2


def test_holder_suspended(hall):
    assembly, grantor, holder = hall
    AssemblyEntry.objects.filter(pk=holder.pk).update(standing="suspended", reason="dues of three months")
    voting_round = vote_on(assembly)

    with pytest.raises(ValidationError, match="is not there"):
        cast(voting_round, grantor, "yes", by=representative_of(holder))


def test_given_then_own_open_vote_replaces(hall):
    assembly, grantor, holder = hall
    voting_round = vote_on(assembly)
    cast(voting_round, grantor, "yes", by=representative_of(holder))

    cast(voting_round, grantor, "no")

    assert (current(voting_round, grantor).choice, current(voting_round, grantor).revision) == ("no", 2)
    with pytest.raises(ValidationError, match="has voted itself: its own vote stands") as refusal:
        cast(voting_round, grantor, "yes", by=representative_of(holder))
    assert refusal.value.code == "own_vote"


def test_an_own_vote_like_that_of_the_proxy_is_its_own_all_the_same(hall):
    assembly, grantor, holder = hall
    voting_round = vote_on(assembly)
    cast(voting_round, grantor, "yes", by=representative_of(holder))

    cast(voting_round, grantor, "yes")

    assert current(voting_round, grantor).cast_by == representative_of(grantor)
    with pytest.raises(ValidationError, match="its own vote stands"):
        cast(voting_round, grantor, "no", by=representative_of(holder))


def test_own_vote_then_proxy_refused(hall):
    assembly, grantor, holder = hall
    voting_round = vote_on(assembly)
    cast(voting_round, grantor, "no")

    with pytest.raises(ValidationError, match="its own vote stands"):
        cast(voting_round, grantor, "yes", by=representative_of(holder))


def test_own_vote_by_phone_then_the_hand_of_the_proxy_refused(hall):
    assembly, grantor, _holder = hall
    voting_round = vote_on(assembly)
    cast(voting_round, grantor, "no")

    with pytest.raises(ValidationError, match="its own vote stands"):
        enter_hand(voting_round, company=grantor.company, choice="yes", by=assembly.chair)


def test_a_hand_for_the_grantor_is_that_of_its_proxy(hall):
    assembly, grantor, holder = hall
    voting_round = vote_on(assembly)
    hand = enter_hand(voting_round, company=grantor.company, choice="yes", by=assembly.chair)

    vote = confirm_hand(hand, choice="yes", by=assembly.secretary)

    assert (vote.cast_by, vote.is_current) == (representative_of(holder), True)
    assert cast(voting_round, grantor, "no").revision == 2


def test_revoked_after_use_keeps_the_vote(hall):
    """And it counts until this vote is closed; from the next on the company is not there."""
    assembly, grantor, holder = hall
    voting_round = vote_on(assembly)
    cast(voting_round, grantor, "yes", by=representative_of(holder))
    revoke(grantor)

    closed = close(voting_round, assembly)

    assert (closed.taken_part, closed.tally["counts"]["yes"]) == (4, 1)
    assert grantor.company_id not in present_now(Assembly.objects.get(pk=assembly.pk)).present


def test_grantor_checks_in_during_the_vote(hall):
    """Its proxy speaks no more; what it has said stands until the company says something else."""
    assembly, grantor, holder = hall
    voting_round = vote_on(assembly)
    cast(voting_round, grantor, "yes", by=representative_of(holder))
    come_in(grantor)

    with pytest.raises(ValidationError, match="Only a representative"):
        cast(voting_round, grantor, "no", by=representative_of(holder))
    assert current(voting_round, grantor).choice == "yes"
    assert cast(voting_round, grantor, "no").choice == "no"
    assert close(voting_round, assembly).taken_part == 4


def test_good_in_second_call():
    assembly = hold(4, present=3, call=2)
    *_others, holder, grantor = entries_of(assembly)
    ProxyFactory(grantor=grantor, holder=holder)
    voting_round = vote_on(assembly)

    assert cast(voting_round, grantor, "yes", by=representative_of(holder)).choice == "yes"


def test_a_proxy_accepted_during_a_vote_is_for_the_next():
    assembly = hold(4, present=3)
    *_others, holder, grantor = entries_of(assembly)
    voting_round = vote_on(assembly)
    ProxyFactory(grantor=grantor, holder=holder)

    with pytest.raises(ValidationError, match="is not there"):
        cast(voting_round, grantor, "yes", by=representative_of(holder))
    assert close(voting_round, assembly).taken_part == 3


def test_quorum_21_of_41_met_only_by_proxies():
    assembly = hold(41, present=20)
    entries = entries_of(assembly)
    with pytest.raises(ValidationError, match="20 companies of 21 are here"):
        vote_on(assembly)

    ProxyFactory(grantor=entries[40], holder=entries[0])

    assert decide(assembly, *["yes"] * 20).outcome == "adopted"


# --- The page ---------------------------------------------------------------------------------------------


def test_a_holder_sees_one_form_a_grantor_and_the_same_for_all(hall):
    assembly, grantor, holder = hall
    voting_round = vote_on(assembly)
    person = representative_of(holder)

    voices = voices_of(person, voting_round)

    assert [voice.company for voice in voices.by_proxy] == [grantor.company]
    assert voices.same_for_all is not None
    assert voices_of(representative_of(entries_of(assembly)[0]), voting_round).by_proxy == []


def test_the_same_for_all_votes_for_the_own_company_and_those_by_proxy(hall):
    assembly, grantor, holder = hall
    voting_round = vote_on(assembly)

    companies = cast_same_for_all(voting_round, answer={"choice": "yes"}, by=representative_of(holder))

    assert companies == [holder.company, grantor.company]
    assert Vote.objects.counted_in(voting_round).count() == 2


def test_what_a_company_said_itself_is_not_shown_to_its_proxy(hall):
    assembly, grantor, holder = hall
    voting_round = vote_on(assembly)
    cast(voting_round, grantor, "no")

    (voice,) = voices_of(representative_of(holder), voting_round).by_proxy

    assert (voice.is_own, voice.answer, voice.form) == (True, "", None)


def test_the_page_of_a_vote_takes_the_answers_of_a_holder(hall, client):
    assembly, grantor, holder = hall
    voting_round = vote_on(assembly)
    client.force_login(representative_of(holder))

    page = client.get(voting_round.proposal.get_absolute_url()).content.decode()
    assert f"Vote on behalf of {grantor.company}" in page
    assert "The same answer for all" in page

    address = f"/assemblies/{assembly.year}/{assembly.number}/votes/{voting_round.pk}/proxies/"
    answer = client.post(address, {"company": grantor.company_id, "choice": "yes", "seen_revision": 0})
    assert answer.status_code == 302
    assert current(voting_round, grantor).choice == "yes"

    client.post(address, {"all": "1", "choice": "no"})
    assert [current(voting_round, entry).choice for entry in (holder, grantor)] == ["no", "no"]


@pytest.mark.parametrize("is_for_all", [False, True])
def test_a_refused_vote_by_proxy_keeps_what_was_typed(hall, client, is_for_all):
    assembly, grantor, holder = hall
    Proposal.objects.update(method="consent")
    voting_round = vote_on(assembly, cast_by="phones")
    client.force_login(representative_of(holder))
    address = f"/assemblies/{assembly.year}/{assembly.number}/votes/{voting_round.pk}/proxies/"
    sent = {"all": "1"} if is_for_all else {"company": grantor.company_id}

    page = client.post(address, sent | {"reason": "The roof would leak", "seen_revision": 0})

    assert page.status_code == 200
    prefix = "all" if is_for_all else f"c{grantor.company_id}"
    text = page.content.decode()
    assert re.search(rf'<textarea[^>]* id="{prefix}_reason"[^>]*>\s*The roof would leak</textarea>', text)
    assert text.count("The roof would leak") == 1


def test_a_vote_that_was_overtaken_keeps_its_reason_and_can_be_sent_again(hall, client):
    assembly, grantor, holder = hall
    Proposal.objects.update(method="consent")
    voting_round = vote_on(assembly, cast_by="phones")
    cast(voting_round, grantor, "consent", by=representative_of(holder))
    client.force_login(representative_of(holder))
    address = f"/assemblies/{assembly.year}/{assembly.number}/votes/{voting_round.pk}/proxies/"
    sent = {"company": grantor.company_id, "choice": "concern", "reason": "It may leak", "seen_revision": 0}

    page = client.post(address, sent)
    (voice,) = page.context["voices"].by_proxy
    again = {name: voice.form[name].value() for name in ("choice", "reason", "seen_revision")}
    answer = client.post(address, sent | again)

    assert "It may leak" in page.content.decode()
    assert (answer.status_code, current(voting_round, grantor).answer["reason"]) == (302, "It may leak")


def test_who_is_not_there_finds_no_form(hall, client):
    assembly, _grantor, _holder = hall
    voting_round = vote_on(assembly)
    away = entries_of(assembly)[1]
    go_out(away)
    client.force_login(representative_of(away))

    page = client.get(voting_round.proposal.get_absolute_url()).content.decode()

    assert "is not there: it votes once it is checked in, or by proxy" in page
    assert "Nobody sees results before closing" not in page


def test_an_answer_with_a_fault_stays_in_the_form_of_its_company(hall, client):
    assembly, grantor, holder = hall
    proposal = assembly.items.get().proposal
    Proposal.objects.filter(pk=proposal.pk).update(method="consent")
    voting_round = vote_on(assembly, cast_by="phones")
    client.force_login(representative_of(holder))
    address = f"/assemblies/{assembly.year}/{assembly.number}/votes/{voting_round.pk}/proxies/"
    said = {"reason": "The crane does not fit through the gate."}

    one = client.post(address, {"company": grantor.company_id, **said})
    everybody = client.post(address, {"all": "1", "choice": "perhaps", **said})

    (voice,) = one.context["voices"].by_proxy
    assert (voice.form.errors["choice"], voice.form["reason"].value()) == (
        ["Choose one of the answers."],
        said["reason"],
    )
    assert one.context["voices"].same_for_all.errors == {}
    assert everybody.context["voices"].same_for_all["reason"].value() == said["reason"]
    assert everybody.content.decode().count(said["reason"]) == 1
    assert Vote.objects.count() == 0
