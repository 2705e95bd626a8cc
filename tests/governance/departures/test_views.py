"""The page on which a company leaves, and the back-office, which enters no dates."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from governance.departures.forms import usual_leaving_day
from governance.departures.models import Departure
from members.companies.models import Company
from tests.factories.governance import DepartureFactory
from tests.factories.members import CompanyFactory
from tests.members.helpers import company_form

pytestmark = pytest.mark.django_db


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 3, 1), date(2027, 1, 1)),
        (date(2026, 10, 1), date(2027, 1, 1)),
        (date(2026, 10, 2), date(2028, 1, 1)),
    ],
)
def test_the_usual_day_is_the_end_of_a_year_three_months_away(today, day):
    assert usual_leaving_day(today) == day


def test_a_representative_leaves_and_stays_on_the_page(client_of, company, representative):
    client, page = client_of(representative), reverse("governance:company_leave", args=[company.slug])
    people = client.get(reverse("members:people_list", args=[company.slug])).content.decode()
    assert (page in people, "Leave the multifactory" in people) == (True, True)

    unsure = client.post(page, {"leaves_on": in_days(30)}).content.decode()
    early = client.post(page, {"leaves_on": in_days(1), "is_sure": "on"}).content.decode()
    assert ("Tick this to confirm" in unsure, "Choose a day at least 7 days" in early) == (True, True)
    client.post(page, {"leaves_on": in_days(30), "note": "Bye", "is_sure": "on"})
    assert Company.objects.get(pk=company.pk).left_on == in_days(30)
    assert "Our company stays" in client.get(page).content.decode()
    client.post(reverse("governance:company_stay", args=[company.slug]))

    assert Company.objects.get(pk=company.pk).left_on is None
    assert Departure.objects.get().withdrawn_by == representative


def test_the_back_office_moves_no_day_of_leaving(client_of, coordinator):
    """A coordinator's date took the company out of the next round, and its people out of the open one."""
    company = CompanyFactory(joined_on=date(2020, 1, 1))
    page = reverse("admin:members_company_change", args=[company.pk])
    for left_on in (in_days(0), in_days(30)):
        client_of(coordinator).post(page, company_form(field=company.field_id, left_on=left_on))
    assert Company.objects.get().left_on is None
    assert Company.objects.get().name == "Legno Vivo"

    leaving = DepartureFactory(company=company, leaves_on=in_days(30))
    client_of(coordinator).post(page, company_form(field=company.field_id, left_on=""))
    assert Company.objects.get().left_on == leaving.leaves_on


def test_the_back_office_makes_no_member_a_newcomer(client_of, coordinator):
    company = CompanyFactory(joined_on=date(2020, 1, 1))
    page = reverse("admin:members_company_change", args=[company.pk])

    for day in (in_days(30), in_days(-10)):
        refused = client_of(coordinator).post(page, company_form(field=company.field_id, joined_on=day))
        assert "It is already a member" in refused.content.decode()

    assert Company.objects.get().joined_on == date(2020, 1, 1)


def test_undoing_a_departure_asks_a_reason_and_tells_all(client_of, coordinator, company, representative):
    departure = DepartureFactory(kind=Departure.Kind.ENTERED, leaves_on=in_days(-40))
    data = {"action": "readmit_company", "_selected_action": departure.pk, "do": "1"}
    address = reverse("admin:governance_departure_changelist")

    client_of(coordinator).post(address, data)
    assert Departure.objects.get().withdrawn_at is None
    client_of(coordinator).post(address, data | {"reason": "They are back."})

    assert Company.objects.get(pk=departure.company_id).left_on is None
    assert (Departure.objects.get().withdrawn_by, len(mail.outbox)) == (coordinator, 1)
    assert "They are back." in mail.outbox[0].body


def test_people_of_a_company_that_left_come_back_with_it(client_of, coordinator, company, representative):
    departure = DepartureFactory(company=company, kind=Departure.Kind.ENTERED)
    profile = reverse("members:company_edit", args=[company.slug])
    assert client_of(representative).get(profile).status_code in (403, 404)

    data = {"action": "readmit_company", "_selected_action": departure.pk, "do": "1", "reason": "Back."}
    client_of(coordinator).post(reverse("admin:governance_departure_changelist"), data)

    assert client_of(representative).get(profile).status_code == 200


def test_the_page_offers_the_end_of_the_year(client_of, company, representative):
    with time_machine.travel(f"{timezone.localdate().year + 1}-03-10 12:00+01:00", tick=False):
        page = client_of(representative).get(reverse("governance:company_leave", args=[company.slug]))
        offered = page.context["form"]["leaves_on"].value()
    assert offered == date(timezone.localdate().year + 2, 1, 1)
