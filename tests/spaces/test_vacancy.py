"""Pages of vacant units, of asking for one and of following the request; occupancy over the years."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone

from spaces.allocations.occupancy import floor_occupancy, occupancy_on
from spaces.requests.models import Offer, UnitRequest
from spaces.requests.tokens import request_token
from spaces.requests.vacancy import askable_units, vacancies
from tests.factories.spaces import (
    AllocationFactory,
    ConditionFactory,
    FloorFactory,
    OfferFactory,
    RoomFactory,
    SpaceFactory,
    UnitRequestFactory,
)

pytestmark = pytest.mark.django_db
VACANT, NEW = "/spaces/vacant/", "/spaces/requests/new/"


def wish(**kwargs) -> dict:
    return {"name": "Ada", "email": "ada@example.org", "takes_others": "on", "request_id": uuid4()} | kwargs


def follow(request: UnitRequest) -> str:
    return f"/spaces/requests/{request_token(request)}/"


# --- Vacant units -------------------------------------------------------------------------------------


def test_the_list_holds_what_is_free_now_or_soon():
    today = timezone.localdate()
    soon = today + timedelta(days=100)
    AllocationFactory(unit__code="FREED", end_on=date(2025, 3, 1))
    AllocationFactory(unit__code="SOON", end_on=soon)
    AllocationFactory(unit__code="HELD")
    AllocationFactory(unit__code="LATE", end_on=today + timedelta(days=500))
    promised = AllocationFactory(unit__code="NEXT", end_on=soon).unit
    AllocationFactory(unit=promised, start_on=soon)
    ConditionFactory(space__code="WORKS", state="under_works")
    ConditionFactory(space__code="DONE", start_on=date(2024, 5, 1))
    SpaceFactory(code="GONE", valid_to=today)
    SpaceFactory(code="COMING", valid_from=today + timedelta(days=1))
    RoomFactory(code="ROOM")

    found = [(one.unit.code, one.day, one.is_free) for one in vacancies(askable_units())]

    assert found == [
        ("DONE", date(2024, 5, 1), True),
        ("FREED", date(2025, 3, 1), True),
        ("SOON", soon, False),
    ]


def test_a_unit_kept_for_somebody_says_so(client):
    OfferFactory(unit__code="A1")

    assert "Kept for somebody at the moment" in client.get(VACANT).content.decode()


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("least=50", ["B1"]),
        ("most=49", ["A1"]),
        ("q=water", ["A1"]),
        ("building=south", ["B1"]),
        ("least=much", ["A1", "B1"]),
    ],
)
def test_vacant_units_are_narrowed_by_the_address(client, query, codes):
    SpaceFactory(code="A1", area_m2=40, features="Water, drain")
    SpaceFactory(code="B1", area_m2=60, floor__building__slug="south")

    page = client.get(f"{VACANT}?{query}")

    assert sorted(one.unit.code for one in page.context["page_obj"]) == codes


def test_members_download_the_vacant_units(client, client_of, representative):
    SpaceFactory(code="A1", features="=1+1")

    assert client.get(f"{VACANT}?format=csv").status_code == 403
    rows = client_of(representative).get(f"{VACANT}?format=csv").content.decode().splitlines()
    assert rows[1].startswith("A1,")
    assert rows[1].endswith("'=1+1")


# --- Asking -------------------------------------------------------------------------------------------


def test_a_visitor_asks_and_follows_the_link_of_the_mail(client):
    SpaceFactory(code="A1")

    page = client.get(f"{NEW}?unit=A1")
    answer = client.post(NEW, wish(unit="A1", least_m2="30", note="Looms"))

    assert page.context["form"]["unit"].value() == "A1"
    assert answer.url == VACANT
    request = UnitRequest.objects.get()
    assert (request.name, request.email, request.unit.code, request.least_m2) == (
        "Ada",
        "ada@example.org",
        "A1",
        30,
    )
    assert follow(request) in mail.outbox[0].body
    assert "You are first in line" in client.get(follow(request)).content.decode()


def test_asking_twice_shows_nobody_who_asks(client):
    answers = [client.post(NEW, wish()).url for _time in range(2)]

    assert answers == [VACANT, VACANT]
    assert UnitRequest.objects.count() == 1


def test_a_member_asks_for_their_company(client_of, representative):
    client = client_of(representative)

    client.post(NEW, {"request_id": uuid4(), "takes_others": "on"})

    request = UnitRequest.objects.get()
    company = representative.memberships.get().company
    assert follow(request) in client.get(NEW).content.decode()
    assert (request.company, request.email, request.asked_by) == (
        company,
        representative.email,
        representative,
    )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"email": "ada"}, "email"),
        ({"least_m2": "50", "most_m2": "40"}, "most_m2"),
        ({"least_m2": "0"}, "least_m2"),
        ({"wanted_from": "2025-02-30"}, "wanted_from"),
        ({"unit": "HELD"}, "unit"),
        ({"note": "x" * 1001}, "note"),
    ],
)
def test_a_wrong_wish_is_refused_at_its_field(client, wrong, field):
    AllocationFactory(unit__code="HELD")

    page = client.post(NEW, wish(**wrong))

    assert list(page.context["form"].errors) == [field]
    assert UnitRequest.objects.count() == 0


def test_nobody_fills_the_line_from_one_network(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"unit_request": "1/h/ip"}

    answers = [client.post(NEW, wish(email=f"a{number}@example.org")).status_code for number in range(2)]

    assert answers == [302, 429]
    assert UnitRequest.objects.count() == 1


# --- Following ----------------------------------------------------------------------------------------


def answer(client, offer: Offer, do: str):
    return client.post(follow(offer.request), {"do": do, "offer": offer.uid}, follow=True)


def test_an_offer_is_read_and_accepted_by_the_link(client):
    offer = OfferFactory(unit__code="A1")

    page = client.get(follow(offer.request))
    said = answer(client, offer, "accept")

    assert page.context["open_offer"] == offer
    assert page["Referrer-Policy"] == "same-origin"
    assert Offer.objects.get().state == "accepted"
    assert [str(one) for one in said.context["messages"]] == [
        "You have said yes. What follows is a decision of the community."
    ]


def test_reading_answers_nothing_and_a_strange_wish_changes_nothing(client):
    offer = OfferFactory()

    client.get(follow(offer.request), {"do": "accept", "offer": str(offer.uid)})
    client.post(follow(offer.request), {"do": "dance"})
    nobody = client.post(follow(offer.request), {"do": "accept", "offer": "x"})

    assert nobody.status_code == 404
    assert Offer.objects.get().state == "open"


def test_nobody_answers_the_offer_of_another(client):
    offer, other = OfferFactory(), UnitRequestFactory()

    response = client.post(follow(other), {"do": "accept", "offer": offer.uid})

    assert response.status_code == 404
    assert Offer.objects.get().state == "open"


def test_an_expired_offer_is_closed_by_whoever_looks(client):
    past = timezone.now() - timedelta(days=9)
    offer = OfferFactory(offered_at=past, expires_at=past + timedelta(days=1))

    page = client.get(follow(offer.request))

    assert page.context["open_offer"] is None
    assert Offer.objects.get().state == "expired"


def test_a_request_is_taken_back_by_the_link(client):
    request = UnitRequestFactory()

    client.post(follow(request), {"do": "withdraw"})

    assert UnitRequest.objects.get().state == "withdrawn"


def test_a_link_we_did_not_sign_leads_nowhere(client):
    request = UnitRequestFactory()

    assert client.get(f"/spaces/requests/{request.uid.hex}:forged/").status_code == 404


# --- Occupancy ----------------------------------------------------------------------------------------


def test_the_years_of_a_unit_have_no_gap():
    floor = FloorFactory()
    unit = ConditionFactory(
        state="under_works", end_on=date(2021, 6, 1), space__code="A1", space__floor=floor
    ).space
    AllocationFactory(unit=unit, company__name="Nodo", start_on=date(2021, 9, 1), end_on=date(2022, 9, 1))
    AllocationFactory(unit=unit, company__name="Argine", start_on=date(2023, 1, 1))

    on_floor = floor_occupancy(floor, 2021, 2023)

    assert [(use.what, use.start, use.end) for use in on_floor.periods] == [
        ("under works", None, date(2021, 6, 1)),
        ("vacant", date(2021, 6, 1), date(2021, 9, 1)),
        ("Nodo", date(2021, 9, 1), date(2022, 9, 1)),
        ("vacant", date(2022, 9, 1), date(2023, 1, 1)),
        ("Argine", date(2023, 1, 1), None),
    ]
    assert [bar.text for bar in on_floor.timeline.bars] == ["", "", "Nodo", "", "Argine"]


def test_a_unit_is_drawn_only_while_it_is_in_use():
    floor = FloorFactory()
    SpaceFactory(code="A1", floor=floor, valid_to=date(2022, 1, 1))
    SpaceFactory(code="A1a", floor=floor, valid_from=date(2022, 1, 1))
    SpaceFactory(code="OLD", floor=floor, valid_to=date(2020, 1, 1))
    AllocationFactory(unit__floor=floor, unit__code="VOID", voided_at=timezone.now(), void_reason="Wrong")

    on_floor = floor_occupancy(floor, 2021, 2022)

    assert [(use.unit, use.what, use.start, use.end) for use in on_floor.periods] == [
        ("A1", "vacant", None, date(2022, 1, 1)),
        ("A1a", "vacant", date(2022, 1, 1), None),
        ("VOID", "vacant", None, None),
    ]


def test_the_share_in_use_leaves_out_what_cannot_be_used():
    floor = FloorFactory()
    day = date(2023, 5, 1)
    AllocationFactory(unit__floor=floor, unit__area_m2=60)
    SpaceFactory(floor=floor, area_m2=30)
    AllocationFactory(
        unit=ConditionFactory(state="under_works", space__floor=floor, space__area_m2=40).space,
        kind="restoration",
    )
    SpaceFactory(floor=floor, valid_to=date(2023, 1, 1))
    RoomFactory(floor=floor)

    [share], total = occupancy_on(day, [floor])

    assert (share.units, share.held_units, share.m2, share.held_m2, share.percent) == (2, 1, 90, 60, 66)
    assert (share.unusable_units, share.unusable_m2) == (1, Decimal(40))
    assert (total.units, total.percent) == (2, 66)
    assert occupancy_on(date(2020, 5, 1), [floor])[1].held_units == 0


def test_the_page_of_occupancy_goes_floor_by_floor_and_by_years(client, client_of, representative):
    low = AllocationFactory(unit__code="A1", unit__floor__level=0).unit.floor
    AllocationFactory(unit__code="B1", unit__floor__building=low.building, unit__floor__level=1)

    first = client.get("/spaces/occupancy/?from=2022&to=2023&on=2022-05-01")
    second = client.get("/spaces/occupancy/?page=2")

    assert [use.unit for use in first.context["occupancy"].periods] == ["A1"]
    assert [use.unit for use in second.context["occupancy"].periods] == ["B1"]
    assert (first.context["first"], first.context["last"], first.context["day"]) == (
        2022,
        2023,
        date(2022, 5, 1),
    )
    assert client.get("/spaces/occupancy/?on=yesterday").status_code == 404
    rows = client_of(representative).get("/spaces/occupancy/?format=csv").content.decode().splitlines()
    assert rows[1].startswith("A1,")


def test_an_empty_building_says_what_comes_next(client):
    assert "No private units yet" in client.get("/spaces/occupancy/").content.decode()
    assert "Every unit is held" in client.get(VACANT).content.decode()
