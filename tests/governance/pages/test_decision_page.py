"""What the page of a proposal draws: the line of steps, and one cell a company."""

import pytest

from governance.discussion.thread import letters_of
from governance.pages.vote_strip import Part, VoteStrip
from tests.factories.governance import ProposalFactory, RollEntryFactory, VoteFactory, VotingRoundFactory

pytestmark = pytest.mark.django_db


def test_the_strip_frames_the_readers_own_cell_and_marks_the_quorum():
    strip = VoteStrip(
        [Part("yes", 2, "Yes"), Part("no", 1, "No", is_own=True), Part("ground", 1, "Did not vote")], 2
    )

    assert [(piece.kind, piece.x) for piece in strip.pieces] == [
        ("yes", 1),
        ("yes", 21),
        ("no", 41),
        ("ground", 61),
    ]
    assert (strip.own_cell, strip.marks, strip.width) == (40, [40], 80)


def test_before_closing_all_who_voted_are_drawn_alike(client_of, representative):
    voting_round = VotingRoundFactory()
    for choice in ("yes", "no", "abstain"):
        VoteFactory(roll_entry=RollEntryFactory(round=voting_round), choice=choice, answer={"choice": choice})

    strip = client_of(representative).get(voting_round.proposal.get_absolute_url()).context["strip"]

    assert [(part.kind, part.count) for part in strip.parts if part.count] == [("in", 3)]


@pytest.mark.parametrize(
    ("state", "current"),
    [("draft", "Draft"), ("discussion", "Discussion"), ("frozen", "Text final"), ("withdrawn", "Withdrawn")],
)
def test_the_line_of_steps_says_where_a_proposal_stands(client_of, representative, company, state, current):
    proposal = ProposalFactory(company=company, state=state)

    steps = client_of(representative).get(proposal.get_absolute_url()).context["steps"]

    assert [step.label for step in steps if step.is_current] == [current]


@pytest.mark.parametrize(
    ("name", "letters"), [("Scuola Bottega", "SB"), ("Nodo", "No"), ("Voci & Vicine", "VV")]
)
def test_a_company_has_two_letters_in_the_thread(name, letters):
    assert letters_of(name) == letters
