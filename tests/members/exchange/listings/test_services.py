"""Opening, renewing, closing a listing, and answering one."""

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from members.changes.services import accept_change_request, request_change
from members.exchange.collaborations.models import Collaboration
from members.exchange.listings.models import Listing, ListingReply, Outcome
from members.exchange.listings.search import refresh_listing_search
from members.exchange.listings.services import (
    close_listing,
    open_listing,
    renew_listing,
    reply_to_listing,
)
from members.profile.models import Term
from multifactory.lib.text.search import has_words, searchable
from tests.factories.collaborations import CollaborationFactory
from tests.factories.listings import ListingFactory, ListingReplyFactory
from tests.factories.members import CompanyFactory, MembershipFactory
from tests.threads import at_once

pytestmark = pytest.mark.django_db


def ahead(days: int):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def giver(db):
    return MembershipFactory(role="representative", company__name="Legno Vivo")


@pytest.fixture
def taker(db):
    return MembershipFactory(role="representative", company__name="Bottega Lanari")


def opened(place, **terms):
    values = {"kind": "offer", "title": "Spruce, seasoned seven years"} | terms
    return open_listing(company=place.company, author=place.user, **values)


def said(listing):
    return listing.kind, listing.field, listing.opened_on, listing.expires_on, listing.is_open


def test_a_new_listing_is_in_the_field_of_its_company_and_ends_after_60_days(giver):
    listing = opened(giver, terms="Oak, table")

    assert said(listing) == ("offer", giver.company.field, ahead(0), ahead(60), True)
    assert sorted(listing.terms.values_list("slug", flat=True)) == ["oak", "table"]


def test_words_that_are_known_are_used_whatever_their_kind(giver):
    oak = Term.objects.create(kind="material", slug="oak", name="oak", name_it="rovere")

    listing = opened(giver, terms=["OAK", "lathe"])

    assert set(listing.terms.values_list("kind", "slug")) == {("material", "oak"), ("product", "lathe")}
    assert list(Listing.objects.filter(search_text__contains="rovere")) == [listing]
    assert oak.listings.get() == listing


def test_one_that_stands_has_no_end(giver):
    assert opened(giver, is_standing=True, expires_on=ahead(3)).expires_on is None


@pytest.mark.parametrize("days", [-1, 0, 181])
def test_an_end_that_cannot_be_is_refused(giver, days):
    with pytest.raises(ValidationError, match="from tomorrow on, at most 180 days"):
        opened(giver, expires_on=ahead(days))


def test_a_company_without_people_can_be_given_its_listings(giver):
    listing = open_listing(company=giver.company, author=None, kind="need", title="A lathe")

    assert (listing.author, listing.is_open) == (None, True)


def test_a_form_sent_twice_is_one_listing_and_nobody_takes_anothers(giver, taker):
    key = uuid.uuid4()

    assert opened(giver, request_id=key) == opened(giver, request_id=key, title="Other")
    with pytest.raises(ValidationError, match="used by someone else"):
        opened(taker, request_id=key)
    assert Listing.objects.count() == 1


@pytest.mark.parametrize("days", [-20, 3])
def test_renewed_it_is_new_again_for_60_days_also_when_it_had_ended(giver, days):
    listing = ListingFactory(
        company=giver.company, opened_on=ahead(-80), renewed_on=ahead(-70), expires_on=ahead(days)
    )

    for _ in range(2):
        renewed = renew_listing(listing, by=giver.user)

    assert (renewed.renewed_on, renewed.expires_on, renewed.renewed_by) == (ahead(0), ahead(60), giver.user)


def test_what_is_closed_is_not_renewed(giver):
    listing = close_listing(opened(giver), outcome=Outcome.NOT_DONE, by=giver.user)

    with pytest.raises(ValidationError, match="closed: open a new one"):
        renew_listing(listing, by=giver.user)


def sides():
    return [(row.giver.name, row.taker.name, row.kind, row.what) for row in Collaboration.objects.for_list()]


@pytest.mark.parametrize(
    ("kind", "pair"),
    [
        ("offer", ("Legno Vivo", "Bottega Lanari")),
        ("surplus", ("Legno Vivo", "Bottega Lanari")),
        ("machine_time", ("Legno Vivo", "Bottega Lanari")),
        ("space", ("Legno Vivo", "Bottega Lanari")),
        ("need", ("Bottega Lanari", "Legno Vivo")),
        ("subcontracting", ("Bottega Lanari", "Legno Vivo")),
        ("job", ("Bottega Lanari", "Legno Vivo")),
    ],
)
def test_closed_with_a_company_asks_it_whether_the_one_supplies_the_other(giver, taker, kind, pair):
    listing = opened(giver, kind=kind)

    for _ in range(2):
        close_listing(listing, outcome=Outcome.DONE, by=giver.user, partner=taker.company)

    assert sides() == [(*pair, "supplies", listing.title)]
    assert Collaboration.objects.get().confirmed_at is None
    assert [one.to for one in mail.outbox] == [[taker.user.email]]


def test_closed_with_a_company_that_is_supplied_already_adds_nothing(giver, taker):
    CollaborationFactory(giver=giver.company, taker=taker.company, what="Boards")

    close_listing(opened(giver), outcome=Outcome.DONE, by=giver.user, partner=taker.company)

    assert sides() == [("Legno Vivo", "Bottega Lanari", "supplies", "Boards")]


@pytest.mark.parametrize("outcome", [Outcome.DONE, Outcome.NOT_DONE])
def test_closed_with_somebody_outside_or_nobody_asks_nobody(giver, outcome):
    listing = close_listing(opened(giver), outcome=outcome, by=giver.user)

    assert (listing.outcome, listing.partner, listing.closed_by) == (outcome, None, giver.user)
    assert (list(Listing.objects.open()), sides(), mail.outbox) == ([], [], [])


