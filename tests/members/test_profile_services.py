"""A company keeps its page, asks the coordinators, and answers once a year."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from members.changes.models import ChangeRequest, FormerSlug
from members.changes.services import accept_change_request, refuse_change_request, request_change
from members.companies.models import Company
from members.people.models import Membership
from members.profile import services
from members.profile.confirmation import ask_for_confirmation, confirm_page
from members.profile.models import Link, Machine, Photo, Product, Term
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
from members.profile.terms import terms_from_words
from multifactory.lib.images.reading import CleanImage, read_image
from tests.factories.members import (
    CompanyFactory,
    MembershipFactory,
    ProductFactory,
    TermFactory,
    UserFactory,
)
from tests.lib import image_corpus

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
YEAR = timedelta(days=365)


def refusal(action, *args, **kwargs) -> str:
    with pytest.raises(ValidationError) as caught:
        action(*args, **kwargs)
    return " ".join(caught.value.messages)


def picture(fit: str = "photo") -> CleanImage:
    return read_image(SimpleUploadedFile("a.png", image_corpus.encoded(image_corpus.drawn())), fit=fit)


def save_product(product: Product, **changes) -> None:
    nothing = {"kinds": "", "materials": "", "stages": [], "image": None, "alt": ""}
    services.save_product(product, **nothing | changes)


def names(queryset) -> list[str]:
    return [str(one) for one in queryset.all()]


# Words


def test_words_are_one_row_however_they_are_written(db):
    first = terms_from_words("material", "Larch wood, steel")
    again = terms_from_words("material", ["STEEL", " larch  wood"])
    assert [term.slug for term in first] == ["larch-wood", "steel"]
    assert again == first
    assert Term.objects.count() == 2


def test_the_same_word_may_be_of_two_kinds(db):
    terms_from_words("material", "glass")
    terms_from_words("product", "glass")
    assert list(Term.objects.values_list("kind", "slug")) == [("material", "glass"), ("product", "glass")]


def test_words_without_letters_and_empty_ones_are_left_out(db):
    assert terms_from_words("material", " , ---, ,ò") == [Term.objects.get(slug="o")]


# The page


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


# Products


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
    assert refusal(save_product, product) == "Somebody has deleted this in the meantime."
    assert Product.objects.count() == 0


# Limits and order


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
    assert refusal(save, company) == "This is on your page already: it is saved, or needs other words."
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


# Change requests


@pytest.fixture
def asked(company, representative) -> ChangeRequest:
    return request_change(company, by=representative, name="Sedie Belle", note="Ada has joined us.")


def test_a_request_keeps_who_asks_what_and_why(company, representative, asked):
    assert (asked.company, asked.name, asked.craft, asked.note, asked.requested_by, asked.state) == (
        company,
        "Sedie Belle",
        "",
        "Ada has joined us.",
        representative,
        "open",
    )


def test_one_request_is_open_at_a_time(company, representative, asked):
    words = refusal(request_change, company, by=representative, name="Other")
    assert words == "A request of this company is open already."


@pytest.mark.parametrize("craft", ["", "none"])
def test_asking_for_what_is_already_so_is_refused(company, representative, craft):
    words = refusal(request_change, company, by=representative, name=company.name, craft=craft)
    assert words == "This is how it is already: change the name or the craft entry."


def test_the_name_of_another_company_is_refused(company, representative):
    CompanyFactory(name="Sedie Belle", slug="x")
    words = refusal(request_change, company, by=representative, name="SEDIE belle")
    assert words == "Another company has this name."


def test_a_registered_craft_business_says_its_number(company, representative):
    words = refusal(request_change, company, by=representative, craft="registered")
    assert words == "Write the number, so that a coordinator can check it."


def test_a_longer_name_than_there_is_room_for_is_refused(company, representative):
    refusal(request_change, company, by=representative, name="x" * 121)
    assert ChangeRequest.objects.count() == 0


def test_accepting_renames_and_keeps_the_old_address(company, representative, coordinator, asked, mailoutbox):
    old = company.slug
    accept_change_request(asked, by=coordinator)
    after = Company.objects.get(pk=company.pk)
    assert (after.name, after.slug) == ("Sedie Belle", "sedie-belle")
    assert list(FormerSlug.objects.values_list("slug", "company")) == [(old, company.pk)]
    assert "sedie" in after.search_text
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == ("accepted", coordinator)
    [mail] = mailoutbox
    assert (mail.to, mail.subject) == ([representative.email], "Sedie Belle: your change is made")
    assert "Name: Sedie Belle" in mail.body
    assert "/companies/sedie-belle/edit/changes/" in mail.body


def test_accepting_checks_the_craft_entry_today(company, representative, coordinator):
    asked = request_change(
        company, by=representative, name=company.name, craft="registered", craft_number="BG-1"
    )
    accept_change_request(asked, by=coordinator)
    after = Company.objects.get(pk=company.pk)
    assert (after.craft, after.craft_number, after.craft_checked_on, after.slug) == (
        "registered",
        "BG-1",
        timezone.localdate(),
        company.slug,
    )
    assert FormerSlug.objects.count() == 0


def test_giving_up_the_register_forgets_the_number(representative, company, coordinator):
    Company.objects.filter(pk=company.pk).update(
        craft="registered", craft_number="BG-1", craft_checked_on=date(2025, 1, 1)
    )
    asked = request_change(company, by=representative, craft="self_declared")
    accept_change_request(asked, by=coordinator)
    after = Company.objects.get(pk=company.pk)
    assert (after.craft, after.craft_number, after.craft_checked_on) == ("self_declared", "", None)


def test_a_new_address_is_nobody_elses_and_was_nobody_elses(company, coordinator, asked):
    CompanyFactory(slug="sedie-belle")
    FormerSlug.objects.create(slug="sedie-belle-2", company=CompanyFactory())
    assert accept_change_request(asked, by=coordinator).slug == "sedie-belle-3"


def test_a_company_may_have_its_old_name_back(company, representative, coordinator):
    FormerSlug.objects.create(slug="sedie-belle", company=company)
    asked = request_change(company, by=representative, name="Sedie Belle")
    assert accept_change_request(asked, by=coordinator).slug == "sedie-belle"
    assert [one.slug for one in FormerSlug.objects.all()] == [company.slug]


def test_a_name_the_portal_needs_itself_becomes_another_address(company, representative, coordinator):
    asked = request_change(company, by=representative, name="Former")
    assert accept_change_request(asked, by=coordinator).slug == "former-2"


def test_a_name_without_latin_letters_keeps_the_address(company, representative, coordinator):
    asked = request_change(company, by=representative, name="木工房")
    after = accept_change_request(asked, by=coordinator)
    assert (after.name, after.slug) == ("木工房", company.slug)


def test_a_name_taken_meanwhile_is_refused_and_the_request_stays_open(company, coordinator, asked):
    CompanyFactory(name="Sedie Belle", slug="x")
    words = refusal(accept_change_request, asked, by=coordinator)
    asked.refresh_from_db()
    assert (words, asked.state) == ("Another company has this name.", "open")


def test_refusing_says_why_and_changes_nothing(company, representative, coordinator, asked, mailoutbox):
    refuse_change_request(asked, by=coordinator, reason=" Too like another name. ")
    asked.refresh_from_db()
    assert (asked.state, asked.reason, asked.decided_by) == ("refused", "Too like another name.", coordinator)
    assert Company.objects.get(pk=company.pk).name == company.name
    [mail] = mailoutbox
    assert mail.to == [representative.email]
    assert "Too like another name." in mail.body


@pytest.mark.parametrize("reason", ["", "  ", "x" * 301])
def test_refusing_needs_a_reason_that_fits(coordinator, asked, reason):
    refusal(refuse_change_request, asked, by=coordinator, reason=reason)
    asked.refresh_from_db()
    assert asked.state == "open"


def test_a_request_is_answered_once(coordinator, asked):
    accept_change_request(asked, by=coordinator)
    for action in (
        lambda: accept_change_request(asked, by=coordinator),
        lambda: refuse_change_request(asked, by=coordinator, reason="No"),
    ):
        assert refusal(action) == "This request has been answered already."


def test_who_asked_may_be_gone(coordinator, asked, mailoutbox):
    asked.requested_by.delete()
    accept_change_request(asked, by=coordinator)
    assert mailoutbox == []


# Once a year


def member(company: Company, **user) -> None:
    MembershipFactory(company=company, role=Membership.Role.REPRESENTATIVE, user=UserFactory(**user))


def test_a_year_after_the_last_look_the_representatives_are_asked(mailoutbox):
    company = CompanyFactory(name="Sedie Belle", slug="sedie-belle", confirmed_on=TODAY - YEAR)
    member(company, email="a@example.org", language="en")
    member(company, email="b@example.org", language="it")
    MembershipFactory(company=company)  # a collaborator
    member(company, is_active=False)
    assert ask_for_confirmation(TODAY) == 1
    assert sorted(mail.to for mail in mailoutbox) == [["a@example.org"], ["b@example.org"]]
    in_english = next(mail for mail in mailoutbox if mail.to == ["a@example.org"])
    assert in_english.subject == "Is the page of Sedie Belle still right?"
    assert "/companies/sedie-belle/edit/" in in_english.body
    assert Company.objects.get().asked_on == TODAY


@pytest.mark.parametrize(
    ("dates", "is_asked"),
    [
        ({"joined_on": TODAY - YEAR}, True),
        ({"joined_on": TODAY - YEAR + timedelta(days=1)}, False),
        ({"joined_on": TODAY - 5 * YEAR, "confirmed_on": TODAY - YEAR + timedelta(days=1)}, False),
        ({"joined_on": TODAY - 5 * YEAR, "confirmed_on": TODAY - YEAR}, True),
        ({"joined_on": TODAY - 5 * YEAR, "asked_on": TODAY - 2 * YEAR}, False),
        ({"joined_on": TODAY - 5 * YEAR, "asked_on": TODAY - 2 * YEAR, "confirmed_on": TODAY - YEAR}, True),
        ({"joined_on": TODAY - 5 * YEAR, "left_on": TODAY}, False),
    ],
)
def test_who_is_asked(dates, is_asked):
    company = CompanyFactory(**dates)
    member(company)
    assert ask_for_confirmation(TODAY) == int(is_asked)


def test_nobody_is_asked_twice(mailoutbox):
    company = CompanyFactory(confirmed_on=TODAY - YEAR)
    member(company)
    assert [ask_for_confirmation(TODAY + timedelta(days=days)) for days in (0, 0, 1, 400)] == [
        1,
        0,
        0,
        0,
    ]
    assert len(mailoutbox) == 1


def test_a_company_without_representatives_waits_for_one():
    company = CompanyFactory(confirmed_on=TODAY - YEAR)
    assert ask_for_confirmation(TODAY) == 0
    member(company)
    assert ask_for_confirmation(TODAY) == 1


def test_the_mail_and_the_day_are_kept_together(monkeypatch):
    company = CompanyFactory(confirmed_on=TODAY - YEAR)
    member(company)
    with transaction.atomic():
        ask_for_confirmation(TODAY)
        transaction.set_rollback(True)
    assert Company.objects.get(pk=company.pk).asked_on is None


@pytest.mark.parametrize(
    ("asked", "confirmed", "since"),
    [
        (None, None, None),
        (29, None, None),
        (30, None, "joined"),
        (30, 400, "confirmed"),
        (30, 30, None),
        (40, 3, None),
        (400, 500, "confirmed"),
    ],
)
def test_after_30_days_without_an_answer_the_page_says_since_when(asked, confirmed, since):
    today = timezone.localdate()
    days = {
        name: None if ago is None else today - timedelta(days=ago)
        for name, ago in (("asked_on", asked), ("confirmed_on", confirmed))
    }
    company = CompanyFactory(**days)
    expected = {None: None, "joined": company.joined_on, "confirmed": days["confirmed_on"]}[since]
    assert company.unconfirmed_since == expected
    assert list(Company.objects.unconfirmed()) == ([company] if expected else [])


def test_an_answer_takes_the_question_back():
    company = CompanyFactory(asked_on=timezone.localdate() - timedelta(days=90))
    confirm_page(company)
    assert Company.objects.get().unconfirmed_since is None
