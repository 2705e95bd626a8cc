"""Being staff gives no vote, and no way to one."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from governance.voting.models import Vote
from governance.voting.votes import cast_vote
from members.people.models import Membership
from members.people.place_changes import confirm_change
from members.people.place_models import PlaceChange
from members.people.services import accept_invitation, invite
from tests.factories.governance import RollEntryFactory, VotingRoundFactory
from tests.factories.members import CompanyFactory, UserFactory
from tests.members.helpers import messages_of, refusal

pytestmark = pytest.mark.django_db
REPRESENTATIVE = Membership.Role.REPRESENTATIVE
YES = {"choice": "yes"}
LATE = (
    "You became a representative of {} after this voting round opened: you can vote in those that open later."
)


def a_round_of(company, **kwargs):
    voting_round = VotingRoundFactory(**kwargs)
    RollEntryFactory(round=voting_round, company=company)
    return voting_round


def test_no_coordinator_votes_for_a_company_by_inviting_themselves_or_a_friend(
    client_of, company, representative, coordinator, mailoutbox
):
    """Was: invited his own address as representative of B, voted, then ended B's real one; B heard after."""
    backoffice = client_of(coordinator)
    now = timezone.now()
    voting_round = a_round_of(company, opened_at=now, closes_at=now + timedelta(days=20))
    data = {"company": company.pk, "email": coordinator.email, "role": "representative"}
    response = backoffice.post("/admin/members/invitation/add/", data)
    assert "You cannot add yourself to a company." in response.content.decode()
    assert company.invitations.count() == 0

    friend = UserFactory()
    backoffice.post("/admin/members/invitation/add/", data | {"email": friend.email})
    assert [mail.to for mail in mailoutbox if "A coordinator has invited" in mail.subject] == [
        [representative.email]
    ]
    place = accept_invitation(company.invitations.get(), user=friend)
    assert refusal(cast_vote, voting_round, company=company, answer=YES, by=friend) == (
        f"Only a representative of {company} can vote on its behalf."
    )

    with time_machine.travel(now + timedelta(days=8)):
        assert Membership.objects.get(pk=place.pk).is_representative
        words = refusal(cast_vote, voting_round, company=company, answer=YES, by=friend)
        assert words == LATE.format(company)
        later = a_round_of(company, opened_at=timezone.now(), closes_at=now + timedelta(days=20))
        cast_vote(later, company=company, answer=YES, by=friend)
    assert Vote.objects.count() == 1


def test_who_is_confirmed_votes_in_the_round_that_is_open(company, representative, coordinator):
    voting_round = a_round_of(company)
    friend = UserFactory()
    accept_invitation(invite(company, email=friend.email, role=REPRESENTATIVE, by=coordinator), user=friend)
    confirm_change(PlaceChange.objects.get(), mine=representative.memberships.get())
    assert cast_vote(voting_round, company=company, answer=YES, by=friend).cast_by == friend


def test_the_first_representative_by_staff_votes_in_no_round_opened_before(client_of, coordinator):
    company, friend = CompanyFactory(), UserFactory()
    voting_round = a_round_of(company)
    accept_invitation(invite(company, email=friend.email, role=REPRESENTATIVE, by=coordinator), user=friend)
    assert refusal(cast_vote, voting_round, company=company, answer=YES, by=friend) == LATE.format(company)
    page = client_of(friend).get(voting_round.proposal.get_absolute_url())
    assert (page.context["vote_form"], page.context["why_no_vote"]) == (None, LATE.format(company))
    address = f"/decisions/{voting_round.proposal.pk}/vote/"
    sent = {"company": company.pk, "choice": "yes", "seen_revision": "0"}
    response = client_of(friend).post(address, sent, follow=True)
    assert messages_of(response) == [LATE.format(company)]
    assert Vote.objects.count() == 0
