"""Links to calendars in the back-office."""

import pytest
from django.test import Client

from multifactory.portal.calendars.models import CalendarLink
from tests.factories.calendars import CalendarLinkFactory
from tests.factories.members import MembershipFactory
from tests.portal.calendars.conftest import TOKEN
from tests.spaces.back_office import Steps, messages_of

pytestmark = pytest.mark.django_db

LINKS = "/admin/multifactory/calendarlink/"


def test_a_coordinator_finds_the_links_of_a_person_and_revokes_them(client_of, coordinator):
    place = MembershipFactory(user__name="Ada Lost")
    CalendarLinkFactory(token=TOKEN, made_by=place.user)
    CalendarLinkFactory(kind="company", company=place.company, made_by=place.user)
    other = CalendarLinkFactory()
    office, feed = client_of(coordinator), Client()

    found = office.get(LINKS, {"q": "Ada"})
    hers = list(found.context["cl"].result_list)
    opened = feed.get(f"/calendar/{TOKEN}.ics").status_code
    page = Steps(office, LINKS, "revoke", *hers).do()

    assert {link.made_by for link in hers} == {place.user}
    assert (len(hers), opened, feed.get(f"/calendar/{TOKEN}.ics").status_code) == (2, 200, 404)
    assert messages_of(page) == ["2 links are revoked."]
    assert list(CalendarLink.objects.working()) == [other]
    assert {link.revoked_by for link in CalendarLink.objects.exclude(pk=other.pk)} == {coordinator}
    assert list(office.get(LINKS, {"state": "working"}).context["cl"].result_list) == [other]


def test_nobody_reads_or_changes_a_token_there(client_of, coordinator):
    link = CalendarLinkFactory(token=TOKEN)

    page = client_of(coordinator).get(f"{LINKS}{link.pk}/change/").content.decode()

    assert not any(secret in page for secret in (TOKEN, link.token_hash, 'name="_save"'))
