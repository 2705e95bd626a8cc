"""What the clock tells companies of their listings, and whom it tells what fits."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members.exchange.listings.match_mails import send_match_mails
from members.exchange.listings.models import Listing
from members.exchange.listings.notices import send_listing_notices
from members.exchange.listings.part_models import MatchTold
from members.exchange.listings.services import renew_listing
from members.people.mails.services import save_mail_choices, unsubscribe
from members.people.mails.tokens import unsubscribe_path
from tests.factories.listings import ListingFactory
from tests.factories.members import FieldFactory, MembershipFactory
from tests.threads import at_once

pytestmark = pytest.mark.django_db

ROME = ZoneInfo("Europe/Rome")
MONDAY = datetime(2026, 12, 7, 8, 0, tzinfo=ROME)


@pytest.fixture
def place(db):
    with time_machine.travel(MONDAY - timedelta(days=900), tick=False):
        return MembershipFactory(role="representative", company__joined_on="2020-01-01")


def at(moment: datetime, job=send_listing_notices) -> int:
    with time_machine.travel(moment, tick=False):
        return job()


def told() -> list[tuple[str, str]]:
    return [(one.to[0], one.subject) for one in mail.outbox]


def listing_of(place, *, days=0, opened=60, **terms):
    """Opened so many days before Monday; it ends so many after."""
    today = MONDAY.date()
    terms = {"expires_on": today + timedelta(days=days)} | terms
    day = today - timedelta(days=opened)
    return ListingFactory(
        company=place.company, author=place.user, opened_on=day, renewed_on=day, title="Spruce", **terms
    )


def test_three_notices_once_each(place):
    listing_of(place, days=7)

    sent = [at(MONDAY + timedelta(days=day)) for day in (-1, 0, 0, 5, 6, 6, 7, 7, 8)]

    assert sent == [0, 1, 0, 0, 1, 0, 1, 0, 0]
    assert [subject for _to, subject in told()] == [
        "Your listing ends soon: Spruce",
        "Your listing ends tomorrow: Spruce",
        "Your listing has ended: Spruce",
    ]


def test_a_renewed_listing_is_told_of_its_new_end(place):
    listing = listing_of(place, days=7)
    at(MONDAY)
    with time_machine.travel(MONDAY, tick=False):
        renew_listing(listing, by=place.user)

    assert [at(MONDAY + timedelta(days=day)) for day in (1, 6, 7, 52, 53)] == [0, 0, 0, 0, 1]


def test_nobody_is_told_of_what_is_closed_or_of_a_company_that_left(place):
    listing_of(place, closed_at=MONDAY, outcome="done")
    gone = MembershipFactory(company__joined_on="2020-01-01", company__left_on="2026-12-01")
    listing_of(gone)

    assert (at(MONDAY), told()) == (0, [])


def test_one_that_stands_is_asked_about_once_a_year(place):
    listing = listing_of(place, opened=365, expires_on=None)

    sent = [at(MONDAY + timedelta(days=day)) for day in (-1, 0, 1, 200)]
    with time_machine.travel(MONDAY, tick=False):
        renew_listing(listing, by=place.user)
    sent += [at(MONDAY + timedelta(days=day)) for day in (364, 365)]

    assert sent == [0, 1, 0, 0, 0, 1]
    assert told()[0] == (place.user.email, "Is it still right? Spruce")


def test_the_button_of_a_notice_renews_by_post_without_logging_in_once(place):
    listing = listing_of(place, days=1)
    at(MONDAY)
    path = re.search(r"/exchange/renew/\S+/", mail.outbox[0].body)[0]
    browser = Client()

    with time_machine.travel(MONDAY, tick=False):
        browser.head(path)
        page = browser.get(path).content.decode()
        listing.refresh_from_db()
        assert ("Renew for 60 days" in page, listing.renewed_on) == (True, MONDAY.date() - timedelta(days=60))
        answers = [browser.post(path).status_code for _ in range(2)]
        after = browser.get(path).content.decode()

    listing.refresh_from_db()
    assert (answers[0], listing.renewed_by) == (302, place.user)
    assert listing.expires_on == MONDAY.date() + timedelta(days=60)
    assert ("Renew for 60 days" in after, "5 February 2027" in after) == (False, True)


def test_an_old_button_renews_nothing_later(place):
    """The mail of last year, opened by somebody who looks for another."""
    listing = listing_of(place, days=1)
    at(MONDAY)
    path = re.search(r"/exchange/renew/\S+/", mail.outbox[0].body)[0]
    Listing.objects.filter(pk=listing.pk).update(renewed_on=MONDAY.date())

    with time_machine.travel(MONDAY + timedelta(days=30), tick=False):
        Client().post(path)

    listing.refresh_from_db()
    assert listing.renewed_on == MONDAY.date()


def test_the_button_is_dead_for_who_has_left_and_for_what_we_did_not_sign(place):
    listing_of(place, days=1)
    at(MONDAY)
    path = re.search(r"/exchange/renew/\S+/", mail.outbox[0].body)[0]
    place.ended_on = MONDAY.date()
    place.save()

    with time_machine.travel(MONDAY, tick=False):
        assert [Client().get(one).status_code for one in (path, path[:-4] + "xx/")] == [404, 404]
        assert Client().get(reverse("members:listing_renewal", args=["a:b"])).status_code == 404


# --- What fits ---


@pytest.fixture
def ours(place):
    return listing_of(place, kind="need", words=["oak"], opened=0, days=60)


def theirs(**terms):
    with time_machine.travel(MONDAY - timedelta(days=900), tick=False):
        other = MembershipFactory(company__joined_on="2020-01-01")
    save_mail_choices(other.user, {"matches": False})
    return listing_of(other, **{"words": ["oak"], "opened": 0, "days": 60} | terms)


def week(number: int = 0) -> int:
    return at(MONDAY + timedelta(days=7 * number), send_match_mails)


def test_once_a_week_at_most_five_new_ones_the_best_first(place, ours):
    for days in range(7):
        theirs(opened=days)

    sent = [week(), week(), at(MONDAY + timedelta(days=1), send_match_mails), week(1), week(2)]

    assert sent == [1, 0, 0, 1, 0]
    first, second = mail.outbox
    assert first.subject == "Multifactory: 5 new listings that fit yours"
    assert ("2 more fit: see the exchange." in first.body, "more" in second.body) == (True, False)
    assert (first.body.count("Fits “Spruce”."), second.body.count("Fits “Spruce”.")) == (5, 2)
    assert MatchTold.objects.count() == 7


def test_not_before_monday_at_seven(place, ours):
    theirs()

    moments = [MONDAY - timedelta(days=1), MONDAY.replace(hour=6, minute=59), MONDAY.replace(hour=7)]

    assert [at(moment, send_match_mails) for moment in moments] == [0, 0, 1]


def test_a_renewed_listing_is_new_again_and_a_second_need_tells_nothing_twice(place, ours):
    other = theirs(opened=10)
    listing_of(place, kind="subcontracting", words=["oak"], opened=0, days=60)
    sent = [week(), week(1)]
    with time_machine.travel(MONDAY + timedelta(days=8), tick=False):
        renew_listing(other, by=place.user)
    sent.append(week(2))

    assert sent == [1, 0, 1]


def test_nothing_below_400_and_nothing_of_ones_own(place, ours):
    field = FieldFactory(code="food")
    theirs(field=field, opened=1)
    listing_of(place, words=["oak"], opened=0, days=60)

    assert (week(), mail.outbox) == (0, [])


def test_the_mail_of_matches_is_a_choice_with_a_signed_stop(place, ours):
    theirs()
    week()
    [one] = mail.outbox
    assert unsubscribe_path(place.user, "matches") in one.body
    assert one.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    unsubscribe(place.user, kind="matches")
    theirs()

    assert week(1) == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_tell_once():
    now = timezone.localtime()
    monday = now - timedelta(days=now.weekday()) + timedelta(days=7)
    place = MembershipFactory()
    ListingFactory(company=place.company, author=place.user, kind="need", words=["oak"])
    other = MembershipFactory()
    save_mail_choices(other.user, {"matches": False})
    ListingFactory(company=other.company, author=other.user, words=["oak"])

    with time_machine.travel(monday.replace(hour=9), tick=False):
        at_once(send_match_mails, send_match_mails, send_listing_notices, send_listing_notices)

    assert MatchTold.objects.count() == 1
