"""The back-office: extending, swapping, dividing and joining units, the line of requests, and its filters."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.utils import timezone

from spaces.allocations.models import Allocation
from spaces.building.models import Space
from spaces.condition.models import Condition
from spaces.requests.models import Offer, UnitRequest
from spaces.reshaping.models import Reshaping
from tests.factories.governance import ResolutionFactory
from tests.factories.members import CompanyFactory
from tests.factories.spaces import (
    AllocationFactory,
    ConditionFactory,
    OfferFactory,
    RoomFactory,
    SpaceFactory,
    UnitRequestFactory,
)

pytestmark = pytest.mark.django_db
UNITS, ALLOCATIONS = "/admin/spaces/space/", "/admin/spaces/allocation/"
REQUESTS, OFFERS = "/admin/spaces/unitrequest/", "/admin/spaces/offer/"


@pytest.fixture
def office(client_of, coordinator):
    return client_of(coordinator)


class Steps:
    """An action on some rows: its form, what it would change, the act."""

    def __init__(self, office, url: str, action: str, *rows, **wanted):
        self.office, self.url = office, url
        self.data = {"action": action, ACTION_CHECKBOX_NAME: [row.pk for row in rows]}
        self.form = office.post(url, self.data).context["form"]
        if "stamp" in self.form.fields:
            wanted["stamp"] = self.form["stamp"].initial
        self.wanted = wanted

    def check(self):
        return self.office.post(self.url, self.data | self.wanted | {"check": "1"})

    def changes(self) -> dict[str, tuple[str, str]]:
        return {name: (before, after) for name, before, after in self.check().context["changes"]}

    def do(self):
        return self.office.post(self.url, self.data | self.wanted | {"do": "1"}, follow=True)


def told(page) -> list[str]:
    return [str(message) for message in page.context["messages"]]


_FORMS = ("TOTAL_FORMS", "INITIAL_FORMS")
NO_LINES = {f"{name}-{form}": 0 for name in ("conditions", "allocations", "pictures") for form in _FORMS}
DECIDED = {"day": "2025-05-01", "resolution": "", "reason": "A wall"}


def test_a_unit_is_divided_in_three_steps(office, coordinator):
    held = AllocationFactory(unit__code="A1", unit__area_m2=50, company__name="Nodo")
    wanted = {
        "code_1": "A1a",
        "area_1": "30,5",
        "kept_1": "on",
        "code_2": "A1b",
        "area_2": "18",
        "name_2": "",
    }
    steps = Steps(office, UNITS, "split", held.unit, **wanted, **DECIDED)

    changes = steps.changes()
    untouched = (Space.objects.count(), Reshaping.objects.count(), Allocation.objects.on().get())
    page = steps.do()

    assert untouched == (1, 0, held)
    assert changes == {
        "A1": ("50 m², Nodo", "out of use from 1 May 2025"),
        "A1a": ("", "30.5 m², Nodo"),
        "A1b": ("", "18 m², nobody"),
        "Decided by": ("", "A wall"),
        "m² free on 1 May 2025": ("0", "18"),
        "m² usable on 1 May 2025": ("50", "48.5"),
        "Private units on 1 May 2025": ("1", "2"),
        "Floor plan": (
            "A1",
            "A new plan is wanted, with A1a, A1b. Until it is uploaded they stand in the table only.",
        ),
    }
    assert told(page) == ["From 1 May 2025, A1 is A1a, A1b. Upload a new plan of the floor."]
    assert Reshaping.objects.get().recorded_by == coordinator
    assert Space.objects.get(code="A1a").area_m2 == Decimal("30.5")


@pytest.mark.parametrize(
    ("wrong", "errors"),
    [
        ({"code_2": ""}, ["code_2"]),
        ({"area_1": "much"}, ["area_1"]),
        ({"area_1": "0"}, ["area_1"]),
        ({"code_2": "a1A"}, ["code_2"]),
        ({"area_3": "2"}, ["code_3"]),
        ({"code_3": "A1c"}, ["area_3"]),
        ({"reason": ""}, ["reason"]),
        ({"day": "31/02/2025"}, ["day"]),
        ({"area_1": "45"}, ["__all__"]),
    ],
)
def test_a_wrong_division_is_refused_where_it_is_wrong(office, wrong, errors):
    unit = SpaceFactory(code="A1", area_m2=50)
    wanted = {"code_1": "A1a", "area_1": "30", "code_2": "A1b", "area_2": "18"} | DECIDED | wrong

    page = Steps(office, UNITS, "split", unit, **wanted).check()

    assert list(page.context["form"].errors) == errors
    assert not page.context["changes"]
    assert Space.objects.count() == 1


def test_units_are_joined_in_three_steps(office):
    one = AllocationFactory(unit__code="A1", company__name="Nodo")
    other = SpaceFactory(code="A2", floor=one.unit.floor)
    wanted = {"code": "A12", "name": "", "area_m2": "104", "company": one.company_id} | DECIDED
    steps = Steps(office, UNITS, "merge", one.unit, other, **wanted)

    changes = steps.changes()
    steps.do()

    assert steps.form["area_m2"].initial == 100
    assert changes["A12"] == ("", "104 m², Nodo")
    assert changes["m² free on 1 May 2025"] == ("50", "0")
    assert Allocation.objects.on().get().unit.code == "A12"


def test_three_units_are_swapped_in_three_steps(office):
    rows = [AllocationFactory(unit__code=f"A{number}", company__name=f"Of A{number}") for number in (1, 2, 3)]
    steps = Steps(office, UNITS, "swap", *[row.unit for row in rows], **DECIDED)
    steps.wanted |= {name: field.initial for name, field in steps.form.fields.items() if name[:3] == "to_"}

    changes = steps.changes()
    page = steps.do()

    assert changes["Of A1"] == ("A1, 50 m²", "A2, 50 m²")
    assert told(page) == ["From 1 May 2025: Of A1: A2, Of A2: A3, Of A3: A1."]


def test_two_companies_cannot_be_sent_to_one_unit(office):
    one, other, third = (AllocationFactory().unit for _number in range(3))
    steps = Steps(office, UNITS, "swap", one, other, third, **DECIDED)
    steps.wanted |= {f"to_{one.pk}": third.pk, f"to_{other.pk}": third.pk, f"to_{third.pk}": one.pk}

    assert steps.check().context["form"].non_field_errors() == ["Two companies cannot go to the same unit."]


def test_what_needs_two_units_says_so(office):
    unit = SpaceFactory()
    page = office.post(UNITS, {"action": "merge", ACTION_CHECKBOX_NAME: [unit.pk]}, follow=True)

    assert told(page) == ["Tick two rows or more, at most 12."]


def test_a_condition_is_changed_in_three_steps(office):
    room = ConditionFactory(space=RoomFactory(code="R1"), state="under_works").space
    resolution = ResolutionFactory()
    wanted = {"state": "usable", "day": "2025-05-01", "resolution": resolution.pk, "reason": ""}
    steps = Steps(office, UNITS, "change_condition", room, **wanted)

    changes = steps.changes()
    steps.do()

    assert changes["Condition on 1 May 2025"] == ("under works", "usable")
    assert changes["Decided by"] == ("", str(resolution))
    assert Condition.objects.get(state="usable").resolution == resolution


def test_a_unit_is_ended_from_the_list_of_spaces(office):
    held = AllocationFactory(unit__code="A1")
    wanted = {"end_on": "2025-09-01", "end_resolution": "", "end_reason": "Moves out"}

    Steps(office, UNITS, "end_unit", held.unit, **wanted).do()
    empty = SpaceFactory(code="A2")
    page = office.post(UNITS, {"action": "end_unit", ACTION_CHECKBOX_NAME: [empty.pk]}, follow=True)

    held.refresh_from_db()
    assert held.end_on == date(2025, 9, 1)
    assert told(page) == ["A2 is held by nobody."]


def test_an_allocation_is_extended_in_three_steps(office):
    held = AllocationFactory(unit__code="A1", company__name="Nodo", end_on=date(2025, 5, 1))
    steps = Steps(office, ALLOCATIONS, "extend", held, end_on="", resolution="", reason="Goes well")

    changes = steps.changes()
    page = steps.do()

    assert changes["Nodo"] == ("from 1 Jan 2021, free from 1 May 2025", "since 1 Jan 2021")
    assert changes["m² free on 1 May 2025"] == ("50", "0")
    assert told(page) == ["Nodo goes on in A1: since 1 May 2025."]


# --- Filters and the page of a space --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("free_on=2022-05-01", ["FREE"]),
        ("free_on=2020-05-01", ["ENDING", "FREE", "HELD"]),
        ("free_on=nonsense", ["ENDING", "FREE", "HELD"]),
        ("free_on=2026-99-01", ["ENDING", "FREE", "HELD"]),
        ("ending=soon", ["ENDING"]),
        ("ending=no_decision", ["ENDING"]),
    ],
)
def test_spaces_are_filtered_by_day_end_and_decision(office, query, codes):
    SpaceFactory(code="FREE")
    AllocationFactory(unit__code="HELD", resolution=ResolutionFactory())
    AllocationFactory(unit__code="ENDING", end_on=timezone.localdate() + timedelta(days=80))

    response = office.get(f"{UNITS}?{query}")

    assert sorted(space.code for space in response.context["cl"].queryset) == codes


def test_a_day_is_chosen_with_the_other_filters_kept(office):
    unit = SpaceFactory(code="A1")
    SpaceFactory(code="B1")

    page = office.get(f"{UNITS}?floor={unit.floor_id}&free_on=2025-01-01")

    assert [space.code for space in page.context["cl"].queryset] == ["A1"]
    assert f'<input type="hidden" name="floor" value="{unit.floor_id}">' in page.content.decode()


@pytest.mark.parametrize(
    ("days", "field", "message"),
    [
        ({"valid_to": "2025-01-01"}, "valid_to", "A1 is held by Nodo since 1 Jan 2021, without an end."),
        ({"valid_from": "2022-01-01"}, "valid_from", "A1 is held by Nodo since 1 Jan 2021, without an end."),
        (
            {"valid_from": "2020-01-01", "valid_to": "2019-01-01"},
            "__all__",
            "A space goes out of use after it came into use.",
        ),
    ],
)
def test_a_space_is_in_use_while_somebody_holds_it(office, days, field, message):
    held = AllocationFactory(unit__code="A1", company__name="Nodo")
    unit = held.unit if field != "__all__" else SpaceFactory()
    data = {"name": "", "floor": unit.floor_id, "area_m2": "62,5", "description": "", "features": ""}
    data |= NO_LINES | {"use": "work"}

    page = office.post(f"{UNITS}{unit.pk}/change/", {"valid_from": "", "valid_to": ""} | data | days)

    assert page.context["adminform"].form.errors == {field: [message]}


def test_a_space_somebody_has_booked_stays_in_use_until_then(office, booked, tomorrow):
    room = booked(RoomFactory(code="R1", name="Hall"), tomorrow).space
    data = {"name": "", "floor": room.floor_id, "area_m2": "20", "is_bookable": "on", "valid_from": ""}
    data |= NO_LINES | {"use": "work"}

    page = office.post(f"{UNITS}{room.pk}/change/", data | {"valid_to": tomorrow.date().isoformat()})

    [error] = page.context["adminform"].form.errors["valid_to"]
    assert error.startswith("R1 Hall is taken by ")


# --- The line -------------------------------------------------------------------------------------------


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
    assert changes["Waiting for such a unit too"] == ("Bruno", "after this one")
    assert told(page) == ["A1 is kept for Ada until 1 Jan 2099, 18:00; a mail is on its way."]
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
    assert told(again) == ["This request is closed."]


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
    assert changes["Held by"] == ("nobody", "Nodo, since 1 Jan 2026")
    assert told(page) == ["A1 is held by Nodo from 1 Jan 2026."]
    assert (Offer.objects.get().state, UnitRequest.objects.get().state) == ("done", "settled")


def test_an_open_offer_is_taken_back_but_not_allocated(office):
    offer = OfferFactory()

    early = office.post(OFFERS, {"action": "allocate_offer", ACTION_CHECKBOX_NAME: [offer.pk]}, follow=True)
    office.post(OFFERS, {"action": "take_back", ACTION_CHECKBOX_NAME: [offer.pk], "do": "1"})

    assert told(early) == ["Only an accepted offer is allocated."]
    assert Offer.objects.get().state == "withdrawn"
