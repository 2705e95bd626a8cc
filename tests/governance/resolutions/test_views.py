"""The book of resolutions."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from governance.closing.services import close_round
from governance.resolutions.models import Resolution
from tests.factories.governance import (
    ResolutionFactory,
    RollEntryFactory,
    VoteFactory,
    VotingRoundFactory,
)
from tests.factories.members import CompanyFactory, UserFactory

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    return reverse(f"governance:{name}", args=args)


@pytest.fixture
def voting_round(company):
    """Open, with the company and two others on the roll; one of the others has voted no."""
    voting_round = VotingRoundFactory(proposal__title="Mend the roof")
    RollEntryFactory(round=voting_round, company=company)
    RollEntryFactory(round=voting_round, company=CompanyFactory(name="Legno Vivo"))
    VoteFactory(roll_entry=RollEntryFactory(round=voting_round, company__name="Secret Voter"), choice="no")
    return voting_round


def end(voting_round):
    voting_round.opened_at = timezone.now() - timedelta(days=2)
    voting_round.closes_at = timezone.now() - timedelta(milliseconds=1)
    voting_round.save()


def _pairs(query: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in query.split("&"))


def test_visitors_read_what_is_published_and_members_all(client_of, collaborator, coordinator):
    public, internal = ResolutionFactory(is_published=True), ResolutionFactory()
    pages = [public.get_absolute_url(), internal.get_absolute_url()]

    for person in (collaborator, coordinator):
        client = client_of(person)
        assert list(client.get(url("resolution_list")).context["page_obj"]) == [internal, public]
        assert [client.get(page).status_code for page in pages] == [200, 200]
    for stranger in (None, UserFactory()):
        client = client_of(stranger)
        assert list(client.get(url("resolution_list")).context["page_obj"]) == [public]
        assert [client.get(page).status_code for page in pages] == [200, 404]
        assert client.get(url("resolution_list"), {"format": "csv"})["Content-Type"].startswith("text/html")


def test_the_book_is_filtered(client_of, collaborator):
    wanted = ResolutionFactory(year=2023, outcome="rejected", matter="budget", title="Kiln")
    ResolutionFactory()
    client = client_of(collaborator)

    for query in ("year=2023", "outcome=rejected", "matter=budget", "q=kiln"):
        assert list(client.get(url("resolution_list"), _pairs(query)).context["page_obj"]) == [wanted]
    assert client.get(url("resolution_list"), {"year": "x"}).status_code == 200


def test_visitors_see_the_figures_but_not_who_voted(client_of, voting_round):
    end(voting_round)
    close_round(voting_round)
    resolution = Resolution.objects.get()
    resolution.is_published = True
    resolution.save(update_fields=["is_published"])

    page = client_of(None).get(resolution.get_absolute_url()).content.decode()

    assert "Number of companies" in page
    assert "Secret Voter" not in page
    assert voting_round.proposal.get_absolute_url() not in page
