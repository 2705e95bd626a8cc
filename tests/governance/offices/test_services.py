"""Terms of office: entered, ended, voided, and who holds which on a day."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from governance.offices.models import Office
from governance.offices.rules import current_offices, directors_companies, is_officer
from governance.offices.services import end_office, enter_office, void_office
from tests.factories.governance import ResolutionFactory
from tests.factories.members import MembershipFactory

pytestmark = pytest.mark.django_db

START = date(2024, 1, 1)


def enter(place, kind="president", start_on=START, **terms):
    resolution = terms.pop("resolution", None) or ResolutionFactory()
    terms = {"by": None} | terms
    return enter_office(
        kind=kind, user=place.user, company=place.company, start_on=start_on, resolution=resolution, **terms
    )


def test_an_office_counts_from_its_first_day_until_the_day_before_its_end():
    place = MembershipFactory()
    enter(place, end_on=date(2025, 1, 1))

    days = [date(2023, 12, 31), START, date(2024, 12, 31), date(2025, 1, 1)]
    assert [is_officer(place.user, day=day) for day in days] == [False, True, True, False]


def test_an_officer_of_some_kinds():
    place, other = MembershipFactory(), MembershipFactory()
    enter(place, "secretary")
    enter(other, "director")

    assert is_officer(place.user, Office.Kind.PRESIDENT, Office.Kind.SECRETARY)
    assert not is_officer(place.user, Office.Kind.PRESIDENT)
    assert directors_companies() == {other.company_id}
    assert [office.kind for office in current_offices()] == ["secretary", "director"]


def test_one_president_at_a_time_and_several_directors():
    first, second = MembershipFactory(), MembershipFactory()
    enter(first)
    enter(first, "director")
    enter(second, "director")

    with pytest.raises(ValidationError, match="Someone else holds this office"):
        enter(second, start_on=date(2024, 6, 1))
    with pytest.raises(ValidationError, match="Someone else holds this office"):
        enter(second, "director", start_on=date(2024, 6, 1))


def test_no_office_without_an_adopted_resolution():
    place = MembershipFactory()

    with pytest.raises(ValidationError, match="not adopted"):
        enter(place, resolution=ResolutionFactory(outcome="rejected"))
    with pytest.raises(ValidationError, match="Name the resolution"):
        enter_office(
            kind="vice", user=place.user, company=place.company, start_on=START, resolution=None, by=None
        )


def test_a_voided_term_stays_and_counts_no_more(coordinator):
    place, other = MembershipFactory(), MembershipFactory()
    office = enter(place)

    void_office(office, reason="The wrong person.", by=coordinator)
    enter(other)

    office.refresh_from_db()
    assert (office.void_reason, office.voided_by) == ("The wrong person.", coordinator)
    assert (is_officer(place.user), is_officer(other.user)) == (False, True)
    assert void_office(office, reason="Again.", by=None).void_reason == "The wrong person."


def test_a_term_ends_earlier_and_never_later():
    office = enter(MembershipFactory(), end_on=date(2027, 1, 1))

    assert end_office(office, end_on=date(2026, 1, 1), by=None).end_on == date(2026, 1, 1)
    for day in (START, date(2026, 6, 1)):
        with pytest.raises(ValidationError):
            end_office(office, end_on=day, by=None)


def test_a_term_is_never_written_over():
    office = enter(MembershipFactory())

    with pytest.raises(IntegrityError), transaction.atomic():
        Office.objects.update(start_on=date(2023, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        office.delete()


# --- The back-office, and where offices are read ---------------------------------------------------------


def form_of(place, resolution, **fields):
    values = {"kind": "president", "user": place.user_id, "company": place.company_id}
    return values | {"start_on": "2024-01-01", "end_on": "", "resolution": resolution.pk} | fields


def test_a_coordinator_enters_an_officer_by_a_resolution_from_before_the_portal(client_of, coordinator):
    place, resolution = MembershipFactory(), ResolutionFactory(year=2019)
    client = client_of(coordinator)

    client.post(reverse("admin:governance_office_add"), form_of(place, resolution))

    office = Office.objects.get()
    assert (office.user, office.resolution, office.entered_by) == (place.user, resolution, coordinator)


def test_a_second_president_is_refused_beside_what_was_typed(client_of, coordinator):
    place, resolution = MembershipFactory(), ResolutionFactory()
    enter(MembershipFactory())

    page = client_of(coordinator).post(reverse("admin:governance_office_add"), form_of(place, resolution))

    assert page.status_code == 200
    assert "Someone else holds this office in that time." in page.content.decode()
    assert Office.objects.count() == 1


def test_an_office_is_ended_and_voided_by_actions(client_of, coordinator):
    office = enter(MembershipFactory())
    client, url = client_of(coordinator), reverse("admin:governance_office_changelist")
    today = timezone.localdate()

    ending = {"action": "end_office", "end_on": today.isoformat()}
    client.post(url, ending | {"_selected_action": office.pk, "do": "1"})
    voiding = {"action": "void_office", "reason": "Never elected."}
    client.post(url, voiding | {"_selected_action": office.pk, "do": "1"})

    office.refresh_from_db()
    assert (office.end_on, office.void_reason) == (today, "Never elected.")


def test_the_about_page_lists_the_offices_in_force(client):
    place, former = MembershipFactory(), MembershipFactory()
    enter(place, "treasurer")
    enter(former, "auditor", end_on=timezone.localdate() - timedelta(days=1))

    page = client.get(reverse("about")).content.decode()

    assert "Treasurer" in page
    assert place.user.name in page
    assert former.user.name not in page


def test_the_page_of_a_resolution_says_which_offices_follow_from_it(client_of):
    place, resolution = MembershipFactory(role="representative"), ResolutionFactory()
    enter(place, resolution=resolution)

    page = client_of(place.user).get(resolution.get_absolute_url()).content.decode()

    assert f"president: {place.user.name}, from 1 Jan 2024" in page
