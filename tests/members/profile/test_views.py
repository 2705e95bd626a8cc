"""The page where a company edits what it says of itself."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from members.companies.models import Company
from tests.factories.members import FieldFactory, MembershipFactory
from tests.members.helpers import messages_of, url

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def member(client_of, collaborator):
    """Of one of the company's people."""
    return client_of(collaborator)


@pytest.fixture
def profile(company) -> dict[str, object]:
    return {"line": "New line", "field": company.field_id, "vocation": "arts"}


def test_its_people_edit_all_of_the_profile(member, company, profile):
    second, third = FieldFactory(code="glass"), FieldFactory(code="metal")
    profile |= {"story": "New", "second_field": second.pk, "third_field": third.pk, "founded": "1998"}
    profile |= {"email": "a@example.org", "phone": "1", "phone_is_public": "on", "website": "chairs.example"}
    profile |= {"opening_times": "Fridays", "takes_visits": "on", "takes_apprentices": "on"}
    response = member.post(url("company_edit", company.slug), profile, follow=True)
    assert messages_of(response) == ["Page saved."]
    after = Company.objects.get(pk=company.pk)
    assert (after.line, after.story, after.vocation, after.founded) == ("New line", "New", "arts", 1998)
    assert (after.second_field, after.third_field) == (second, third)
    assert (after.email, after.email_is_public, after.phone_is_public) == ("a@example.org", False, True)
    assert (after.takes_visits, after.takes_commissions, after.takes_apprentices) == (True, False, True)
    assert (after.website, after.opening_times) == ("https://chairs.example", "Fridays")
    assert after.confirmed_on == timezone.localdate()


def test_fields_the_form_does_not_show_change_nothing(member, company, profile):
    before = Company.objects.values("name", "slug", "craft", "craft_number", "joined_on", "left_on").get()
    profile |= {"name": "X", "slug": "x", "craft": "registered", "craft_number": "1", "is_remembered": "on"}
    profile |= {"craft_checked_on": "2024-01-01", "joined_on": "2000-01-01", "left_on": "2030-01-01"}
    profile |= {"confirmed_on": "2000-01-01", "asked_on": "2000-01-01", "search_text": "x", "id": "999"}
    member.post(url("company_edit", company.slug), profile)
    after = Company.objects.get(pk=company.pk)
    assert {name: getattr(after, name) for name in before} == before
    assert (after.line, after.is_remembered, after.asked_on) == ("New line", False, None)
    assert after.confirmed_on == timezone.localdate()


def test_fields_of_activity_are_chosen_once_and_in_order(member, company, profile):
    for chosen, faults in (
        ({"second_field": company.field_id}, {"second_field": ["Choose each field of activity once."]}),
        (
            {"third_field": FieldFactory(code="glass").pk},
            {"second_field": ["Choose the second field before the third."]},
        ),
    ):
        form = member.post(url("company_edit", company.slug), profile | chosen).context["form"]
        assert {name: form.errors[name] for name in faults} == faults


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("line", ""),
        ("line", "x" * 101),
        ("story", "x" * 8001),
        ("line", "\x00\u3164"),
        ("field", "999999"),
        ("second_field", "x"),
        ("vocation", "piracy"),
        ("founded", "3000"),
        ("founded", "12"),
        ("founded", "0"),
        ("founded", "9999"),
        ("people_at_work", "0"),
        ("people_at_work", "-1"),
        ("email", "no"),
        ("website", "javascript:alert(1)"),
        ("website", "ftp://x.example"),
        ("opening_times", "x" * 201),
    ],
)
def test_what_does_not_fit_gets_the_form_again_with_all_that_was_typed(
    member, company, profile, field, value
):
    response = member.post(
        url("company_edit", company.slug), profile | {"opening_times": "Fridays", field: value}
    )
    assert list(response.context["form"].errors) == [field]
    assert field == "line" or 'value="New line"' in text(response)
    assert Company.objects.get(pk=company.pk).line == company.line
    assert f"Edit {company.name}" in text(response)


def test_the_meter_of_a_form_with_faults_is_that_of_the_page(member, company, profile):
    data = profile | {"story": "x" * 500, "founded": "12"}
    assert member.post(url("company_edit", company.slug), data).context["meter"].points == 15


def test_an_unknown_company_is_not_found(member):
    assert member.get(url("company_edit", "nobody")).status_code == 404


def test_the_page_asks_when_the_mail_has(member, company):
    address = url("company_edit", company.slug)
    assert "Is this page still correct?" not in text(member.get(address))
    Company.objects.update(asked_on=timezone.localdate() - timedelta(days=40))
    assert "Is this page still correct?" in text(member.get(address))
    response = member.post(url("page_confirm", company.slug), follow=True)
    assert messages_of(response) == ["Thank you. The page is confirmed for another year."]
    assert Company.objects.get(pk=company.pk).confirmed_on == timezone.localdate()
    assert "Is this page still correct?" not in text(response)


def test_its_people_see_the_meter_on_the_page_and_others_do_not(client_of, member, company):
    address = company.get_absolute_url()
    assert "How complete your page is" in text(member.get(address))
    assert "How complete your page is" not in text(client_of(None).get(address))
    assert "How complete your page is" not in text(
        client_of(MembershipFactory(role="representative").user).get(address)
    )


def test_the_meter_leads_to_what_is_missing(member, company):
    page = text(member.get(url("link_list", company.slug)))
    for name in ("photo_list", "product_list", "company_edit"):
        assert url(name, company.slug) in page


def test_who_left_edits_no_more(client_of, company, collaborator):
    collaborator.memberships.update(ended_on=date(2024, 1, 1))
    for name in ("company_edit", "product_list", "photo_new", "logo_edit", "change_request_new"):
        assert client_of(collaborator).get(url(name, company.slug)).status_code == 403
