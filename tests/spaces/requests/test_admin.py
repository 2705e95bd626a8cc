"""Requests for units and their offers in the back-office."""

from datetime import date

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.utils import timezone

from spaces.requests.models import Offer, UnitRequest
from tests.factories.members import CompanyFactory
from tests.factories.spaces import (
    OfferFactory,
    SpaceFactory,
    UnitRequestFactory,
)
from tests.spaces.back_office import Steps, messages_of

pytestmark = pytest.mark.django_db


REQUESTS, OFFERS = "/admin/spaces/unitrequest/", "/admin/spaces/offer/"


def test_a_unit_is_offered_in_three_steps(office, coordinator):
    first, second = UnitRequestFactory(name="Ada"), UnitRequestFactory(name="Bruno")
    unit = SpaceFactory(code="A1")
    wanted = {"unit": unit.pk, "free_from": "2026-01-01", "expires_at": "2099-01-01T18:00"}
    wanted |= {"passes_on": "on", "order_reason": ""}

    refused = Steps(office, REQUESTS, "offer", second, **wanted).check()
    steps = Steps(office, REQUESTS, "offer", first, **wanted)
    changes = steps.changes()
    page = steps.do()

    assert list(refused.context["form"].errors) == ["order_reason"]
    assert changes["Also waiting for a similar unit"] == ("Bruno", "after this one")
    assert messages_of(page) == ["A1 is reserved for Ada until 1 Jan 2099, 18:00; an e-mail is on its way."]
    assert Offer.objects.values_list("request__name", "offered_by").get() == ("Ada", coordinator.pk)


def test_the_line_stands_in_the_order_of_the_dates(office):
    UnitRequestFactory.create_batch(3)
    OfferFactory(request=UnitRequest.objects.first())

    everybody = office.get(f"{REQUESTS}?line=waiting").context["cl"].queryset
    without = office.get(f"{REQUESTS}?line=free").context["cl"].queryset

    assert list(everybody) == list(UnitRequest.objects.order_by("asked_at"))
    assert without.count() == 2


def test_a_request_is_entered_for_somebody_and_then_only_read(office, coordinator):
    fields = {"company": "", "name": "Ada", "email": "ada@example.org", "unit": "", "field": "", "needs": ""}
    fields |= {"least_m2": "", "most_m2": "", "wanted_from": "", "note": "By telephone", "takes_others": "on"}

    office.post(f"{REQUESTS}add/", fields)

    request = UnitRequest.objects.get()
    page = office.get(f"{REQUESTS}{request.pk}/change/").content.decode()
    assert (request.name, request.asked_by) == ("Ada", coordinator)
    assert 'name="_save"' not in page


def test_a_request_is_refused_with_a_reason(office):
    request = UnitRequestFactory()

    Steps(office, REQUESTS, "refuse", request, reason="Too loud").do()
    again = office.post(REQUESTS, {"action": "refuse", ACTION_CHECKBOX_NAME: [request.pk]}, follow=True)

    assert UnitRequest.objects.values_list("state", "refusal").get() == ("refused", "Too loud")
    assert messages_of(again) == ["This request is closed."]


def test_what_was_accepted_is_allocated_in_three_steps(office):
    company = CompanyFactory(name="Nodo")
    offer = OfferFactory(
        unit__code="A1",
        state="accepted",
        answered_at=timezone.now(),
        request__company=company,
        free_from=date(2026, 1, 1),
    )
    wanted = {"company": company.pk, "kind": "ordinary", "start_on": "2026-01-01", "end_on": ""}
    steps = Steps(office, OFFERS, "allocate_offer", offer, **wanted, resolution="", reason="Admitted")

    changes = steps.changes()
    page = steps.do()

    assert steps.form.initial["company"] == company
    assert changes["Allocated to"] == ("nobody", "Nodo, since 1 Jan 2026")
    assert messages_of(page) == ["A1 is allocated to Nodo from 1 Jan 2026."]
    assert (Offer.objects.get().state, UnitRequest.objects.get().state) == ("done", "settled")


def test_an_open_offer_is_taken_back_but_not_allocated(office):
    offer = OfferFactory()

    early = office.post(OFFERS, {"action": "allocate_offer", ACTION_CHECKBOX_NAME: [offer.pk]}, follow=True)
    office.post(OFFERS, {"action": "take_back", ACTION_CHECKBOX_NAME: [offer.pk], "do": "1"})

    assert messages_of(early) == ["A unit can be allocated only once its offer has been accepted."]
    assert Offer.objects.get().state == "withdrawn"
