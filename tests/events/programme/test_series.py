"""Events that repeat."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from events.programme.models import Event
from events.programme.parts import EventHost
from events.programme.repeats import EventSeries
from events.programme.rooms import RoomPlan
from events.programme.series import change_following, create_series, end_series, plan_series, series_days
from events.programme.services import publish_event, submit_event
from spaces.bookings.models import Booking, Claim
from tests.factories.events import EventFactory, EventHostFactory, RegistrationFactory
from tests.factories.members import CompanyFactory, MembershipFactory
from tests.factories.spaces import AllocationFactory, RoomFactory, SpaceFactory
from tests.spaces.conftest import booked  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 1, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def at(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text))


def first_date(start: str = "2027-03-24T18:00", **fields) -> Event:
    starts_at = at(start)
    values = {"state": "draft", "is_common": True, "starts_at": starts_at}
    return EventFactory(**values | {"ends_at": starts_at + timedelta(hours=2)} | fields)


def rule(name: str, **fields) -> EventSeries:
    return EventSeries(rule=name, **fields)


def by():
    return MembershipFactory().user


def test_wednesdays_at_18_from_24_march_2027_follow_the_local_clock():
    event = first_date()
    create_series(event, rule("weekly", count=3), by=by())

    starts = Event.objects.order_by("position").values_list("starts_at", flat=True)
    in_utc = [start.astimezone(UTC).strftime("%d %H:%M") for start in starts]
    assert in_utc == ["24 17:00", "31 16:00", "07 16:00"]
    assert list(Event.objects.order_by("position").values_list("position", flat=True)) == [1, 2, 3]
    assert len(set(Event.objects.values_list("uid", flat=True))) == 3


def test_monthly_on_the_30th_skips_february():
    days = series_days(date(2027, 1, 30), "monthly_by_date", count=3)
    assert days == [date(2027, 1, 30), date(2027, 3, 30), date(2027, 4, 30)]


def test_the_last_friday_of_each_month():
    days = series_days(date(2027, 1, 29), "monthly_by_weekday", week=-1, count=4)
    assert [(day.month, day.day) for day in days] == [(1, 29), (2, 26), (3, 26), (4, 30)]


def test_sundays_at_0230_skip_the_night_of_the_change_and_say_why():
    planned = plan_series(first_date("2027-03-21T02:30"), rule("weekly", count=3))
    assert [(one.day.day, one.fault) for one in planned] == [
        (28, "There is no such hour that night: the clocks change."),
        (4, ""),
    ]


def test_a_series_has_200_dates_and_18_months_at_most():
    assert len(series_days(date(2027, 1, 6), "weekly", until=date(2099, 1, 1))) == 79
    assert series_days(date(2027, 1, 6), "weekly", count=200)[-1] <= date(2027, 1, 6) + timedelta(days=548)


def test_a_date_whose_room_is_taken_says_by_whom_and_is_left_out(booked):  # noqa: F811
    room = RoomFactory(code="C1", name="Hall C1")
    event = first_date(space=room)
    event.rooms.create(space=room)
    publish_event(event)
    event.refresh_from_db()
    booked(room, at("2027-03-31T19:00"), membership=MembershipFactory(company__name="Nodo"))

    planned = plan_series(event, rule("weekly", count=3))
    assert [one.fault for one in planned] == ["Hall C1 is taken by Nodo: 31 Mar 2027, 19:00–20:00.", ""]

    [made] = create_series(event, rule("weekly", count=3), by=by())
    assert (made.starts_at, made.rooms.get().booking.is_confirmed) == (at("2027-04-07T18:00"), True)
    assert {one.state for one in Event.objects.all()} == {"published"}


def test_dates_that_need_the_room_at_the_same_time_exclude_each_other():
    room = RoomFactory(code="C1")
    event = first_date(space=room, ends_at=at("2027-04-01T10:00"))
    event.rooms.create(space=room, before_minutes=30)
    publish_event(event)

    planned = plan_series(Event.objects.get(), rule("weekly", count=4))
    assert [bool(one.fault) for one in planned] == [True, False, True]
    create_series(event, rule("weekly", count=4), by=by())

    assert Booking.objects.count() == 2


def test_a_unit_whose_holder_is_no_host_on_a_date_keeps_that_date_out():
    unit, host = SpaceFactory(code="B2"), CompanyFactory()
    AllocationFactory(unit=unit, company=host, start_on=date(2027, 1, 1), end_on=date(2027, 4, 1))
    event = first_date(space=unit, is_common=False)
    EventHostFactory(event=event, company=host)

    assert [bool(one.fault) for one in plan_series(event, rule("weekly", count=3))] == [False, True]


@pytest.mark.parametrize("number", [3, 53])
def test_a_series_asks_the_database_as_often_for_52_dates_as_for_2(django_assert_max_num_queries, number):
    room = RoomFactory(code="C1")
    event = first_date(space=room)
    event.rooms.create(space=room)
    EventHostFactory(event=event)
    publish_event(event)
    person = by()

    with django_assert_max_num_queries(32):
        create_series(event, rule("weekly", count=number), by=person)

    assert Booking.objects.filter(claims__released_at=None, event_room__event__state="published").count() == (
        number
    )
    assert EventHost.objects.count() == number
    assert len(set(Event.objects.values_list("slug", flat=True))) == number


def test_this_and_following_change_words_hours_and_day_on_the_local_clock():
    event = first_date()
    create_series(event, rule("weekly", count=3), by=by())
    event.refresh_from_db()
    event.title, event.starts_at, event.ends_at = "New", at("2027-03-25T19:00"), at("2027-03-25T20:00")
    event.save()

    change_following(event, days=timedelta(days=1), rooms=RoomPlan(), by=by())

    rows = Event.objects.order_by("position").values_list("title", "starts_at")
    assert list(rows) == [
        ("New", at("2027-03-25T19:00")),
        ("New", at("2027-04-01T19:00")),
        ("New", at("2027-04-08T19:00")),
    ]


def test_a_series_that_ends_drops_drafts_and_cancels_dates_with_guests_with_a_mail():
    event = first_date()
    made = create_series(event, rule("weekly", count=4), by=by())
    publish_event(made[1])
    RegistrationFactory(event=made[1])
    event.refresh_from_db()

    assert end_series(event, reason="Enough", by=by()) == (2, 1)

    assert list(Event.objects.order_by("position").values_list("state", flat=True)) == ["draft", "cancelled"]
    assert len(mail.outbox) == 1


def test_a_series_that_ends_drops_submitted_dates_and_frees_their_rooms():
    room = RoomFactory()
    event = first_date(space=room)
    submit_event(event)
    create_series(event, rule("weekly", count=3), by=by())
    event.refresh_from_db()
    assert Claim.objects.filter(released_at=None).count() == 3

    assert end_series(event, reason="Enough", by=by()) == (2, 0)

    assert Event.objects.get() == event
    assert Claim.objects.filter(released_at=None).count() == 1


def test_an_event_repeats_once():
    event = first_date()
    create_series(event, rule("weekly", count=2), by=by())
    with pytest.raises(ValidationError, match="already part of a series"):
        create_series(event, rule("weekly", count=2), by=by())


def test_a_representative_looks_at_the_dates_leaves_one_out_and_makes_them(client_of, representative):
    event = first_date(is_common=False)
    EventHostFactory(event=event, company=representative.memberships.get().company)
    url, client = reverse("events:event_series", args=[event.slug]), client_of(representative)
    terms = {"rule": "weekly", "count": "3", "until": ""}

    page = client.get(url, terms)
    assert [one.day.isoformat() for one in page.context["planned"]] == ["2027-03-31", "2027-04-07"]
    assert client.post(url, terms | {"day": ["2027-04-07"]}).status_code == 302

    assert Event.objects.filter(series__isnull=False).count() == 2
    assert client.get(url).status_code == 200


@pytest.mark.parametrize(
    "terms",
    [
        {"rule": "weekly"},
        {"rule": "weekly", "count": "3", "until": "2027-05-01"},
        {"rule": "weekly", "count": "201"},
        {"rule": "weekly", "count": "0"},
        {"rule": "x", "count": "3"},
        {"rule": "weekly", "until": "2027-01-01"},
        {"rule": "monthly_by_weekday", "week": "7", "count": "3"},
    ],
)
def test_a_rule_that_is_none_gets_the_form_again(client_of, representative, terms):
    event = first_date(is_common=False)
    EventHostFactory(event=event, company=representative.memberships.get().company)
    page = client_of(representative).get(reverse("events:event_series", args=[event.slug]), terms)
    assert page.status_code == 200
    assert page.context["form"].errors
    assert "planned" not in page.context
