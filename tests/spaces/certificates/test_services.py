"""Granting and revoking what a machine asks for."""

from datetime import date

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError

from spaces.certificates.services import grant_certificate, revoke_certificate
from spaces.policies.certificate_models import Certificate, CertificateKind
from tests.factories.members import MembershipFactory
from tests.factories.spaces import BookingPolicyFactory, RoomFactory, local

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind():
    return CertificateKind.objects.create(name="Kiln", months_valid=24, company=MembershipFactory().company)


@pytest.fixture
def kiln(kind):
    return RoomFactory(name="Kiln", policy=BookingPolicyFactory(certificate=kind, certified_people=1))


def test_the_granting_company_and_coordinators_grant_it_for_its_months(kind, coordinator):
    shows = kind.company.memberships.get().user
    learns = MembershipFactory().user

    with time_machine.travel(local("2026-11-30 08:00")):
        granted = [grant_certificate(kind, person=learns, by=by) for by in (shows, coordinator)]
        with pytest.raises(ValidationError):
            grant_certificate(kind, person=learns, by=learns)
        with pytest.raises(ValidationError):
            grant_certificate(kind, person=learns, by=shows, granted_on=date(2026, 12, 1))

    assert [one.expires_on for one in granted] == [date(2028, 11, 30)] * 2


def test_a_month_without_the_day_ends_on_its_last(kind, coordinator):
    kind.months_valid = 6
    day = date(2026, 8, 31)

    with time_machine.travel(local("2026-11-30 08:00")):
        one = grant_certificate(kind, person=MembershipFactory().user, by=coordinator, granted_on=day)

    assert one.expires_on == date(2027, 2, 28)


def test_value_12_and_case_11_revoking_cancels_what_rests_on_it_and_leaves_the_rest(
    booked, kind, kiln, coordinator
):
    alone, helped = MembershipFactory(), MembershipFactory()
    second = MembershipFactory(company=helped.company)
    with time_machine.travel(local("2027-01-10 08:00"), tick=False):
        first, also, of_another = (
            grant_certificate(kind, person=one.user, by=coordinator) for one in (alone, helped, second)
        )
        assert of_another.person == second.user
        past = booked(kiln, local("2027-01-18 10:00"), membership=alone, operators=[alone.user])
        coming = booked(kiln, local("2027-01-25 10:00"), membership=alone, operators=[alone.user])
        two = booked(kiln, local("2027-01-26 10:00"), membership=helped, operators=[helped.user, second.user])
    mail.outbox.clear()

    with time_machine.travel(local("2027-01-20 08:00"), tick=False):
        revoked = revoke_certificate(first, by=coordinator, reason="It was left open.")
        assert revoke_certificate(also, by=coordinator, reason="Moved away.") == []
        assert revoke_certificate(first, by=coordinator, reason="Again") == []

    for booking in (past, coming, two):
        booking.refresh_from_db()
    assert revoked == [coming]
    assert [one.state for one in (past, coming, two)] == ["confirmed", "cancelled", "confirmed"]
    assert [told.to for told in mail.outbox] == [[alone.user.email]]
    assert Certificate.objects.standing().count() == 1


def test_the_page_of_a_machine_shows_who_has_it_and_revokes_after_asking(
    client_of, booked, kind, kiln, coordinator
):
    place = MembershipFactory()
    certificate = grant_certificate(kind, person=place.user, by=coordinator)
    url = f"/spaces/{kiln.code}/certificates/"

    shown = client_of(place.user).get(url).content.decode()
    asked = client_of(coordinator).get(f"{url}{certificate.pk}/revoke/").content.decode()
    client_of(coordinator).post(f"{url}{certificate.pk}/revoke/", {"reason": "Left open"})

    assert str(place.user) in shown
    assert "Grant it" not in shown
    assert "No upcoming booking depends on it." in asked
    assert not Certificate.objects.standing().exists()
