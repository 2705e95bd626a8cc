"""Why a reader finds no voting form."""

import pytest
from django.utils import translation

from governance.pages.proposal_page import explain_no_vote
from governance.voting.rules import can_vote
from members.companies.models import Company
from members.people.models import Membership

LANARI, VIVO = Company(pk=1, name="Bottega Lanari"), Company(pk=2, name="Legno Vivo")


REPRESENTATIVE = Membership(company=LANARI, role="representative")


COLLABORATOR = Membership(company=LANARI, role="collaborator")


@pytest.mark.parametrize(
    ("membership", "standing", "reason"),
    [
        (REPRESENTATIVE, "entitled", ""),
        (
            COLLABORATOR,
            "entitled",
            "Only a representative can vote on behalf of Bottega Lanari, and you are a collaborator.",
        ),
        (REPRESENTATIVE, "suspended", "Bottega Lanari cannot vote here. Reason in the list of voters: fees"),
        (
            REPRESENTATIVE,
            None,
            "Bottega Lanari cannot vote here: it was not a member company when voting opened.",
        ),
        (
            None,
            None,
            ("You are viewing this as a coordinator. Only companies vote, and you do not represent one."),
        ),
    ],
)
def test_only_a_representative_of_an_entitled_company_votes(membership, standing, reason):
    assert can_vote(membership, standing) == (reason == "")
    with translation.override("en"):
        assert explain_no_vote(membership, standing, "fees") == reason
