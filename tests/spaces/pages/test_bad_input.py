"""Every page of the common spaces, asked and sent what no browser would: a page, the form or 404."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.utils import timezone

from multifactory.portal.calendars.models import CalendarLink
from spaces.bookings.models import Booking
from spaces.building.models import Space
from spaces.policies.certificate_models import CertificateKind
from spaces.series.models import Series
from spaces.upkeep.tickets.models import Ticket
from tests.factories.calendars import CalendarLinkFactory
from tests.factories.members import MembershipFactory
from tests.factories.spaces import BookingFactory, ClaimFactory, RoomFactory, SeriesFactory
from tests.factories.upkeep import DeadlineFactory, SwapFactory, TicketFactory, TurnFactory
from tests.html import filled_form
from tests.mutations import put_back
from tests.portal.calendars.conftest import TOKEN

pytestmark = pytest.mark.django_db

BAD = ["2026-02-30", "9999-12-31", "\0", "9" * 400]  # for each name by itself
WORSE = [
    *("0001-01-01", "1999-12-31", "2101-01-01", "2027-03-28T02:30", "9999-12-31T23:45"),
    *("R1\0", "-1", "' OR 1=1 --", "x" * 5000),
]
FIVE_MEGABYTES = "x" * 5_000_000

# Which of its pages read what of the address.
ASKED = [
    ("/bookings/", "day starts ends people kind offers past page"),
    ("/bookings/week/", "from kind day starts ends people"),
    ("/bookings/day/", "on kind"),
    ("/bookings/use/", "month"),
    ("/bookings/use/download/", "month"),
    ("/bookings/new/", "space start end company"),
    ("/bookings/{booking}/", ""),
    ("/bookings/{booking}/edit/", "space start"),
    ("/bookings/series/new/", "space start first_day until"),
    ("/bookings/series/{series}/", "from page"),
    ("/bookings/series/{series}/edit/", "from"),
    ("/bookings/series/{series}/cancel/", "from"),
    ("/spaces/R1/calendar/", "week day"),
    ("/spaces/R1/label/", "day"),
    ("/spaces/buildings/{house}/", "layer day floor"),
    ("/door/{token}/", "day"),
    ("/calendar/{token}.ics", "day"),
    ("/account/calendars/", "page"),
    ("/tickets/", "state space severity mine page"),
    ("/tickets/new/", "space title"),
    ("/tickets/{ticket}/", "page"),
    ("/duties/", "page"),
    ("/duties/{duty}/", "past page"),
    ("/deadlines/", "state space company mine page"),
    ("/deadlines/{deadline}/", "page"),
]
SENT = [
    *(
        "/bookings/new/",
        "/bookings/{booking}/edit/",
        "/bookings/{booking}/end/",
        "/bookings/{booking}/cancel/",
    ),
    *("/bookings/series/new/", "/bookings/series/{series}/", "/bookings/series/{series}/edit/"),
    *("/bookings/series/{series}/cancel/", "/account/calendars/", "/tickets/new/", "/tickets/{ticket}/"),
    *("/tickets/{ticket}/edit/", "/duties/turns/{turn}/done/"),
    *("/duties/turns/{turn}/swap/", "/duties/swaps/{swap}/accept/", "/deadlines/{deadline}/done/"),
]


@pytest.fixture
def member(company):
    return MembershipFactory(company=company)


@pytest.fixture
def pages(member):
    """What stands in the addresses: of the company of `member`, a booking, a series, a turn and the like."""
    room = RoomFactory(code="R1")
    start = timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=7), time(9)))
    own = {"company": member.company, "booked_by": member.user}
    booking = ClaimFactory(booking=BookingFactory(space=room, starts_at=start, **own)).booking
    series = SeriesFactory(company=member.company, space=room)
    day = timezone.localdate() + timedelta(days=5)
    turn, swap = TurnFactory(company=member.company, day=day), SwapFactory(turn__day=day)
    CalendarLinkFactory(token=TOKEN, kind=CalendarLink.Kind.DOOR, space=room, made_by=member.user)
    return {
        "booking": booking.uid,
        "series": series.uid,
        "turn": turn.pk,
        "swap": swap.pk,
        "duty": turn.duty_id,
        "ticket": TicketFactory(space=room, responsible=member.company).number,
        "deadline": DeadlineFactory(responsible=member.company).pk,
        "token": TOKEN,
        "house": room.floor.building.slug,
    }


@pytest.fixture
def portal(client_of, member):
    portal = client_of(member.user)
    portal.raise_request_exception = False
    return portal


@pytest.mark.parametrize(("path", "names"), ASKED)
def test_any_address_gives_a_page_or_404(portal, pages, path, names):
    url, statuses = path.format(**pages), {}

    for name in names.split():
        for value in BAD:
            statuses[name, value] = portal.get(url, {name: value}).status_code
    for value in WORSE:
        statuses["all", value] = portal.get(url, dict.fromkeys([*names.split(), "x"], value)).status_code

    assert {asked: status for asked, status in statuses.items() if status not in (200, 404)} == {}


@pytest.mark.parametrize("path", SENT)
def test_any_form_gives_a_page_the_form_or_404(portal, pages, path):
    url, statuses = path.format(**pages), {}
    form = filled_form(portal.get(url).content.decode())

    for name in form.keys() - {"csrfmiddlewaretoken", "next"}:
        for value in [*BAD, "0001-01-01T00:00"]:
            with put_back():
                statuses[name, value] = portal.post(url, form | {name: [value]}).status_code
            cache.clear()  # limits of how often are not what is asked here

    assert {sent: status for sent, status in statuses.items() if status not in (200, 302, 404, 405)} == {}


@pytest.mark.parametrize("path", SENT)
def test_five_megabytes_and_ten_thousand_dates_are_refused_and_nothing_is_written(portal, pages, path):
    url = path.format(**pages)
    before = [model.objects.count() for model in (Booking, Series, Ticket)]
    days = [(date(2026, 1, 1) + timedelta(days=number)).isoformat() for number in range(10_000)]

    answers = [portal.post(url, {"purpose": FIVE_MEGABYTES}), portal.post(url, {"skip": days})]

    assert [answer.status_code for answer in answers] == [400, 400]
    assert [model.objects.count() for model in (Booking, Series, Ticket)] == before


@pytest.mark.parametrize("path", [path for path in SENT if "booking}" in path or "series}" in path])
def test_what_is_of_another_company_or_of_nobody_is_not_changed(client_of, pages, path):
    stranger = client_of(MembershipFactory().user)
    nobodys = path.format(**pages | {"booking": uuid4(), "series": uuid4()})
    own = path.format(**pages)

    found = [stranger.get(own), stranger.post(own), stranger.get(nobodys), stranger.post(nobodys)]

    refused = 404 if "series" in path else 403
    assert [answer.status_code for answer in found] == [refused, refused, 404, 404]


def test_an_operator_of_another_company_is_refused_beside_the_field(portal, pages, member):
    crane, stranger = Space.objects.get(code="R1").policy, MembershipFactory().user
    crane.certificate, crane.certified_people = CertificateKind.objects.create(name="Crane"), 1
    crane.save()
    for person in (stranger, member.user):
        crane.certificate.certificates.create(person=person, granted_on=date(2026, 1, 1))
    form = filled_form(portal.get("/bookings/new/?space=R1").content.decode())

    answer = portal.post("/bookings/new/", form | {"operators": [str(stranger.pk)]})

    assert (answer.status_code, Booking.objects.count()) == (200, 1)
    assert "operators" in answer.context["form"].errors
