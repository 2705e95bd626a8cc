"""The pages where a company keeps its page."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from members.changes.models import ChangeRequest, FormerSlug
from members.companies.models import Company
from members.profile.item_kinds import ITEM_KINDS
from members.profile.models import Link, Logo, Machine, Photo, Product
from tests.factories.members import CompanyFactory, FieldFactory, MembershipFactory, ProductFactory
from tests.lib import image_corpus

pytestmark = pytest.mark.django_db


def url(name: str, *args) -> str:
    return reverse(f"members:{name}", args=args)


def text(response) -> str:
    return response.content.decode()


def messages_of(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def upload(content: bytes | None = None, name: str = "a.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or image_corpus.encoded(image_corpus.drawn()), "image/png")


@pytest.fixture
def member(client_of, collaborator):
    """Of one of the company's people."""
    return client_of(collaborator)


@pytest.fixture
def profile(company) -> dict[str, object]:
    return {"line": "New line", "field": company.field_id, "vocation": "arts"}


# Profile


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
        ("story", "\x00"),
        ("field", "999999"),
        ("second_field", "x"),
        ("vocation", "piracy"),
        ("founded", "3000"),
        ("founded", "12"),
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


# Once a year


def test_the_page_asks_when_the_mail_has(member, company):
    address = url("company_edit", company.slug)
    assert "Is this page still right?" not in text(member.get(address))
    Company.objects.update(asked_on=timezone.localdate() - timedelta(days=40))
    assert "Is this page still right?" in text(member.get(address))
    response = member.post(url("company_confirm", company.slug), follow=True)
    assert messages_of(response) == ["Thank you. The page counts as right for another year."]
    assert Company.objects.get(pk=company.pk).confirmed_on == timezone.localdate()
    assert "Is this page still right?" not in text(response)


# Products, machines, links


PRODUCT = {"name": "Stool", "line": "Oak", "kinds": "stool, Stool", "materials": "oak", "stages": ["design"]}


def test_a_product_is_added_with_its_photo(member, company):
    data = PRODUCT | {"image": upload(), "alt": "A stool"}
    response = member.post(url("product_new", company.slug), data, follow=True)
    assert messages_of(response) == ["Product or service saved."]
    product = company.products.get()
    assert (product.name, product.line, product.photo.alt) == ("Stool", "Oak", "A stool")
    assert [str(term) for term in product.terms.all()] == ["oak", "stool"]
    assert [one.stage for one in product.stages.all()] == ["design"]
    page = text(response)
    assert product.photo.small.url in page
    assert 'alt="A stool"' in page


def test_a_product_is_shown_as_it_is_and_changed(member, company):
    member.post(url("product_new", company.slug), PRODUCT | {"image": upload(), "alt": "A stool"})
    product = company.products.get()
    address = url("product_edit", company.slug, product.pk)
    form = member.get(address).context["form"]
    shown = {name: form[name].value() for name in ("name", "kinds", "materials", "stages", "alt")}
    assert shown == {
        "name": "Stool",
        "kinds": "stool",
        "materials": "oak",
        "stages": ["design"],
        "alt": "A stool",
    }
    member.post(address, {"name": "Bench", "materials": "ash", "stages": ["sale"], "alt": "A bench"})
    product.refresh_from_db()
    assert (product.name, product.line, product.photo.alt) == ("Bench", "", "A bench")
    assert [str(term) for term in product.terms.all()] == ["ash"]
    member.post(address, {"name": "Bench", "is_photo_removed": "on"})
    assert not Product.objects.filter(photo__isnull=False).exists()


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"name": ""}, ["name"]),
        ({"name": "x" * 81}, ["name"]),
        ({"line": "x" * 141}, ["line"]),
        ({"kinds": ", ".join("abcdefghijklm")}, ["kinds"]),
        ({"kinds": "x" * 61}, ["kinds"]),
        ({"materials": "木"}, ["materials"]),
        ({"materials": "x" * 401}, ["materials"]),
        ({"stages": ["dreaming"]}, ["stages"]),
    ],
)
def test_a_product_that_does_not_fit_gets_the_form_again(member, company, changes, faults):
    response = member.post(url("product_new", company.slug), PRODUCT | changes)
    assert list(response.context["form"].errors) == faults
    assert company.products.count() == 0


