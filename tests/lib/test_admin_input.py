"""Keys, rows and initial values that no page of the back-office sends."""

import time

import pytest
from django.urls import reverse

from members.companies.models import Company
from tests.factories.members import CompanyFactory
from tests.factories.spaces import FloorFactory, RoomFactory
from tests.html import form_values

AUTOCOMPLETE = reverse("admin:autocomplete")
EVENT_ADD = reverse("admin:events_event_add")
NO_KEYS = ["x", "1.5", "1" + "0" * 20, "-1" + "0" * 20, "٣x", "None"]
OFFERED = {"app_label": "events", "model_name": "eventhost", "field_name": "company"}


@pytest.fixture
def office(client_of, coordinator):
    return client_of(coordinator)


def company_form(office, company: Company) -> tuple[str, dict[str, list[str]]]:
    url = reverse("admin:members_company_change", args=[company.pk])
    return url, form_values(office.get(url).content.decode())


@pytest.mark.parametrize("key", NO_KEYS)
@pytest.mark.parametrize("field", ["space", "resolution"])
def test_choice_that_can_be_no_key_is_said_beside_its_field(key, field, office):
    response = office.post(EVENT_ADD, {field: key})

    assert response.status_code == 200
    assert field in response.context["adminform"].form.errors


@pytest.mark.parametrize("key", [*NO_KEYS, "\0"])
@pytest.mark.parametrize("field", ["space", "resolution", "starts_at", "image"])
def test_empty_form_is_filled_in_with_nothing_impossible(key, field, office):
    response = office.get(EVENT_ADD, {field: key})

    assert response.status_code == (400 if key == "\0" else 200)
    assert key == "\0" or response.context["adminform"].form.initial.get(field) is None


def test_empty_form_is_filled_in_by_the_links_of_our_own_pages(office):
    company, floor, room = CompanyFactory(), FloorFactory(), RoomFactory()

    for url, field, row in (
        (reverse("admin:members_invitation_add"), "company", company),
        (reverse("admin:spaces_plandraft_add"), "floor", floor),
    ):
        page = office.get(url, {field: row.pk})
        assert form_values(page.content.decode())[field] == [str(row.pk)]
    page = office.get(EVENT_ADD, {"space": room.pk, "title": "Open day"}).content.decode()
    assert form_values(page)["space"] == [str(room.pk)]
    assert form_values(page)["title"] == ["Open day"]


@pytest.mark.parametrize("rows", ["1" + "0" * 20, "2000", "1000.0"])
def test_more_rows_than_fields_are_refused_at_once(rows, office):
    url, values = company_form(office, CompanyFactory())
    began = time.monotonic()

    response = office.post(url, values | {"products-TOTAL_FORMS": rows, "products-INITIAL_FORMS": rows})

    assert response.status_code == 400
    assert time.monotonic() - began < 1


@pytest.mark.parametrize("rows", ["x", "", "9" * 5000])
def test_number_of_rows_that_is_none_is_said(rows, office):
    url, values = company_form(office, CompanyFactory())

    assert office.post(url, values | {"products-TOTAL_FORMS": rows}).status_code == 200


@pytest.mark.parametrize("field", ["", "\0", "password", "../.."])
def test_row_is_named_by_its_key_alone(field, office):
    url, values = company_form(office, CompanyFactory())

    assert office.post(url, values | {"_to_field": field}).status_code == (400 if field else 302)


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({}, 200),
        ({"term": "a'%_\\"}, 200),
        ({"term": "\0"}, 400),
        ({"term": "a " * 101}, 400),
        ({"page": "x"}, 404),
        ({"page": "1" + "0" * 20}, 404),
        ({"app_label": "x"}, 403),
        ({"app_label": "members", "model_name": "membership", "field_name": "user"}, 403),
        ({"model_name": ""}, 403),
        ({"model_name": "\0"}, 400),
        ({"field_name": "title"}, 403),
        ({"field_name": "registrations"}, 403),
        ({"field_name": "company__members"}, 403),
    ],
    ids=str,
)
def test_choices_are_offered_for_fields_that_have_them(changed, status, office):
    assert office.get(AUTOCOMPLETE, OFFERED | changed).status_code == status


def test_choices_are_offered_for_nothing_at_all(office):
    assert office.get(AUTOCOMPLETE).status_code == 403


def test_row_that_is_there_already_is_refused_in_words(office):
    floor = FloorFactory()
    url = reverse("admin:spaces_building_change", args=[floor.building_id])
    values = form_values(office.get(url).content.decode())

    response = office.post(url, values | {"floors-INITIAL_FORMS": "0", "floors-0-id": ""}, follow=True)

    assert response.redirect_chain == [(url, 302)]
    assert "conflicts with what is already recorded" in response.content.decode()
