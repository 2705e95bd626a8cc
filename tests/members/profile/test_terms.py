"""Words of companies."""

import pytest

from members.profile.models import Term
from members.profile.terms import terms_from_words

pytestmark = pytest.mark.django_db


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
