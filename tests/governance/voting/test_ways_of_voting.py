"""Each way of voting from opening to outcome, as the database keeps it."""

from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError

from governance.resolutions.models import Resolution
from governance.voting.models import Vote
from governance.voting.record import canonical
from governance.voting.votes import cast_vote
from tests.governance.conftest import end_now

pytestmark = pytest.mark.django_db

OPTIONS = ["Tiles", "Slate", "Green roof"]


def ranks(**places):
    return {"choice": "ballot", "ranks": places}


def names(*keys):
    return {"choice": "ballot", "options": list(keys)}


def dots(**points):
    return {"choice": "ballot", "dots": points}


def test_blank_is_an_answer_that_counts_for_the_quorum(put_to_vote, cast_all):
    voting_round = put_to_vote()
    cast_all(voting_round, "yes", "blank", "blank")

    closed = end_now(voting_round)

    assert (closed.taken_part, closed.outcome) == (3, "rejected")
    assert closed.tally["counts"] == {"yes": 1, "no": 0, "abstain": 0, "blank": 2}


def test_consent_is_adopted_without_objection(put_to_vote, cast_all):
    voting_round = put_to_vote(method="consent")
    cast_all(voting_round, "consent", {"choice": "concern", "reason": "The noise."}, "aside")

    assert end_now(voting_round).outcome == "adopted"


def test_silence_is_never_consent(put_to_vote, cast_all):
    voting_round = put_to_vote(method="consent")
    cast_all(voting_round, "consent")

    assert end_now(voting_round).outcome == "no_quorum"


def test_an_objection_closes_when_its_author_withdraws_it(put_to_vote, cast_all):
    voting_round = put_to_vote(method="consent")
    cast_all(voting_round, "consent", "consent", {"choice": "objection", "reason": "The gate."})
    cast_all(voting_round, None, None, "aside")

    assert end_now(voting_round).outcome == "adopted"


def test_ranking_adopts_the_winner_and_keeps_the_order(put_to_vote, cast_all):
    voting_round = put_to_vote(method="ranked", options=OPTIONS)
    cast_all(
        voting_round,
        ranks(A=1, B=2, none=3),
        ranks(B=1, A=2, none=3),
        ranks(B=1, none=2),
        ranks(C=1, B=2, none=3),
    )

    closed = end_now(voting_round)

    assert (closed.outcome, closed.tally["winners"]) == ("adopted", ["B"])
    assert Resolution.objects.get().outcome == "adopted"


def test_ranking_none_wins(put_to_vote, cast_all):
    voting_round = put_to_vote(method="ranked", options=OPTIONS)
    cast_all(voting_round, ranks(none=1), ranks(none=1), ranks(A=1, none=2))

    assert end_now(voting_round).outcome == "rejected"


def test_ranking_tie_goes_by_the_lot_drawn_at_the_close(put_to_vote, cast_all):
    voting_round = put_to_vote(method="ranked", options=OPTIONS)
    cast_all(
        voting_round, ranks(A=1, B=1, C=1, none=2), ranks(A=1, B=1, C=1, none=2), ranks(A=1, B=1, C=1, none=2)
    )

    closed = end_now(voting_round)

    assert (closed.tally["winners"], closed.tally["lot_used"]) == ([closed.lot[0]], True)


def test_the_lot_is_drawn_by_the_votes_and_by_nothing_a_proposer_can_try_again(put_to_vote, cast_all):
    """Before, fixing the text after an option was renamed drew anew: six tries gave three orders."""
    voting_round = put_to_vote(method="ranked", options=OPTIONS)
    cast_all(voting_round, ranks(A=1, B=1, C=1, none=2), ranks(A=1, B=1, C=1, none=2), "blank")

    closed = end_now(voting_round)

    setup = closed.events.get(height=1).hash
    nonces = sorted(Vote.objects.values_list("nonce", flat=True))
    order = sorted("ABC", key=lambda key: sha256(canonical([setup, nonces, key])).hexdigest())
    assert (voting_round.lot, closed.lot) == ([], order)
    assert closed.events.get(kind="CLOSE").payload["lot"] == order


