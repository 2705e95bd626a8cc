"""Pages of asking for a unit and of following the request."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone

from spaces.requests.models import Offer, UnitRequest
from spaces.requests.tokens import request_token
from tests.factories.spaces import (
    AllocationFactory,
    OfferFactory,
    SpaceFactory,
    UnitRequestFactory,
)

pytestmark = pytest.mark.django_db


VACANT, NEW = "/spaces/vacant/", "/spaces/requests/new/"


def wish(**kwargs) -> dict:
    return {"name": "Ada", "email": "ada@example.org", "takes_others": "on", "request_id": uuid4()} | kwargs


def follow(request: UnitRequest) -> str:
    return f"/spaces/requests/{request_token(request)}/"


def test_a_visitor_is_led_to_apply(client):
    assert client.get(f"{NEW}?unit=A1").url == "/join/"


def test_a_form_opened_before_is_taken_and_followed_by_the_link_of_the_mail(client):
    SpaceFactory(code="A1")

    answer = client.post(NEW, wish(unit="A1", least_m2="30", note="Looms"))

    assert answer.url == VACANT
    request = UnitRequest.objects.get()
    assert (request.name, request.email, request.unit.code, request.least_m2) == (
        "Ada",
        "ada@example.org",
        "A1",
        30,
    )
    assert follow(request) in mail.outbox[0].body
    assert "You are first on the waiting list" in client.get(follow(request)).content.decode()


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


def answer(client, offer: Offer, do: str):
    return client.post(follow(offer.request), {"do": do, "offer": offer.uid}, follow=True)


def test_an_offer_is_read_and_accepted_by_the_link(client):
    offer = OfferFactory(unit__code="A1")

    page = client.get(follow(offer.request))
    said = answer(client, offer, "accept")

    assert page.context["open_offer"] == offer
    assert page["Referrer-Policy"] == "same-origin"
    assert Offer.objects.get().state == "accepted"
    assert [str(one) for one in said.context["messages"]] == ["You have said yes. Now the community decides."]


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
