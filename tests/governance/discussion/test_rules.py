"""Who may speak in a discussion."""

from governance.discussion.rules import can_comment
from governance.proposals.models import Proposal
from members.companies.models import Company
from members.people.models import Membership

LANARI, VIVO = Company(pk=1, name="Bottega Lanari"), Company(pk=2, name="Legno Vivo")


COLLABORATOR = Membership(company=LANARI, role="collaborator")


def proposal(state: str) -> Proposal:
    return Proposal(company=LANARI, state=state)


def test_people_of_any_company_comment_while_it_is_discussed_or_voted():
    allowed = [state for state in Proposal.State.values if can_comment(COLLABORATOR, proposal(state))]

    assert allowed == ["discussion", "frozen", "called", "voting", "closed"]
    assert can_comment(None, proposal("discussion")) is False