def test_a_photo_needs_words(member, company):
    response = member.post(url("product_new", company.slug), PRODUCT | {"image": upload()})
    assert response.context["form"].errors == {
        "alt": ["Say in a few words what the photo shows."],
        "image": ["Choose the picture again: browsers send it only once."],
    }
    assert 'value="Stool"' in text(response)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (image_corpus.SVG, "This is an SVG drawing: save it as PNG and try again."),
        (image_corpus.HTML, "This is a web page (HTML): save it as PNG or JPEG and try again."),
        (image_corpus.encoded(image_corpus.drawn())[:100], "The picture is damaged or cut off."),
    ],
)
@pytest.mark.parametrize("name", ["product_new", "photo_new", "logo_edit"])
def test_a_file_that_is_no_picture_gets_words(member, company, name, content, words):
    data = PRODUCT | {"alt": "A stool", "image": upload(content)}
    [error] = member.post(url(name, company.slug), data).context["form"].errors["image"]
    assert error.startswith(words)
    assert (Product.objects.count(), Photo.objects.count(), Logo.objects.count()) == (0, 0, 0)


def test_machines_are_added_changed_and_deleted(member, company):
    data = {"name": "Band saw", "line": "After an hour with us", "kind": " Saw "}
    member.post(url("machine_new", company.slug), data)
    machine = company.machines.get()
    assert (machine.name, machine.line, machine.term.slug) == ("Band saw", "After an hour with us", "saw")
    address = url("machine_edit", company.slug, machine.pk)
    assert member.get(address).context["form"]["kind"].value() == "Saw"
    member.post(address, data | {"name": "Big saw", "kind": ""})
    machine.refresh_from_db()
    assert (machine.name, machine.term) == ("Big saw", None)
    delete = url("machine_delete", company.slug, machine.pk)
    assert "Delete “Big saw”?" in text(member.get(delete))
    assert messages_of(member.post(delete, follow=True)) == ["Machine deleted."]
    assert Machine.objects.count() == 0


def test_a_machine_is_of_one_kind(member, company):
    response = member.post(url("machine_new", company.slug), {"name": "Saw", "kind": "saw, drill"})
    assert response.context["form"].errors == {"kind": ["Write one kind, without commas."]}


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "ftp://a.example", "data:text/html,x", "//", "a b"]
)
def test_a_link_leads_to_a_page_of_the_web(member, company, address):
    response = member.post(url("link_new", company.slug), {"label": "Shop", "url": address})
    assert list(response.context["form"].errors) == ["url"]


def test_a_link_is_added_and_changed(member, company):
    member.post(url("link_new", company.slug), {"label": "Shop", "url": "shop.example/a"})
    link = company.links.get()
    assert (link.label, link.url) == ("Shop", "https://shop.example/a")
    member.post(url("link_edit", company.slug, link.pk), {"label": "Film", "url": "http://film.example"})
    link.refresh_from_db()
    assert (link.label, link.url) == ("Film", "http://film.example")


# Photos and logo


def test_photos_are_added_described_and_replaced(member, company, django_capture_on_commit_callbacks):
    member.post(url("photo_new", company.slug), {"image": upload(), "alt": "The vice"})
    photo = company.photos.get()
    before = photo.file_names
    address = url("photo_edit", company.slug, photo.pk)
    member.post(address, {"alt": "The old vice"})
    photo.refresh_from_db()
    assert (photo.alt, photo.file_names) == ("The old vice", before)
    member.post(address, {"alt": "The old vice", "image": upload()})
    photo.refresh_from_db()
    assert photo.file_names != before
    assert member.post(address, {"alt": ""}).context["form"].errors == {
        "alt": ["Say in a few words what the photo shows."]
    }


def test_the_thirteenth_photo_gets_words_and_the_list_says_full(member, company):
    size = {"width": 1, "height": 1, "small_width": 1, "small_height": 1, "large": "a", "small": "b"}
    Photo.objects.bulk_create(Photo(company=company, alt=f"Photo {one}", **size) for one in range(12))
    data = {"image": upload(), "alt": "One more"}
    response = member.post(url("photo_new", company.slug), data)
    assert response.context["form"].non_field_errors() == ["There is room for 12: delete one first."]
    page = text(member.get(url("photo_list", company.slug)))
    assert "There is room for 12: delete one to add another." in page
    assert url("photo_new", company.slug) not in page


def test_a_logo_is_added_replaced_and_removed(member, company):
    for _ in range(2):
        member.post(url("logo_edit", company.slug), {"image": upload()})
    logo = Logo.objects.get()
    assert (logo.company, logo.width) == (company, logo.height)
    assert logo.small.url in text(member.get(url("photo_list", company.slug)))
    assert messages_of(member.post(url("logo_delete", company.slug), follow=True)) == ["Logo removed."]
    assert Logo.objects.count() == 0


