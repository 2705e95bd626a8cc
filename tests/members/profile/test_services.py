"""A company keeps its page."""

from datetime import date

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from members.companies.models import Company
from members.profile import services
from members.profile.models import Link, Machine, Photo, Product
from members.profile.services import (
    LIMITS,
    delete_item,
    delete_logo,
    move_item,
    save_link,
    save_logo,
    save_machine,
    save_photo,
    save_profile,
)
from multifactory.lib.images.reading import CleanImage, read_image
from tests.factories.members import (
    CompanyFactory,
    ProductFactory,
    TermFactory,
)
from tests.lib import image_corpus
from tests.members.helpers import refusal

pytestmark = pytest.mark.django_db


def picture(fit: str = "photo") -> CleanImage:
    return read_image(SimpleUploadedFile("a.png", image_corpus.encoded(image_corpus.drawn())), fit=fit)


def save_product(product: Product, **changes) -> None:
    nothing = {"kinds": "", "materials": "", "stages": [], "image": None, "alt": ""}
    services.save_product(product, **nothing | changes)


def names(queryset) -> list[str]:
    return [str(one) for one in queryset.all()]


def test_only_the_fields_of_the_form_are_written(company):
    Company.objects.filter(pk=company.pk).update(name="Renamed", joined_on=date(2019, 1, 1))
    company.line, company.name = "Chairs", "Old name"
    save_profile(company, fields=["line"])
    after = Company.objects.get(pk=company.pk)
    assert (after.line, after.name, after.joined_on) == ("Chairs", "Renamed", date(2019, 1, 1))


def test_what_is_saved_is_found_and_counts_as_confirmed(company):
    company.line = "Làrch chairs"
    save_profile(company, fields=["line"])
    save_product(Product(company=company, name="Stool"), materials="Walnut")
    after = Company.objects.get(pk=company.pk)
    for word in ("larch", "stool", "walnut"):
        assert word in after.search_text
    assert after.confirmed_on == timezone.localdate()


def test_a_new_product_comes_last_with_its_words_and_stages(company):
    ProductFactory(company=company, name="First", position=4)
    save_product(
        Product(company=company, name="Second"),
        kinds="table, chair",
        materials="oak",
        stages=["design", "repair"],
    )
    second = company.products.last()
    assert (second.name, second.position) == ("Second", 5)
    assert names(second.terms) == ["oak", "chair", "table"]
    assert [one.stage for one in second.stages.all()] == ["design", "repair"]


def test_words_and_stages_that_are_taken_away_go(company):
    product = ProductFactory(company=company, terms=[TermFactory(name="oak")], stages=["design", "sale"])
    kept = product.stages.get(stage="sale").pk
    save_product(product, materials="ash", stages=["sale", "repair"])
    assert names(product.terms) == ["ash"]
    assert [(one.stage, one.pk == kept) for one in product.stages.all()] == [
        ("sale", True),
        ("repair", False),
    ]


def test_a_product_has_a_photo_another_one_and_none(company, django_capture_on_commit_callbacks):
    product = ProductFactory(company=company)
    with django_capture_on_commit_callbacks(execute=True):
        save_product(product, image=picture(), alt="A chair")
    first = product.photo
    with django_capture_on_commit_callbacks(execute=True):
        save_product(product, image=picture(), alt="Another chair")
    product.refresh_from_db()
    assert (product.photo.alt, product.photo.pk) == ("Another chair", first.pk)
    assert [default_storage.exists(name) for name in first.file_names] == [False, False]
    assert [default_storage.exists(name) for name in product.photo.file_names] == [True, True]
    last = product.photo.file_names
    with django_capture_on_commit_callbacks(execute=True):
        save_product(product, alt="", is_photo_removed=True)
    assert not Product.objects.filter(photo__isnull=False).exists()
    assert [default_storage.exists(name) for name in last] == [False, False]


def test_words_of_a_photo_change_without_another_picture(company):
    product = ProductFactory(company=company)
    save_product(product, image=picture(), alt="A chair")
    before = product.photo.file_names
    save_product(Product.objects.get(pk=product.pk), alt="An oak chair")
    photo = Product.objects.get(pk=product.pk).photo
    assert (photo.alt, photo.file_names) == ("An oak chair", before)


