"""Products, machines, links, photos and the logo."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from members.companies.models import Company
from members.profile.item_kinds import ITEM_KINDS
from members.profile.models import Link, Logo, Machine, Photo, Product
from tests.factories.members import CompanyFactory, MembershipFactory, ProductFactory
from tests.lib import image_corpus
from tests.members.helpers import messages_of, url

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


def upload(content: bytes | None = None, name: str = "a.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or image_corpus.encoded(image_corpus.drawn()), "image/png")


@pytest.fixture
def member(client_of, collaborator):
    """Of one of the company's people."""
    return client_of(collaborator)


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
        (image_corpus.encoded(image_corpus.drawn())[:100], "The picture is damaged or incomplete."),
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