def test_pages_tell_how_the_lot_will_be_drawn_and_how_it_was(put_to_vote, cast_all, electorate, client_of):
    voting_round = put_to_vote(method="ranked", options=OPTIONS)
    client, page = client_of(electorate[0][1]), voting_round.proposal.get_absolute_url()
    cast_all(voting_round, *[ranks(A=1, B=1, C=1, none=2)] * 3)

    assert "The votes themselves determine it when voting closes" in client.get(page).text
    titles = dict(zip("ABC", OPTIONS, strict=True))
    order = ", ".join(titles[key] for key in end_now(voting_round).lot)
    assert f"Options tied, so a random draw decided, in this order: {order}." in client.get(page).text


def test_approval_fills_the_seats(put_to_vote, cast_all):
    voting_round = put_to_vote(method="approval", options=OPTIONS, seats=2)
    cast_all(voting_round, names("A", "B"), names("A"), names("A", "C"), names("C"))

    assert end_now(voting_round).tally["winners"] == ["A", "C"]


def test_approval_one_winner_needs_more_than_half(put_to_vote, cast_all):
    voting_round = put_to_vote(method="approval", options=OPTIONS)
    cast_all(voting_round, names("A"), names("B"), names("C"), names())

    assert end_now(voting_round).outcome == "rejected"


def test_dots_advise(put_to_vote, cast_all):
    voting_round = put_to_vote(method="dots", options=OPTIONS, is_advisory=True, dots=5, dots_per_option=3)
    cast_all(voting_round, dots(A=3, B=2), dots(A=1), "blank")

    closed = end_now(voting_round)

    assert (closed.outcome, closed.tally["details"]["sums"]) == ("advised", {"A": 4, "B": 2, "C": 0})
    assert Resolution.objects.count() == 0


@pytest.mark.parametrize(
    ("terms", "answer", "code"),
    [
        ({}, {"choice": "maybe"}, "unknown_choice"),
        ({}, {"choice": "yes", "options": ["A"]}, "malformed"),
        ({"method": "consent"}, {"choice": "objection"}, "reason_missing"),
        ({"method": "ranked", "options": OPTIONS}, ranks(D=1), "unknown_option"),
        ({"method": "ranked", "options": OPTIONS}, ranks(A=0), "rank_invalid"),
        ({"method": "ranked", "options": OPTIONS}, ranks(), "empty"),
        ({"method": "approval", "options": OPTIONS, "seats": 2}, names("A", "B", "C"), "too_many_names"),
        ({"method": "approval", "options": OPTIONS}, names("A", "A"), "duplicate_option"),
        ({"method": "dots", "options": OPTIONS, "is_advisory": True}, dots(A=5, B=5, C=1), "dots_exceeded"),
        ({"method": "dots", "options": OPTIONS, "is_advisory": True}, dots(A=-1, B=2), "negative"),
    ],
)
def test_an_answer_that_cannot_be_counted_is_not_kept(put_to_vote, electorate, terms, answer, code):
    voting_round, (company, person) = put_to_vote(**terms), electorate[0]

    with pytest.raises(ValidationError) as refusal:
        cast_vote(voting_round, company=company, answer=answer, by=person)

    assert (refusal.value.code, Vote.objects.count()) == (code, 0)


def test_a_stale_form_does_not_replace_a_colleagues_vote_unseen(put_to_vote, electorate, representative):
    voting_round, (company, person) = put_to_vote(), electorate[0]
    cast_vote(voting_round, company=company, answer={"choice": "no"}, by=person, seen_revision=0)

    with pytest.raises(ValidationError, match=f"{person} has voted on behalf of your company: no") as refusal:
        cast_vote(voting_round, company=company, answer={"choice": "yes"}, by=person, seen_revision=0)
    assert refusal.value.code == "stale"
    assert (
        cast_vote(
            voting_round, company=company, answer={"choice": "yes"}, by=person, seen_revision=1
        ).revision
        == 2
    )