def test_a_product_that_is_gone_is_not_brought_back(company):
    product = ProductFactory(company=company)
    Product.objects.all().delete()
    assert refusal(save_product, product) == "Someone has deleted this in the meantime."
    assert Product.objects.count() == 0


@pytest.mark.parametrize(("model", "limit"), LIMITS.items())
def test_there_are_so_many_and_no_more(company, model, limit):
    fields = (
        {"alt": "x", "width": 1, "height": 1, "small_width": 1, "small_height": 1} if model is Photo else {}
    )
    model.objects.bulk_create(model(company=company, **fields) for _ in range(limit))
    save = {
        Product: lambda: save_product(Product(company=company, name="One more")),
        Machine: lambda: save_machine(Machine(company=company, name="One more"), kind=""),
        Link: lambda: save_link(Link(company=company, label="One", url="https://a.example")),
        Photo: lambda: save_photo(Photo(company=company, alt="One"), image=picture()),
    }[model]
    assert refusal(save) == f"There is room for {limit}: delete one first."
    assert model.objects.filter(company=company).count() == limit


@pytest.mark.parametrize(
    "save",
    [
        lambda one: save_product(Product(company=one, name="Stool")),
        lambda one: save_machine(Machine(company=one, name="Saw"), kind=""),
        lambda one: save_link(Link(company=one, label="Shop", url="https://a.example")),
        lambda one: save_photo(Photo(company=one, alt="A vice"), image=picture()),
    ],
    ids=["product", "machine", "link", "photo"],
)
def test_a_form_sent_twice_adds_one_thing(company, save):
    save(company)
    assert (
        refusal(save, company)
        == "This is already on your page: it has been saved, or needs different wording."
    )
    save(CompanyFactory())


def test_a_photo_too_many_leaves_no_file(company):
    sizes = {"width": 1, "height": 1, "small_width": 1, "small_height": 1}
    Photo.objects.bulk_create(Photo(company=company, **sizes) for _ in range(12))
    refusal(save_photo, Photo(company=company, alt="One"), image=picture())
    assert not default_storage.exists("pictures")


@pytest.mark.parametrize(
    ("name", "is_up", "order"),
    [("b", True, "bac"), ("b", False, "acb"), ("a", True, "abc"), ("c", False, "abc")],
)
def test_things_move_one_place_at_a_time(company, name, is_up, order):
    things = {one: ProductFactory(company=company, name=one) for one in "abc"}
    foreign = ProductFactory(name="foreign", position=7)
    move_item(things[name], is_up=is_up)
    assert "".join(names(company.products)) == order
    foreign.refresh_from_db()
    assert foreign.position == 7


def test_changing_a_thing_leaves_it_in_its_place(company):
    stale, other = (ProductFactory(company=company, name=one) for one in "ab")
    move_item(other, is_up=True)
    stale.name = "c"
    save_product(stale)
    assert names(company.products) == ["b", "c"]


def test_deleted_things_are_no_longer_found(company):
    product = ProductFactory(company=company, name="Stool")
    delete_item(product)
    delete_item(product)
    assert "stool" not in Company.objects.get(pk=company.pk).search_text


def test_a_machine_has_the_word_people_look_for(company):
    machine = Machine(company=company, name="Trumpf 3030")
    save_machine(machine, kind="Laser cutter")
    assert (machine.term.kind, machine.term.slug) == ("machine", "laser-cutter")
    save_machine(machine, kind="")
    assert Machine.objects.get().term is None


def test_a_logo_is_square_and_there_is_one(company, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        save_logo(company, image=picture("logo"))
        save_logo(company, image=picture("logo"))
    logo = Company.objects.get(pk=company.pk).logo
    assert logo.width == logo.height
    with django_capture_on_commit_callbacks(execute=True):
        delete_logo(company)
    assert not Company.objects.filter(logo__isnull=False).exists()
    assert not default_storage.exists(logo.large.name)
