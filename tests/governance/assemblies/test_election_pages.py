"""The pages of elections and petitions, as people walk through them."""

import pytest
from django.urls import reverse

from governance.assemblies.elections.models import Candidacy
from governance.assemblies.petitions.models import Petition
from governance.proposals.models import Proposal
from tests.factories.elections import PetitionFactory, PetitionSignatureFactory, make_election
from tests.factories.members import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return MembershipFactory(role="representative")


def test_an_election_is_written_on_the_page_of_a_new_proposal(client_of, place):
    client, url = client_of(place.user), reverse("governance:proposal_new") + "?effect=election"
    page = client.get(url).content.decode()
    assert "How many are elected" in page
    assert "Only asks for advice" not in page

    sent = {"title": "Board", "matter": "election", "text": "We elect five.", "cost_key": "equal", "seats": 5}
    answer = client.post(url, sent | {"effect-kind": "director", "effect-years": 3, "effect-start_on": ""})

    proposal = Proposal.objects.get()
    assert answer.headers["Location"] == proposal.get_absolute_url()
    assert (proposal.method, proposal.seats, proposal.effect) == ("approval", 5, "election")
    page = client.get(proposal.get_absolute_url()).content.decode()
    assert "5 persons are elected (member of the board), for 3 years from the decision." in page


def test_its_edit_keeps_the_candidates(client_of, place):
    proposal = make_election(place)
    candidate = MembershipFactory(role="representative")
    url = reverse("governance:candidacy_list", args=[proposal.pk])
    client_of(candidate.user).post(url, {"place": candidate.pk})
    client, edit = client_of(place.user), reverse("governance:proposal_edit", args=[proposal.pk])
    page = client.get(edit)
    form = page.context["form"]

    sent = {
        "title": "Another title",
        "matter": "election",
        "text": "We elect.",
        "cost_key": "equal",
        "seats": 2,
    }
    sent |= {"seen_version": form["seen_version"].value(), "note": "two"}
    client.post(edit, sent | {"effect-kind": "director", "effect-years": 3})

    proposal.refresh_from_db()
    assert (proposal.title, proposal.seats) == ("Another title", 2)
    assert proposal.options.get().title == f"{candidate.user} ({candidate.company})"


def test_a_candidate_is_proposed_accepts_and_withdraws(client_of, place):
    proposal, asked = make_election(place), MembershipFactory()
    url = reverse("governance:candidacy_list", args=[proposal.pk])
    client_of(place.user).post(url, {"place": asked.pk})
    candidacy = Candidacy.objects.get()
    client = client_of(asked.user)
    dashboard = client.get(reverse("dashboard")).content.decode()
    assert "You have been proposed as a candidate. Do you stand?" in dashboard
    assert "You stand only if you accept." in client.get(candidacy.get_absolute_url()).content.decode()

    ids = [proposal.pk, candidacy.pk]
    client.post(reverse("governance:candidacy_accept", args=ids), {"statement": "I keep **order**."})
    page = client_of(place.user).get(candidacy.get_absolute_url()).content.decode()
    assert "<strong>order</strong>" in page
    assert "On the ballot" in page
    client.post(reverse("governance:candidacy_withdraw", args=ids))

    assert proposal.options.count() == 0
    assert "Does not stand" in client.get(candidacy.get_absolute_url()).content.decode()


def test_nobody_answers_for_another(client_of, place):
    proposal, asked = make_election(place), MembershipFactory()
    candidacy = Candidacy.objects.create(proposal=proposal, user=asked.user, company=asked.company)

    answers = [
        client_of(place.user)
        .post(reverse(f"governance:{name}", args=[proposal.pk, candidacy.pk]))
        .status_code
        for name in ("candidacy_accept", "candidacy_withdraw", "office_accept", "office_refuse")
    ]

    assert answers == [403] * 4


def test_an_ordinary_proposal_has_no_candidates(client_of, place):
    proposal = Proposal.objects.create(
        title="Roof", text="Mend it", company=place.company, state="discussion"
    )

    assert (
        client_of(place.user).get(reverse("governance:candidacy_list", args=[proposal.pk])).status_code == 404
    )


def test_a_petition_counts_its_companies(client_of, place):
    MembershipFactory.create_batch(39)
    petition = PetitionFactory(company=place.company)
    PetitionSignatureFactory.create_batch(2, petition=petition)
    client = client_of(place.user)
    assert "2 of 5 companies" in client.get(petition.get_absolute_url()).content.decode()

    client.post(reverse("governance:petition_sign", args=[petition.pk]), {"company": place.company_id})

    page = client.get(petition.get_absolute_url()).content.decode()
    assert "3 of 5 companies" in page
    assert "Withdraw our signature" in page
    assert "3 of 5 companies" in client.get(reverse("governance:petition_list")).content.decode()
    client.post(reverse("governance:petition_unsign", args=[petition.pk]), {"company": place.company_id})
    assert petition.signatures.live().count() == 2


def test_nobody_signs_for_another_company(client_of, place):
    petition, other = PetitionFactory(), MembershipFactory(role="representative")

    answer = client_of(place.user).post(
        reverse("governance:petition_sign", args=[petition.pk]), {"company": other.company_id}
    )

    assert (answer.status_code, petition.signatures.count()) == (403, 0)


def test_a_petition_is_begun_and_what_is_missing_is_said_beside_the_field(client_of, place):
    client, url = client_of(place.user), reverse("governance:petition_new")
    request_id = client.get(url).context["form"]["request_id"].value()
    page = client.post(url, {"title": "The roof", "text": "", "request_id": request_id})
    assert page.context["form"].errors.keys() == {"text"}
    assert 'value="The roof"' in page.content.decode()

    for _ in range(2):
        client.post(url, {"title": "The roof", "text": "It leaks.", "request_id": request_id})

    assert Petition.objects.get().signatures.get().company == place.company
