"""What a person wrote for a company, which stays when they go: it is the company's word."""

from governance.proposals.models import Proposal, Recusal
from governance.proposals.steps import ProposalStep
from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of


def collect_proposals(user: User) -> Sections:
    proposals = Proposal.objects.filter(author=user)
    fields = ["company__name", "title", "text", "matter", "state", "created_at", "withdrawn_at"]
    return {"proposals": rows_of(proposals, *fields)}


def collect_steps(user: User) -> Sections:
    steps = ProposalStep.objects.filter(by=user)
    return {"proposal_steps": rows_of(steps, "proposal__title", "state", "at", "reason")}


def collect_recusals(user: User) -> Sections:
    recusals = Recusal.objects.filter(declared_by=user)
    return {"recusals": rows_of(recusals, "proposal__title", "company__name", "reason", "declared_at")}