# What the four kinds have in common


def things(kind: str, company: Company) -> list:
    size = {"width": 1, "height": 1, "small_width": 1, "small_height": 1, "large": "a", "small": "b"}
    made = {
        "product": lambda: ProductFactory(company=company),
        "machine": lambda: Machine.objects.create(company=company, name="Saw"),
        "link": lambda: Link.objects.create(company=company, label="Shop", url="https://a.example"),
        "photo": lambda: Photo.objects.create(company=company, alt="A vice", **size),
    }[kind]
    return [made() for _ in range(3)]


@pytest.mark.parametrize("kind", ITEM_KINDS)
def test_an_empty_list_says_how_to_begin(member, company, kind):
    page = text(member.get(url(f"{kind}_list", company.slug)))
    assert "Nothing here yet" in page
    assert url(f"{kind}_new", company.slug) in page


@pytest.mark.parametrize("kind", ITEM_KINDS)
def test_things_are_moved_by_buttons(member, company, kind):
    first, second, third = things(kind, company)
    move = url(f"{kind}_move", company.slug, third.pk)
    assert member.post(move, {"to": "up"}).url == url(f"{kind}_list", company.slug)
    assert [one.pk for one in type(first).objects.all()] == [first.pk, third.pk, second.pk]
    member.post(move, {"to": "nowhere"})
    member.post(move)
    member.post(move, {"to": "down"})
    assert [one.pk for one in type(first).objects.all()] == [first.pk, second.pk, third.pk]


@pytest.mark.parametrize("kind", ITEM_KINDS)
@pytest.mark.parametrize("verb", ["edit", "delete", "move"])
def test_a_thing_of_another_company_is_not_found(member, company, kind, verb):
    foreign = things(kind, CompanyFactory())[0]
    address = url(f"{kind}_{verb}", company.slug, foreign.pk)
    assert member.post(address, {"name": "Mine", "alt": "Mine", "to": "up"}).status_code == 404
    assert type(foreign).objects.filter(pk=foreign.pk).exists()


@pytest.mark.parametrize("kind", ITEM_KINDS)
def test_deleting_asks_first(member, company, kind):
    thing = things(kind, company)[0]
    address = url(f"{kind}_delete", company.slug, thing.pk)
    assert member.get(address).status_code == 200
    assert type(thing).objects.count() == 3
    assert member.post(address).url == url(f"{kind}_list", company.slug)
    assert type(thing).objects.count() == 2


@pytest.mark.parametrize("kind", ITEM_KINDS)
def test_the_company_of_a_thing_cannot_be_changed(member, company, kind):
    other = CompanyFactory()
    thing = things(kind, company)[0]
    data = {"name": "Saw", "label": "Shop", "url": "https://a.example", "alt": "A vice"}
    data |= {"company": other.pk, "position": 99, "id": 999}
    assert member.post(url(f"{kind}_edit", company.slug, thing.pk), data).status_code == 302
    thing.refresh_from_db()
    assert (thing.company, thing.position) == (company, 0)


@pytest.mark.parametrize("kind", ITEM_KINDS)
def test_pages_are_closed_to_others(client_of, company, coordinator, kind):
    stranger = MembershipFactory(role="representative").user
    for name in (f"{kind}_list", f"{kind}_new"):
        assert client_of(stranger).get(url(name, company.slug)).status_code == 403
        assert client_of(coordinator).get(url(name, company.slug)).status_code == 403


# Change requests


def test_a_company_asks_and_sees_the_answer(client_of, member, company, coordinator):
    address = url("change_request_new", company.slug)
    form = member.get(address).context["form"]
    assert (form["name"].value(), form["craft"].value()) == (company.name, "none")
    data = {"name": "Sedie Belle", "craft": "none", "note": "Ada has joined."}
    response = member.post(address, data, follow=True)
    assert messages_of(response) == ["Asked. A coordinator answers by mail, and on this page."]
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
    assert "A request of this company is open already." in text(response)
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


# The meter


def test_its_people_see_the_meter_on_the_page_and_others_do_not(client_of, member, company):
    address = company.get_absolute_url()
    assert "How full your page is" in text(member.get(address))
    assert "How full your page is" not in text(client_of(None).get(address))
    assert "How full your page is" not in text(
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
