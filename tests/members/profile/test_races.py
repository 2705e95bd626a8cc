"""Two of a company keep its page at once, on real threads."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from members.companies.models import Company
from members.profile.confirmation import ask_for_confirmation
from members.profile.models import Photo, Product, Term
from members.profile.services import move_item, save_photo, save_product
from multifactory.lib.images.reading import CleanImage, read_image
from tests.factories.members import CompanyFactory, MembershipFactory, ProductFactory
from tests.lib import image_corpus
from tests.members.helpers import at_once

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


@pytest.fixture
def picture() -> CleanImage:
    return read_image(SimpleUploadedFile("a.png", image_corpus.encoded(image_corpus.drawn())))


def test_the_twelfth_photo_is_the_last(picture):
    for _round in range(ROUNDS):
        company = CompanyFactory()
        first, last = [
            [Photo(company=company, alt=str(number)) for number in some] for some in ([*range(10)], "abcd")
        ]
        for photo in first:
            save_photo(photo, image=picture)
        outcomes = at_once(*(lambda one=one: save_photo(one, image=picture) for one in last))
        assert outcomes == ["There is room for 12: delete one first."] * 2 + ["done"] * 2
        assert sorted(company.photos.values_list("position", flat=True)) == list(range(12))


def test_a_form_sent_twice_adds_one_thing(picture):
    for _round in range(ROUNDS):
        company = CompanyFactory()
        outcomes = at_once(
            *[lambda one=company: save_photo(Photo(company=one, alt="A vice"), image=picture)] * 3
        )
        assert outcomes == [
            "This is already on your page: it has been saved, or needs different wording."
        ] * 2 + ["done"]
        assert company.photos.count() == 1


def test_things_moved_at_once_keep_one_place_each():
    for _round in range(ROUNDS):
        company = CompanyFactory()
        things = [ProductFactory(company=company, position=number) for number in range(4)]
        outcomes = at_once(*(lambda one=one: move_item(one, is_up=True) for one in things))
        assert outcomes == ["done"] * 4
        assert sorted(company.products.values_list("position", flat=True)) == [0, 1, 2, 3]


def test_the_same_new_words_become_one_row_each():
    for number in range(ROUNDS):
        company, other = CompanyFactory(), CompanyFactory()
        words = [f"oak {number}, ash {number}", f"ash {number}, oak {number}"]

        def save(company: Company, materials: str) -> None:
            save_product(
                Product(company=company, name="Stool"),
                kinds=materials,
                materials=materials,
                stages=[],
                image=None,
                alt="",
            )

        outcomes = at_once(
            *(
                lambda one=one, text=text: save(one, text)
                for one, text in zip((company, other), words, strict=True)
            )
        )
        assert outcomes == ["done", "done"]
        assert Term.objects.filter(slug__endswith=f"-{number}").count() == 4


def test_two_workers_ask_a_company_once(mailoutbox):
    for number in range(ROUNDS):
        mailoutbox.clear()
        MembershipFactory(role="representative", company__slug=f"asked-{number}")
        at_once(*[ask_for_confirmation] * 3)
        assert len(mailoutbox) == 1
