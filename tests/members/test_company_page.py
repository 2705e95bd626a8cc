"""The page of a company, for everybody, for members, for its people; and of companies that have left."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from members.changes.models import FormerSlug
from members.companies.models import RESERVED_SLUGS, Company
from members.pages.views import stage_row
from members.profile.models import Link, Logo, Machine, Photo, Product, ProductPhoto, Term, with_profile
from tests.factories.members import (
    CompanyFactory,
    FieldFactory,
    MachineFactory,
    MembershipFactory,
    ProductFactory,
    TermFactory,
)
from tests.factories.pictures import stored

pytestmark = pytest.mark.django_db

FORMER = reverse("members:company_former_list")


@pytest.fixture
def full(company) -> Company:
    """A company with everything its page can show."""
    company.story, company.website = "We *began* in a cellar.", "https://chairs.example"
    company.second_field, company.third_field = FieldFactory(code="design"), FieldFactory(code="repair")
    company.email, company.phone = "info@chairs.example", "+39 0376 12"
    company.takes_visits = company.takes_apprentices = True
    company.opening_times = "Fridays 17:00–19:00"
    company.founded, company.confirmed_on = 1998, timezone.localdate()
    company.save()
    larch = TermFactory(name="larch")
    chairs = TermFactory(name="chairs", kind=Term.Kind.PRODUCT)
    product = ProductFactory(
        company=company, name="Milking stool", terms=[larch, chairs], stages=["repair", "design"]
    )
    stored(ProductPhoto(product=product, alt="A stool with three legs"))
    MachineFactory(company=company, name="Band saw", line="For members")
    stored(Logo(company=company, alt="Three legs"))
    stored(Photo(company=company, alt="The bench", position=1))
    stored(Photo(company=company, alt="The yard", position=0))
    Link.objects.create(company=company, label="Shop", url="https://shop.example")
    return company


def read(client, company: Company) -> str:
    response = client.get(company.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def headings(page: str) -> list[str]:
    main = page.partition("<main")[2].partition("</main>")[0]
    return [" ".join(text.split()) for text in re.findall(r"<h2[^>]*>(.*?)</h2>", main, re.DOTALL)]


def images(page: str) -> list[str]:
    return re.findall(r'<img [^>]*?alt="([^"]*)"', page, re.DOTALL)


# Full and empty


def test_a_full_page_has_every_part_in_order(client, full):
    assert headings(read(client, full)) == [
        "What it makes",
        "What it does itself",
        "Photos",
        "Open to",
        "Contact",
        "Machines open to others",
    ]


def test_a_company_that_has_said_nothing_has_no_empty_part(client, company):
    page = read(client, company)
    assert headings(page) == []
    assert images(page) == []
    assert re.findall(r"<dt>(.*?)</dt>", page) == ["Field", "Vocation", "Member since"]


def test_pictures_say_what_they_show_and_how_large_they_are(client, full):
    page = read(client, full)
    assert images(page) == ["Three legs", "A stool with three legs", "The yard", "The bench"]
    logo = re.search(r'<img [^>]*alt="Three legs"[^>]*>', page, re.DOTALL).group()
    assert re.findall(r'(?:width|height)="(\d+)"', logo) == ["600", "400"]
    photo = Photo.objects.get(alt="The yard")
    assert f"{photo.small.url} {photo.small_width}w, {photo.large.url} {photo.width}w" in page


def test_a_product_tells_of_what_it_is_and_what_the_company_does(client, full):
    page = read(client, full)
    words = re.findall(r"<dt>(\w+)</dt><dd>(.*?)</dd>", page.partition('<dl class="words">')[2])
    assert [(title, re.sub(r"<.*?>", "", text)) for title, text in words[:3]] == [
        ("Kinds", "chairs"),
        ("Materials", "larch"),
        ("Stages", "design, repair"),
    ]
    assert f'href="{reverse("members:company_list")}?material=larch"' in page


def test_stages_are_marked_in_word_and_shape(client, full):
    page = read(client, full)
    marked = re.findall(r'<li class="own">(.*?)<span class="visually-hidden">: (.*?)</span>', page)
    assert marked == [("Design", "done here"), ("Repair", "done here")]
    assert page.count("done elsewhere") == 8


def test_side_fields_stand_below_the_main_one(client, full):
    page = read(client, full)
    fields = re.findall(r"\?field=([\w-]+)", page.partition('<dl class="title-block">')[2])
    assert fields == [full.field.code, "design", "repair"]


@pytest.mark.parametrize(
    ("craft", "words"),
    [
        ({"craft": "none"}, None),
        ({"craft": "self_declared"}, "as it says itself"),
        (
            {"craft": "registered", "craft_number": "MN-7", "craft_checked_on": date(2024, 3, 5)},
            "no. MN-7, checked on 5 March 2024",
        ),
    ],
    ids=["none", "self-declared", "registered"],
)
def test_the_craft_entry_says_who_says_so(client, craft, words):
    page = read(client, CompanyFactory(**craft))
    found = re.findall(r"<dd><small>(.*?)</small></dd>", page)
    assert found == ([words] if words else [])


def test_links_lead_out_without_vouching(client, full):
    page = read(client, full)
    out = re.findall(r'<a href="(https://[^"]+)" rel="([^"]+)"', page)
    assert out == [
        ("https://chairs.example", "noopener nofollow"),
        ("https://shop.example", "noopener nofollow"),
    ]


# Contacts


@pytest.mark.parametrize(
    ("email", "phone", "shown"),
    [(True, True, ["mailto", "tel"]), (True, False, ["mailto"]), (False, True, ["tel"]), (False, False, [])],
)
def test_visitors_read_only_the_contacts_that_are_switched_public(client, full, email, phone, shown):
    Company.objects.update(email_is_public=email, phone_is_public=phone)
    page = read(client, full)
    assert re.findall(r'href="(mailto|tel):', page) == shown
    for contact, is_public in ((full.email, email), (full.phone, phone)):
        assert (contact in page) == is_public


def test_members_read_all_contacts_and_which_are_for_them_alone(client_of, full):
    Company.objects.update(email_is_public=False)
    page = read(client_of(MembershipFactory().user), full)
    assert re.findall(r'href="(mailto|tel):', page) == ["mailto", "tel"]
    assert page.count("for members only") == 1


def test_whoever_is_logged_in_without_a_company_reads_what_visitors_read(client_of, full, django_user_model):
    Company.objects.update(email_is_public=False)
    person = django_user_model.objects.create(email="somebody@example.org")
    assert full.email not in read(client_of(person), full)


# Its own people


def test_only_its_people_see_how_full_the_page_is_and_the_way_to_edit(client_of, full, collaborator):
    own, other = read(client_of(collaborator), full), read(client_of(MembershipFactory().user), full)
    edit = reverse("members:company_edit", args=[full.slug])
    assert (edit in own, 'id="meter"' in own) == (True, True)
    assert (edit in other, 'id="meter"' in other) == (False, False)


# Not confirmed


@pytest.mark.parametrize(("days_ago", "is_shown"), [(29, False), (30, True)])
def test_a_question_unanswered_for_thirty_days_is_seen(client, company, days_ago, is_shown):
    Company.objects.update(
        confirmed_on=date(2020, 2, 1), asked_on=timezone.localdate() - timedelta(days=days_ago)
    )
    page = read(client, company)
    assert ("The company has not confirmed this page since 1 February 2020." in page) == is_shown


# Companies that have left


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
    assert headings(page) == ["Elsewhere"]
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


# Addresses


def test_a_former_address_leads_to_the_page(client, company):
    FormerSlug.objects.create(slug="old-name", company=company)
    response = client.get(reverse("members:company_detail", args=["old-name"]))
    assert (response.status_code, response.url) == (301, company.get_absolute_url())


def test_a_former_address_of_a_company_without_page_is_unknown(client):
    gone = CompanyFactory(left_on=date(2022, 1, 1))
    FormerSlug.objects.create(slug="old-name", company=gone)
    assert client.get(reverse("members:company_detail", args=["old-name"])).status_code == 404


@pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS))
def test_no_company_gets_an_address_of_the_portal(slug):
    company = CompanyFactory.build(slug=slug, field=FieldFactory())
    with pytest.raises(ValidationError) as refused:
        company.full_clean()
    assert list(refused.value.message_dict) == ["slug"]


# Read at once


def test_the_showcase_is_read_in_seven_queries_and_asks_nothing_more(full, django_assert_num_queries):
    with django_assert_num_queries(7):
        company = with_profile(Company.objects.for_page()).get()
    with django_assert_num_queries(0):
        [product] = company.products.all()
        assert [term.name for term in product.terms.all()] == ["chairs", "larch"]
        assert [one.stage for one in product.stages.all()] == ["design", "repair"]
        assert product.photo.alt == "A stool with three legs"
        assert [photo.alt for photo in company.photos.all()] == ["The yard", "The bench"]
        assert [machine.name for machine in company.machines.all()] == ["Band saw"]
        assert [link.label for link in company.links.all()] == ["Shop"]
        assert [stage for stage, is_own in stage_row(company.products.all()) if is_own] == [
            "design",
            "repair",
        ]


def test_the_showcase_of_one_company_holds_nothing_of_another(full):
    other = CompanyFactory()
    ProductFactory(company=other, name="Loaf")
    other = with_profile(Company.objects.all()).get(pk=other.pk)
    found = [list(getattr(other, name).all()) for name in ("machines", "photos", "links")]
    assert [product.name for product in other.products.all()] == ["Loaf"]
    assert found == [[], [], []]
    assert [hasattr(product, "photo") for product in other.products.all()] == [False]


def test_what_the_showcase_holds_is_what_the_database_holds(full):
    company = with_profile(Company.objects.all()).get()
    for name in ("products", "machines", "photos", "links"):
        held, stored_rows = (
            list(getattr(company, name).all()),
            list(getattr(Company.objects.get(), name).all()),
        )
        columns = [field.attname for field in stored_rows[0]._meta.concrete_fields]
        assert [[str(getattr(row, one)) for one in columns] for row in held] == [
            [str(getattr(row, one)) for one in columns] for row in stored_rows
        ]
    assert (Machine, Product) == (type(company.machines.all()[0]), type(company.products.all()[0]))
