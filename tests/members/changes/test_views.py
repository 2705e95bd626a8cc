"""The page where a company asks for another name or craft entry."""

import pytest
from django.utils import timezone

from members.changes.models import ChangeRequest, FormerSlug
from tests.factories.members import CompanyFactory
from tests.members.helpers import messages_of, url

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def member(client_of, collaborator):
    """Of one of the company's people."""
    return client_of(collaborator)


def test_a_company_asks_and_sees_the_answer(client_of, member, company, coordinator):
    address = url("change_request_new", company.slug)
    form = member.get(address).context["form"]
    assert (form["name"].value(), form["craft"].value()) == (company.name, "none")
    data = {"name": "Sedie Belle", "craft": "none", "note": "Ada has joined."}
    response = member.post(address, data, follow=True)
    assert messages_of(response) == ["Request sent. A coordinator will reply by e-mail and on this page."]
    assert "Sedie Belle" in text(response)
    assert "Ask for the change" not in text(response)
    asked = ChangeRequest.objects.get()
    asked.state, asked.reason, asked.decided_at = "refused", "Too long.", timezone.now()
    asked.save()
    page = text(member.get(address))
    assert "Too long." in page
    assert "Ask for the change" in page


def test_a_second_request_is_refused_in_words(member, company):
    address = url("change_request_new", company.slug)
    data = {"name": "Sedie Belle", "craft": "none", "note": "Ada has joined."}
    member.post(address, data)
    response = member.post(address, data)
    assert "This company already has an open request." in text(response)
    assert ChangeRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"note": ""}, "note"),
        ({"note": "x" * 301}, "note"),
        ({"name": ""}, "name"),
        ({"craft": "magic"}, "craft"),
        ({"craft": "registered"}, "craft_number"),
        ({"name": "Taken"}, "name"),
    ],
)
def test_a_request_that_does_not_fit_gets_the_form_again(member, company, changes, fault):
    CompanyFactory(name="Taken", slug="taken")
    data = {"name": "Sedie Belle", "craft": "none", "note": "Because"} | changes
    response = member.post(url("change_request_new", company.slug), data)
    assert list(response.context["form"].errors) == [fault]
    assert ChangeRequest.objects.count() == 0


def test_the_old_address_leads_to_the_renamed_page(client, company):
    FormerSlug.objects.create(slug="old-name", company=company)
    assert client.get("/companies/old-name/").url == company.get_absolute_url()
