"""Who may lead a proposal from which state to which."""

from functools import partial

import pytest

from governance.proposals.models import Proposal
from governance.proposals.rules import (
    can_edit_proposal,
    can_propose,
)
from governance.proposals.transitions import OPEN_DISCUSSION, WITHDRAW, available_transitions
from members.companies.models import Company
from members.people.models import Membership, User

LANARI, VIVO = Company(pk=1, name="Bottega Lanari"), Company(pk=2, name="Legno Vivo")


REPRESENTATIVE = Membership(company=LANARI, role="representative")


COLLABORATOR = Membership(company=LANARI, role="collaborator")


STRANGER = Membership(company=VIVO, role="representative")


COORDINATOR, PERSON = User(is_staff=True, is_superuser=True), User()


def proposal(state: str) -> Proposal:
    return Proposal(company=LANARI, state=state)


def test_representatives_propose():
    assert [can_propose(one) for one in (REPRESENTATIVE, COLLABORATOR, None)] == [True, False, False]


@pytest.mark.parametrize(
    ("rule", "states"),
    [
        (can_edit_proposal, ["draft", "discussion"]),
        (partial(WITHDRAW.is_available, PERSON), ["draft", "discussion", "frozen", "deferred", "cancelled"]),
        (partial(OPEN_DISCUSSION.is_available, PERSON), ["draft"]),
    ],
)
def test_representatives_of_the_proposing_company_steer_their_proposal(rule, states):
    everybody = (REPRESENTATIVE, COLLABORATOR, STRANGER, None)
    allowed = [
        (one, state) for state in Proposal.State.values for one in everybody if rule(one, proposal(state))
    ]

    assert allowed == [(REPRESENTATIVE, state) for state in states]


STEPS_BY_STATE = {
    "freeze": ["discussion"],
    "resume_discussion": ["frozen", "closed", "deferred", "cancelled"],
    "open_voting": ["frozen", "closed"],
    "defer": ["discussion", "frozen", "closed"],
    "cancel": ["voting"],
    "conclude": ["closed"],
}


@pytest.mark.parametrize("verb", STEPS_BY_STATE)
def test_the_chair_leads_a_proposal_on_and_the_proposer_where_it_is_theirs(verb):
    people = {
        "proposer": (PERSON, REPRESENTATIVE),
        "chair": (COORDINATOR, None),
        "stranger": (PERSON, STRANGER),
        "colleague": (PERSON, COLLABORATOR),
    }
    allowed = [
        (state, name)
        for state in Proposal.State.values
        for name, (user, membership) in people.items()
        if verb in available_transitions(user, membership, proposal(state))
    ]

    who = ["chair"] if verb in ("defer", "cancel", "conclude") else ["proposer", "chair"]
    assert allowed == [(state, name) for state in STEPS_BY_STATE[verb] for name in who]