def test_closed_once(giver, taker):
    listing = close_listing(opened(giver), outcome=Outcome.NOT_DONE, by=giver.user)

    with pytest.raises(ValidationError, match="closed this listing in the meantime"):
        close_listing(listing, outcome=Outcome.DONE, by=giver.user, partner=taker.company)


def test_closed_with_ones_own_company_is_refused(giver):
    with pytest.raises(ValidationError, match="another company"):
        close_listing(opened(giver), outcome=Outcome.DONE, by=giver.user, partner=giver.company)


@pytest.mark.parametrize(
    "terms",
    [
        {"outcome": "done"},
        {"closed_at": timezone.now()},
        {"closed_at": timezone.now(), "outcome": "not_done", "is_with": True},
        {"expires_on": timezone.localdate()},
        {"title": ""},
    ],
)
def test_database_refuses_what_makes_no_sense(giver, terms):
    if terms.pop("is_with", False):
        terms["partner"] = giver.company
    with pytest.raises(IntegrityError):
        ListingFactory(**terms)


# --- Answers ---


def answer(listing, place, **terms):
    values = {"text": "We have some", "request_id": uuid.uuid4()} | terms
    return reply_to_listing(listing, company=place.company, author=place.user, **values)


def test_an_answer_goes_to_the_author_and_their_answer_to_who_wrote(giver, taker):
    MembershipFactory(company=giver.company, role="representative")
    listing = opened(giver)

    answer(listing, taker)

    [told] = mail.outbox
    assert (told.to, told.extra_headers["Reply-To"]) == ([giver.user.email], taker.user.email)
    assert told.subject == "Bottega Lanari answers: Spruce, seasoned seven years"
    assert "> We have some" in told.body


def test_without_its_author_the_representatives_are_told(giver, taker):
    listing = ListingFactory(company=giver.company, author=None)

    answer(listing, taker)

    assert [one.to for one in mail.outbox] == [[giver.user.email]]


def test_an_answer_sent_twice_is_one(giver, taker):
    listing, key = opened(giver), uuid.uuid4()

    assert answer(listing, taker, request_id=key) == answer(listing, taker, request_id=key)
    assert (ListingReply.objects.count(), len(mail.outbox)) == (1, 1)


def test_nobody_answers_their_own_or_what_has_ended(giver, taker):
    with pytest.raises(ValidationError, match="your own company"):
        answer(opened(giver), giver)
    ended = ListingFactory(
        company=giver.company, opened_on=ahead(-9), renewed_on=ahead(-9), expires_on=ahead(0)
    )
    with pytest.raises(ValidationError, match="This listing has ended"):
        answer(ended, taker)
    with pytest.raises(ValidationError, match="This listing has ended"):
        answer(close_listing(opened(giver), outcome=Outcome.NOT_DONE, by=giver.user), taker)
    assert ListingReply.objects.count() == 0


def test_a_company_that_leaves_takes_its_listings_off(giver):
    listing = opened(giver)
    giver.company.left_on = timezone.localdate()
    giver.company.joined_on = ahead(-10)
    giver.company.save()

    assert list(Listing.objects.open()) == []
    assert Listing.objects.select_related("company").get(pk=listing.pk).is_open is False


@pytest.mark.django_db(transaction=True)
def test_answer_and_end_at_the_same_moment(giver, taker):
    """Either the answer came first and stays, or it is refused: never an answer to what was closed."""
    listing = opened(giver)

    def close():
        close_listing(listing, outcome=Outcome.NOT_DONE, by=giver.user)

    def reply():
        answer(listing, taker)

    at_once(close, reply)

    listing.refresh_from_db()
    replies = list(ListingReply.objects.all())
    assert listing.is_closed
    assert all(reply.written_at <= listing.closed_at for reply in replies)


@pytest.mark.django_db(transaction=True)
def test_two_who_close_one_listing_ask_one_company_once(giver, taker):
    listing = opened(giver)
    other = CompanyFactory()

    def close(partner):
        return lambda: close_listing(listing, outcome=Outcome.DONE, by=giver.user, partner=partner)

    at_once(close(taker.company), close(other))

    listing.refresh_from_db()
    assert [row.taker for row in Collaboration.objects.for_list()] == [listing.partner]


def test_replies_are_named_after_both(giver):
    reply = ListingReplyFactory(listing=opened(giver), company__name="Navetta")

    assert str(reply) == "Navetta: Spruce, seasoned seven years"


def test_listings_of_a_renamed_company_are_found_by_its_new_name(coordinator, company, representative):
    listing = ListingFactory(company=company, title="Boards", words=["oak"])
    other = ListingFactory(title="Other boards")
    asked = request_change(company, by=representative, name="Officina Rovere")

    accept_change_request(asked, by=coordinator)

    assert list(Listing.objects.filter(has_words("rovere boards"))) == [listing]
    assert list(Listing.objects.filter(has_words("oak boards"))) == [listing]
    other.refresh_from_db()
    assert other.search_text == searchable([other.title, other.text, other.company, ""])


@pytest.mark.parametrize("number", [1, 3])
def test_words_of_listings_are_written_anew_by_as_many_queries(number, company, django_assert_num_queries):
    for _ in range(number):
        ListingFactory(company=company, words=["oak", "ash"])
    Listing.objects.update(search_text="")

    with django_assert_num_queries(3):  # listings, their words, write
        refresh_listing_search([company.pk])
    with django_assert_num_queries(2):
        refresh_listing_search([company.pk])
