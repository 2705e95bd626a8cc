"""A company asks, a coordinator answers."""

from datetime import date

import pytest
from django.utils import timezone

from members.changes.models import ChangeRequest, FormerSlug
from members.changes.services import accept_change_request, refuse_change_request, request_change
from members.companies.models import Company
from tests.factories.members import (
    CompanyFactory,
)
from tests.members.helpers import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(company, representative) -> ChangeRequest:
    return request_change(company, by=representative, name="Sedie Belle", note="Ada has joined us.")


def test_a_request_keeps_who_asks_what_and_why(company, representative, asked):
    assert (asked.company, asked.name, asked.craft, asked.note, asked.requested_by, asked.state) == (
        company,
        "Sedie Belle",
        "",
        "Ada has joined us.",
        representative,
        "open",
    )


def test_one_request_is_open_at_a_time(company, representative, asked):
    words = refusal(request_change, company, by=representative, name="Other")
    assert words == "This company already has an open request."


@pytest.mark.parametrize("craft", ["", "none"])
def test_asking_for_what_is_already_so_is_refused(company, representative, craft):
    words = refusal(request_change, company, by=representative, name=company.name, craft=craft)
    assert words == "Nothing has changed: edit the name or the craft register entry."


def test_the_name_of_another_company_is_refused(company, representative):
    CompanyFactory(name="Sedie Belle", slug="x")
    words = refusal(request_change, company, by=representative, name="SEDIE belle")
    assert words == "Another company has this name."


def test_a_registered_craft_business_says_its_number(company, representative):
    words = refusal(request_change, company, by=representative, craft="registered")
    assert words == "Write the number, so that a coordinator can check it."


def test_a_longer_name_than_there_is_room_for_is_refused(company, representative):
    refusal(request_change, company, by=representative, name="x" * 121)
    assert ChangeRequest.objects.count() == 0


def test_accepting_renames_and_keeps_the_old_address(company, representative, coordinator, asked, mailoutbox):
    old = company.slug
    accept_change_request(asked, by=coordinator)
    after = Company.objects.get(pk=company.pk)
    assert (after.name, after.slug) == ("Sedie Belle", "sedie-belle")
    assert list(FormerSlug.objects.values_list("slug", "company")) == [(old, company.pk)]
    assert "sedie" in after.search_text
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == ("accepted", coordinator)
    [mail] = mailoutbox
    assert (mail.to, mail.subject) == ([representative.email], "Sedie Belle: your change was accepted")
    assert "Name: Sedie Belle" in mail.body
    assert "/companies/sedie-belle/edit/changes/" in mail.body


def test_accepting_checks_the_craft_entry_today(company, representative, coordinator):
    asked = request_change(
        company, by=representative, name=company.name, craft="registered", craft_number="BG-1"
    )
    accept_change_request(asked, by=coordinator)
    after = Company.objects.get(pk=company.pk)
    assert (after.craft, after.craft_number, after.craft_checked_on, after.slug) == (
        "registered",
        "BG-1",
        timezone.localdate(),
        company.slug,
    )
    assert FormerSlug.objects.count() == 0


def test_giving_up_the_register_forgets_the_number(representative, company, coordinator):
    Company.objects.filter(pk=company.pk).update(
        craft="registered", craft_number="BG-1", craft_checked_on=date(2025, 1, 1)
    )
    asked = request_change(company, by=representative, craft="self_declared")
    accept_change_request(asked, by=coordinator)
    after = Company.objects.get(pk=company.pk)
    assert (after.craft, after.craft_number, after.craft_checked_on) == ("self_declared", "", None)


def test_a_new_address_is_nobody_elses_and_was_nobody_elses(company, coordinator, asked):
    CompanyFactory(slug="sedie-belle")
    FormerSlug.objects.create(slug="sedie-belle-2", company=CompanyFactory())
    assert accept_change_request(asked, by=coordinator).slug == "sedie-belle-3"


def test_a_company_may_have_its_old_name_back(company, representative, coordinator):
    FormerSlug.objects.create(slug="sedie-belle", company=company)
    asked = request_change(company, by=representative, name="Sedie Belle")
    assert accept_change_request(asked, by=coordinator).slug == "sedie-belle"
    assert [one.slug for one in FormerSlug.objects.all()] == [company.slug]


def test_a_name_the_portal_needs_itself_becomes_another_address(company, representative, coordinator):
    asked = request_change(company, by=representative, name="Former")
    assert accept_change_request(asked, by=coordinator).slug == "former-2"


def test_a_name_without_latin_letters_keeps_the_address(company, representative, coordinator):
    asked = request_change(company, by=representative, name="木工房")
    after = accept_change_request(asked, by=coordinator)
    assert (after.name, after.slug) == ("木工房", company.slug)


def test_a_name_taken_meanwhile_is_refused_and_the_request_stays_open(company, coordinator, asked):
    CompanyFactory(name="Sedie Belle", slug="x")
    words = refusal(accept_change_request, asked, by=coordinator)
    asked.refresh_from_db()
    assert (words, asked.state) == ("Another company has this name.", "open")


def test_refusing_says_why_and_changes_nothing(company, representative, coordinator, asked, mailoutbox):
    refuse_change_request(asked, by=coordinator, reason=" Too like another name. ")
    asked.refresh_from_db()
    assert (asked.state, asked.reason, asked.decided_by) == ("refused", "Too like another name.", coordinator)
    assert Company.objects.get(pk=company.pk).name == company.name
    [mail] = mailoutbox
    assert mail.to == [representative.email]
    assert "Too like another name." in mail.body


@pytest.mark.parametrize("reason", ["", "  ", "x" * 301])
def test_refusing_needs_a_reason_that_fits(coordinator, asked, reason):
    refusal(refuse_change_request, asked, by=coordinator, reason=reason)
    asked.refresh_from_db()
    assert asked.state == "open"


def test_a_request_is_answered_once(coordinator, asked):
    accept_change_request(asked, by=coordinator)
    for action in (
        lambda: accept_change_request(asked, by=coordinator),
        lambda: refuse_change_request(asked, by=coordinator, reason="No"),
    ):
        assert refusal(action) == "This request has already been answered."


def test_who_asked_may_be_gone(coordinator, asked, mailoutbox):
    asked.requested_by.delete()
    accept_change_request(asked, by=coordinator)
    assert mailoutbox == []
