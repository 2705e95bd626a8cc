"""The page of links: made, shown once, revoked."""

import re
import uuid

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from members.personal_data.data_export import data_of
from members.personal_data.erasure import erase_person
from multifactory.portal.calendars.models import CalendarLink
from multifactory.portal.calendars.services import MOST
from tests.factories.calendars import CalendarLinkFactory
from tests.factories.members import MembershipFactory
from tests.factories.spaces import RoomFactory

pytestmark = pytest.mark.django_db

PAGE = "/account/calendars/"
Kind = CalendarLink.Kind


@pytest.fixture
def member():
    return MembershipFactory(company__name="Nodo")


def form(**more) -> dict[str, object]:
    return {"request_id": uuid.uuid4(), "opens": "person", "label": "my phone", "language": "it"} | more


def addresses(response) -> list[str]:
    """The addresses of calendars and doors on a page."""
    return re.findall(r'href="http://[^/]+(/(?:calendar|door)/[^"]+)"', response.content.decode())


def test_a_new_link_is_shown_once_and_opens_the_calendar(member, client_of):
    client = client_of(member.user)

    shown = addresses(client.post(PAGE, form(), follow=True))
    again = addresses(client.get(PAGE))

    link = CalendarLink.objects.get()
    assert (len(shown), again) == (1, [])
    assert Client().get(shown[0]).status_code == 200
    assert (link.made_by, link.kind, link.label, link.language) == (member.user, "person", "my phone", "it")
    assert all("calendar" not in str(session.get_decoded()) for session in Session.objects.all())


def test_a_form_sent_twice_makes_one_link_and_still_shows_it(member, client_of):
    client, sent = client_of(member.user), form()

    client.post(PAGE, sent)
    shown = addresses(client.post(PAGE, sent, follow=True))

    assert (CalendarLink.objects.count(), len(shown)) == (1, 1)


def choices(client: Client) -> list[str]:
    return re.findall(r'<option value="([^"]+)"', client.get(PAGE).content.decode())


def test_only_what_one_may_open_can_be_chosen(member, client_of, coordinator):
    room, other = RoomFactory(), MembershipFactory()
    mine = client_of(member.user)

    refused = [
        mine.post(PAGE, form(opens=opens)).status_code
        for opens in (f"company-{other.company_id}", f"door-{room.pk}", "space-999", "\0", "")
    ]

    assert choices(mine)[:3] == ["person", f"company-{member.company_id}", f"space-{room.pk}"]
    assert choices(client_of(coordinator))[:3] == ["person", f"space-{room.pk}", f"door-{room.pk}"]
    assert (refused, CalendarLink.objects.count()) == ([200] * 5, 0)


def test_a_coordinator_makes_the_link_of_a_door_and_another_revokes_it(coordinator, client_of, superuser):
    room = RoomFactory()

    (address,) = addresses(client_of(coordinator).post(PAGE, form(opens=f"door-{room.pk}"), follow=True))
    before = Client().get(address).status_code
    client_of(superuser).post(f"{PAGE}{CalendarLink.objects.get().pk}/revoke/")

    assert (before, Client().get(address).status_code) == (200, 404)


def test_links_of_others_are_not_there(member, client_of):
    other = MembershipFactory()
    links = [
        CalendarLinkFactory(made_by=other.user),
        CalendarLinkFactory(kind=Kind.COMPANY, company=other.company, made_by=other.user),
        CalendarLinkFactory(kind=Kind.SPACE, space=RoomFactory(), made_by=other.user),
        CalendarLinkFactory(kind=Kind.DOOR, space=RoomFactory(), made_by=member.user),
    ]
    client = client_of(member.user)

    found = {client.post(f"{PAGE}{link.pk}/revoke/").status_code for link in links}

    assert found == {404}
    assert CalendarLink.objects.working().count() == len(links)
    assert "Links that work" in client.get(PAGE).content.decode()


def test_colleagues_revoke_the_link_of_their_company(member, client_of):
    colleague = MembershipFactory(company=member.company)
    link = CalendarLinkFactory(kind=Kind.COMPANY, company=member.company, made_by=member.user)

    response = client_of(colleague.user).post(f"{PAGE}{link.pk}/revoke/", follow=True)

    link.refresh_from_db()
    assert "The link is revoked and opens nothing any more." in response.content.decode()
    assert link.revoked_by == colleague.user


def test_nobody_makes_links_without_end(member, client_of):
    CalendarLinkFactory.create_batch(MOST, made_by=member.user)

    response = client_of(member.user).post(PAGE, form())

    assert f"You already have {MOST} links." in response.content.decode()
    assert CalendarLink.objects.count() == MOST


def test_a_person_who_is_erased_leaves_links_of_the_company_without_their_name(member):
    MembershipFactory(company=member.company, role="representative")
    name = member.user.name
    CalendarLinkFactory(made_by=member.user, label="phone")
    ours = CalendarLinkFactory(
        kind=Kind.COMPANY, company=member.company, made_by=member.user, label=f"screen of {name}"
    )
    held = [row["label"] for row in data_of(member.user)["calendar_links"]]

    erase_person(member.user, by=member.user)

    left = CalendarLink.objects.get()
    assert held == ["phone", f"screen of {name}"]
    assert (left.pk, left.made_by, left.label) == (ours.pk, None, "screen of a former member")
