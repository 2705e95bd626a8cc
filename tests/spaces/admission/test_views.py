"""The page on which a representative puts a candidate to the vote, and what other pages say of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from governance.proposals.models import Proposal
from governance.proposals.services import withdraw_proposal
from members.applications.models import Application
from members.companies.models import Company
from members.people.models import Membership
from spaces.admission.models import ProposedAdmission
from tests.factories.applications import ApplicationFactory
from tests.factories.members import MembershipFactory
from tests.factories.spaces import AllocationFactory, SpaceFactory
from tests.governance.conftest import end_now
from tests.html import squeezed
from tests.spaces.admission.conftest import open_vote, propose, ripe

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def place(representative) -> Membership:
    return representative.memberships.get()


def text_of(page) -> str:
    return squeezed(page.content.decode())


def path(application: Application) -> str:
    return reverse("spaces:application_propose", args=[application.pk])


def filled_in(place: Membership, **changes: object) -> dict[str, object]:
    data = {"company": place.company_id, "title": "Admission of Cartapesta", "text": "We like them."}
    return data | {"request_id": str(uuid4()), "unit": "", "joins_on": ""} | changes


def test_the_portal_writes_the_proposal_and_the_representative_reads_it_before(client_of, representative):
    application = ripe(
        name="Cartapesta", line="Masks", story="A private story.", wanted_from=TODAY + timedelta(days=40)
    )
    unit = SpaceFactory(code="C17", area_m2=30)

    page = client_of(representative).get(path(application), {"unit": unit.pk})

    form = page.context["form"]
    assert form["title"].value() == "Admission of Cartapesta"
    assert "Masks" in form["text"].value()
    assert "private story" not in form["text"].value()  # it stays in the book for ever
    assert (str(form["unit"].value()), form["joins_on"].value()) == (str(unit.pk), application.wanted_from)


def test_sent_it_is_in_discussion_and_sent_twice_it_is_one(client_of, representative, place):
    application, unit = ripe(name="Cartapesta"), SpaceFactory(code="C17")
    data, client = (
        filled_in(place, unit=unit.pk, joins_on=TODAY + timedelta(days=9)),
        client_of(representative),
    )

    first = client.post(path(application), data)
    again = client.post(path(application), data)

    proposal = Proposal.objects.get()
    assert (first.url, again.url) == (proposal.get_absolute_url(),) * 2
    assert (proposal.title, proposal.state, proposal.company) == (
        "Admission of Cartapesta",
        "discussion",
        place.company,
    )
    assert ProposedAdmission.objects.get().unit == unit


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"title": ""}, "title", "This field is required."),
        ({"text": " "}, "text", "This field is required."),
        ({"joins_on": TODAY}, "joins_on", "Choose a day that is still to come."),
        ({"joins_on": "9999-99-99"}, "joins_on", None),
        ({"joins_on": "9999-01-01"}, "joins_on", None),
        ({"unit": "abc"}, "unit", None),
        ({"request_id": "x"}, "request_id", None),
    ],
)
def test_a_fault_stands_beside_its_field_and_nothing_is_lost(
    client_of, representative, place, changes, field, message
):
    application = ripe()

    page = client_of(representative).post(path(application), filled_in(place, **changes))

    assert page.status_code == 200
    faults = page.context["form"].errors[field]
    assert message is None or faults == [message]
    if field != "text":
        assert "We like them." in page.content.decode()
    assert (Proposal.objects.count(), Application.objects.get().state) == (0, "open")


def test_a_unit_that_is_held_is_said_beside_it(client_of, representative, place):
    later = TODAY + timedelta(days=200)
    unit = AllocationFactory(unit=SpaceFactory(code="C17"), start_on=TODAY, end_on=later).unit

    page = client_of(representative).post(path(ripe()), filled_in(place, unit=unit.pk))

    assert "C17 is allocated to" in text_of(page)
    assert Proposal.objects.count() == 0


def test_before_its_day_and_with_a_proposal_it_leads_back_and_says_why(client_of, representative, electorate):
    early, voted = ripe(open_until=TODAY + timedelta(days=3)), ripe()
    propose(voted, electorate[0])
    client = client_of(representative)

    for application, why in ((early, "Members ask questions first"), (voted, "not open for a proposal")):
        page = client.get(path(application), follow=True)
        assert page.redirect_chain == [(application.get_absolute_url(), 302)]
        assert why in text_of(page)


def test_two_representatives_one_after_the_other_the_second_keeps_what_they_wrote(
    client_of, representative, place, electorate
):
    application = ripe()
    propose(application, electorate[0])

    page = client_of(representative).post(path(application), filled_in(place, text="My own words."))

    assert page.status_code == 200
    assert "not open for a proposal" in text_of(page)
    assert "My own words." in page.content.decode()


def test_the_form_speaks_for_the_company_it_named(client_of, representative, electorate):
    """Of another company the person does not represent, it is refused."""
    stranger = electorate[0][0]

    page = client_of(representative).post(
        path(ripe()), {"company": stranger.pk, "title": "A", "text": "B", "request_id": str(uuid4())}
    )

    assert (page.status_code, Proposal.objects.count()) == (403, 0)


@pytest.mark.parametrize("state", ["draft", "submitted", "checking"])
def test_what_members_do_not_read_yet_is_not_there(client_of, representative, state):
    application = ApplicationFactory(**({state: True} if state != "draft" else {}))

    assert client_of(representative).get(path(application)).status_code == 404


def test_the_page_of_an_application_leads_to_its_vote_and_then_to_its_proposal(
    client_of, representative, place, electorate
):
    SpaceFactory(code="C17", area_m2=30)
    SpaceFactory(code="C2", area_m2=300)
    application = ripe(least_m2=20, most_m2=45)
    client = client_of(representative)
    before = text_of(client.get(application.get_absolute_url()))
    proposal = propose(application, electorate[0])
    during = client.get(application.get_absolute_url()).content.decode()

    assert f"Propose as {place.company}" in before
    assert "20 to 45 m²" in before
    assert "330 m²" in before
    assert "C17" in before
    assert "C2<" not in before
    assert proposal.get_absolute_url() in during
    assert path(application) not in during


def test_a_collaborator_reads_that_a_representative_can_propose(client_of):
    person = MembershipFactory(role="collaborator").user

    page = client_of(person).get(ripe().get_absolute_url())

    assert "any representative can propose it" in text_of(page)
    assert page.status_code == 200


def test_the_page_of_the_proposal_shows_the_candidate_and_that_it_withdrew(
    client_of, representative, electorate
):
    proposal = propose(ripe(name="Cartapesta", line="Masks"), electorate[0])
    client = client_of(representative)
    page = text_of(client.get(proposal.get_absolute_url()))
    Application.objects.update(state="withdrawn", closed_on=TODAY)

    assert "Masks" in page
    assert "nothing will be carried out" in text_of(client.get(proposal.get_absolute_url()))


def test_an_adopted_candidate_is_named_on_the_resolution_and_linked_from_its_first_day(
    client_of, representative, electorate, cast_all
):
    voting_round = open_vote(propose(ripe(name="Cartapesta"), electorate[0]))
    cast_all(voting_round, "yes", "yes", "yes", "yes")
    resolution = end_now(voting_round).resolution
    client = client_of(representative)
    today = client.get(resolution.get_absolute_url()).content.decode()
    company = Company.objects.get(name="Cartapesta")
    Company.objects.update(joined_on=TODAY)

    assert "Cartapesta admitted" in today
    assert company.get_absolute_url() not in today
    assert company.get_absolute_url() in client.get(resolution.get_absolute_url()).content.decode()


def test_the_words_and_the_unit_can_be_changed_while_it_is_discussed(client_of, representative, place):
    unit = SpaceFactory(code="C17")
    proposal = propose(ripe(), (place.company, representative))
    edit = reverse("governance:proposal_edit", args=[proposal.pk])
    client = client_of(representative)
    form = client.get(edit).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}

    answer = client.post(edit, data | {"text": "Better words.", "options": "", "effect-unit": unit.pk})

    row = ProposedAdmission.objects.get()
    assert (answer.status_code, row.unit, row.application) == (302, unit, Application.objects.get())
    assert proposal.versions.latest("number").text == "Better words."


def test_the_page_of_a_new_proposal_leads_to_the_applications_and_ties_no_candidate_by_itself(
    client_of, representative
):
    client = client_of(representative)

    assert (
        reverse("members:application_list") in client.get(reverse("governance:proposal_new")).content.decode()
    )
    page = client.get(reverse("governance:proposal_new"), {"effect": "admit"})
    assert "effect_form" not in (page.context or {}) or page.context["effect_form"] is None


def test_withdrawn_by_its_proposer_the_page_offers_it_again(client_of, representative, electorate, place):
    application = ripe()
    withdraw_proposal(propose(application, electorate[0]))

    assert f"Propose as {place.company}" in text_of(
        client_of(representative).get(application.get_absolute_url())
    )


def test_a_bar_on_the_page_of_the_application_leads_to_the_form_for_who_may_propose_it(client_of, place):
    application, early = ripe(), ApplicationFactory(opened=True)
    collaborator = MembershipFactory(company=place.company, role="collaborator").user
    bar = '<a class="button" href="#decision">Put it to the vote</a>'

    def shows_bar(person, one) -> bool:
        page = text_of(client_of(person).get(one.get_absolute_url()))
        return bar in page and 'id="decision"' in page

    found = [shows_bar(place.user, application), shows_bar(collaborator, application)]
    assert [*found, shows_bar(place.user, early)] == [True, False, False]
