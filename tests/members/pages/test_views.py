"""The page of a company, for everybody, for members, for its people; and of companies that have left."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from members.changes.models import FormerSlug
from members.companies.models import Company
from members.people.models import Membership
from tests.factories.members import (
    CompanyFactory,
    MembershipFactory,
    ProductFactory,
)
from tests.members.helpers import url

pytestmark = pytest.mark.django_db


@pytest.fixture
def stranger() -> Membership:
    """A representative of another company."""
    return MembershipFactory(role=Membership.Role.REPRESENTATIVE)


def test_the_page_tells_what_the_company_is(client, company):
    company.story, company.founded, company.website = (
        "We *began* in a cellar.",
        1998,
        "https://www.chairs.example/",
    )
    company.phone, company.craft = "+39 0376 / 12", Company.Craft.REGISTERED
    company.craft_number, company.craft_checked_on = "MN-1", date(2024, 1, 1)
    company.save()
    ProductFactory(company=company, name="Milking stool")
    page = client.get(company.get_absolute_url()).content.decode()
    for words in (
        f'<h1 class="big">{company.name}</h1>',
        f'<p class="lede">{company.line}</p>',
        "<p>We <em>began</em> in a cellar.</p>",
        "<h3>Milking stool</h3>",
        "<dd>Registered</dd>",
        "<dd>1998</dd>",
        '<a href="tel:+39037612">+39 0376 / 12</a>',
        '<a href="https://www.chairs.example/" rel="noopener nofollow">chairs.example</a>',
    ):
        assert words in page


def test_the_page_names_no_people(client, company, representative):
    page = client.get(company.get_absolute_url()).content.decode()
    assert representative.name not in page
    assert representative.email not in page


def test_what_people_write_is_shown_as_text(client):
    company = CompanyFactory(name="<script>alert(1)</script>", story="<img src=x onerror=alert(1)>")
    page = client.get(company.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page


@pytest.mark.parametrize("dates", [{"left_on": date(2021, 1, 1)}, {"joined_on": date(2999, 1, 1)}])
def test_a_company_that_is_no_member_today_has_no_page(client, dates):
    assert client.get(CompanyFactory(**dates).get_absolute_url()).status_code == 404


def test_its_people_find_the_way_to_edit(client_of, company, collaborator, stranger):
    edit = url("company_edit", company.slug)
    assert edit in client_of(collaborator).get(company.get_absolute_url()).content.decode()
    assert edit not in client_of(stranger.user).get(company.get_absolute_url()).content.decode()


FORMER = reverse("members:company_former_list")


def read(client, company: Company) -> str:
    response = client.get(company.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def headings(page: str) -> list[str]:
    main = page.partition("<main")[2].partition("</main>")[0]
    return [" ".join(text.split()) for text in re.findall(r"<h2[^>]*>(.*?)</h2>", main, re.DOTALL)]


@pytest.mark.parametrize(
    ("email", "phone", "shown"),
    [(True, True, ["tel", "mailto"]), (True, False, ["mailto"]), (False, True, ["tel"]), (False, False, [])],
)
def test_visitors_read_only_the_contacts_that_are_switched_public(client, full, email, phone, shown):
    Company.objects.update(email_is_public=email, phone_is_public=phone)
    page = read(client, full)
    assert re.findall(r'href="(mailto|tel):', page) == shown
    for contact, is_public in ((full.email, email), (full.phone, phone)):
        assert (contact in page) == is_public


@pytest.mark.parametrize(
    ("phone", "link"),
    [
        ("0376 123456 int. 12", '<a href="tel:0376123456">0376 123456 int. 12</a>'),
        ("on request", "on request"),
    ],
)
def test_the_telephone_link_dials_the_first_number_alone(client, full, phone, link):
    Company.objects.update(phone=phone, phone_is_public=True)
    page = read(client, full)
    assert link in page
    assert page.count("tel:") == link.count("tel:")


def test_members_read_all_contacts_and_which_are_for_them_alone(client_of, full):
    Company.objects.update(email_is_public=False)
    page = read(client_of(MembershipFactory().user), full)
    assert re.findall(r'href="(mailto|tel):', page) == ["tel", "mailto"]
    assert page.count("for members only") == 1


def test_whoever_is_logged_in_without_a_company_reads_what_visitors_read(client_of, full, django_user_model):
    Company.objects.update(email_is_public=False)
    person = django_user_model.objects.create(email="somebody@example.org")
    assert full.email not in read(client_of(person), full)


def test_only_its_people_see_how_full_the_page_is_and_the_way_to_edit(client_of, full, collaborator):
    own, other = read(client_of(collaborator), full), read(client_of(MembershipFactory().user), full)
    edit = reverse("members:company_edit", args=[full.slug])
    assert (edit in own, 'id="meter"' in own) == (True, True)
    assert (edit in other, 'id="meter"' in other) == (False, False)


@pytest.mark.parametrize(("days_ago", "is_shown"), [(29, False), (30, True)])
def test_a_question_unanswered_for_thirty_days_is_seen(client, company, days_ago, is_shown):
    Company.objects.update(
        confirmed_on=date(2020, 2, 1), asked_on=timezone.localdate() - timedelta(days=days_ago)
    )
    page = read(client, company)
    assert ("The company has not confirmed this page since 1 February 2020." in page) == is_shown


@pytest.fixture
def former() -> Company:
    return CompanyFactory(
        name="Lofts",
        joined_on=date(2018, 5, 2),
        left_on=date(2022, 7, 1),
        is_remembered=True,
        email="info@lofts.example",
        takes_visits=True,
        website="https://lofts.example",
    )


def test_a_remembered_company_keeps_its_page_and_says_so(client, former):
    page = read(client, former)
    assert "Member from 2 May 2018 to 1 July 2022." in page
    assert "<dd>2018–2022</dd>" in page


def test_nobody_is_sent_to_a_company_that_has_left(client_of, former):
    page = read(client_of(MembershipFactory().user), former)
    assert headings(page) == ["At a glance"]
    assert "<h3>On the web</h3>" in page
    assert former.email not in page


def test_a_company_that_left_without_consent_has_no_page(client, former):
    Company.objects.update(is_remembered=False)
    assert client.get(former.get_absolute_url()).status_code == 404


def test_consent_is_for_those_who_have_left_only(client, former):
    Company.objects.update(left_on=timezone.localdate() + timedelta(days=1))
    assert [one.name for one in client.get(FORMER).context["page_obj"]] == []
    assert "Member from" not in read(client, former)


def test_the_list_of_former_companies_has_the_last_to_leave_first(client, former):
    CompanyFactory(name="Silent", left_on=date(2023, 1, 1))
    CompanyFactory(name="Member", is_remembered=True)
    CompanyFactory(name="Later", left_on=date(2024, 1, 1), is_remembered=True)
    page = client.get(FORMER)
    assert [one.name for one in page.context["page_obj"]] == ["Later", "Lofts"]
    assert re.findall(r'<span class="number">(.*?)</span>', page.content.decode()) == [
        "2020–2024",
        "2018–2022",
    ]


def test_an_empty_list_of_former_companies_says_what_would_stand_there(client):
    assert "When a company leaves and agrees to be remembered" in client.get(FORMER).content.decode()


def test_a_former_address_leads_to_the_page(client, company):
    FormerSlug.objects.create(slug="old-name", company=company)
    response = client.get(reverse("members:company_detail", args=["old-name"]))
    assert (response.status_code, response.url) == (301, company.get_absolute_url())


def test_a_former_address_of_a_company_without_page_is_unknown(client):
    gone = CompanyFactory(left_on=date(2022, 1, 1))
    FormerSlug.objects.create(slug="old-name", company=gone)
    assert client.get(reverse("members:company_detail", args=["old-name"])).status_code == 404
