"""Coordinators have their powers in a session that has used the second factor, and are led to it."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from events.programme.models import Event
from governance.voting.models import VotingRound
from members.companies.models import Company
from members.people.models import Membership
from tests.factories.events import EventFactory
from tests.factories.governance import VotingRoundFactory
from tests.factories.members import PASSWORD, MembershipFactory
from tests.second_factor import code_of, mark_used, set_up_app, set_up_passkey, use_second_factor

pytestmark = pytest.mark.django_db
SET_UP = "/account/2fa/"
USE = "/account/2fa/reauthenticate/"
CSV = "/companies/?format=csv"


@pytest.fixture(autouse=True)
def _factor_is_required(settings):
    settings.REQUIRE_STAFF_MFA = True
    cache.clear()


@pytest.fixture
def staff(coordinator) -> Client:
    """A coordinator is logged in here, without the second factor."""
    client = Client()
    client.force_login(coordinator)
    return client


def cancel_path(voting_round: VotingRound) -> str:
    return f"/decisions/{voting_round.proposal_id}/rounds/{voting_round.number}/cancel/"


def use_app(staff: Client, response, secret: str, **more):
    """Go where the portal leads, and type the code."""
    target = staff.get(response.url).context["redirect_field_value"]
    return staff.post(USE, {"code": code_of(secret), "next": target, **more})


def test_staff_without_a_second_factor_are_sent_to_set_one_up(staff):
    assert staff.get("/admin/").url == SET_UP
    assert staff.post("/admin/members/company/add/", {"name": "X"}).url == SET_UP
    assert "Coordinators need a second factor" in staff.get(SET_UP).content.decode()
    assert Company.objects.filter(name="X").count() == 0


def test_a_factor_that_was_set_up_and_not_used_opens_nothing(staff, coordinator):
    set_up_app(coordinator)

    assert staff.get("/admin/members/company/").url == f"{USE}?next=%2Fadmin%2Fmembers%2Fcompany%2F"
    assert "Confirm with your second factor" in staff.get(USE).content.decode()


@pytest.mark.parametrize(("path", "status"), [("/admin/", 200), (CSV, 200)])
def test_an_app_that_was_used_gives_the_powers(path, status, staff, coordinator):
    use_second_factor(staff, coordinator)

    assert staff.get(path).status_code == status


def test_a_passkey_counts(staff, coordinator):
    mark_used(staff, coordinator, set_up_passkey(coordinator), passwordless=True)

    assert staff.get("/admin/").status_code == 200
    assert staff.get(CSV).status_code == 200


def test_a_key_used_after_the_password_counts(staff, coordinator):
    mark_used(staff, coordinator, set_up_passkey(coordinator))

    assert staff.get("/admin/").status_code == 200


def test_a_password_does_not_count(staff, coordinator):
    set_up_app(coordinator)
    session = staff.session
    session["account_authentication_methods"] = [{"method": "password", "at": 1.0, "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(coordinator.pk)
    session.save()

    assert staff.get("/admin/").status_code == 302


def test_a_factor_used_by_somebody_else_in_this_staff_does_not_count(staff, coordinator, superuser):
    use_second_factor(staff, superuser)

    assert staff.get("/admin/").url == SET_UP


def test_a_factor_that_was_removed_gives_nothing_any_more(staff, coordinator):
    use_second_factor(staff, coordinator)
    Authenticator.objects.all().delete()

    assert staff.get("/admin/").url == SET_UP
    assert staff.get(CSV).url == SET_UP


def test_who_has_only_a_key_is_led_to_the_key(staff, coordinator):
    set_up_passkey(coordinator)

    assert staff.get("/admin/").url == "/account/2fa/webauthn/reauthenticate/?next=%2Fadmin%2F"


def test_the_log_in_with_a_factor_gives_the_powers(coordinator):
    EmailAddress.objects.create(user=coordinator, email=coordinator.email, verified=True, primary=True)
    secret = set_up_app(coordinator)
    staff = Client()
    response = staff.post("/account/login/", {"login": coordinator.email, "password": PASSWORD})
    staff.post(response.url, {"code": code_of(secret)})

    assert staff.get("/admin/").status_code == 200


def test_a_vote_is_not_cancelled_and_contacts_are_not_taken_without_the_factor(staff):
    voting_round = VotingRoundFactory()

    assert staff.post(cancel_path(voting_round), {"reason": "So"}).url == SET_UP
    assert staff.get(CSV).url == SET_UP
    voting_round.refresh_from_db()
    assert voting_round.state == VotingRound.State.OPEN


def test_without_the_factor_members_keep_what_their_membership_gives(staff, coordinator):
    MembershipFactory(user=coordinator, role=Membership.Role.REPRESENTATIVE)
    voting_round = VotingRoundFactory()

    page = staff.get(voting_round.get_absolute_url())
    assert page.status_code == 200
    assert cancel_path(voting_round) not in page.content.decode()
    use_second_factor(staff, coordinator)
    assert cancel_path(voting_round) in staff.get(voting_round.get_absolute_url()).content.decode()


def test_after_the_factor_one_is_back_at_the_page(staff, coordinator):
    secret = set_up_app(coordinator)
    response = staff.get("/admin/events/event/?q=fair")

    assert use_app(staff, response, secret).url == "/admin/events/event/?q=fair"
    assert staff.get("/admin/events/event/?q=fair").status_code == 200


def test_after_the_factor_the_form_is_sent_as_it_was(staff, coordinator):
    secret = set_up_app(coordinator)
    voting_round = VotingRoundFactory()
    response = staff.post(cancel_path(voting_round), {"reason": "The quote has expired"})

    assert use_app(staff, response, secret).url == voting_round.get_absolute_url()
    voting_round.refresh_from_db()
    assert (voting_round.state, voting_round.cancel_reason) == ("cancelled", "The quote has expired")


def test_after_the_factor_a_form_with_a_fault_is_shown_with_what_was_typed(staff, coordinator):
    secret = set_up_app(coordinator)
    response = staff.post("/admin/events/event/add/", {"title": "Spring fair", "slug": ""})

    page = use_app(staff, response, secret).content.decode()
    assert 'value="Spring fair"' in page
    assert "Please correct the errors below" in page
    assert Event.objects.count() == 0


def test_a_form_with_a_file_says_that_the_file_was_not_kept(staff, coordinator, tmp_path):
    set_up_app(coordinator)
    sheet = tmp_path / "companies.csv"
    sheet.write_text("name\n")
    with sheet.open() as file:
        response = staff.post("/admin/members/company/import/", {"import_file": file, "format": "0"})

    assert "The files you chose were not kept." in staff.get(response.url).content.decode()


def test_the_factor_set_up_now_leads_back_too(staff, coordinator):
    voting_round = VotingRoundFactory()
    assert staff.post(cancel_path(voting_round), {"reason": "Too late"}).url == SET_UP
    assert "Continue where you were" not in staff.get(SET_UP).content.decode()
    secret = set_up_app(coordinator)

    assert 'href="/account/second-factor/"' in staff.get(SET_UP).content.decode()
    response = staff.get("/account/second-factor/")
    use_app(staff, response, secret)
    voting_round.refresh_from_db()
    assert voting_round.state == VotingRound.State.CANCELLED


def test_a_form_sent_from_another_site_is_not_kept(coordinator):
    set_up_app(coordinator)
    staff = Client(enforce_csrf_checks=True)
    staff.force_login(coordinator)
    voting_round = VotingRoundFactory()

    assert staff.post(cancel_path(voting_round), {"reason": "Forged"}).status_code == 403
    assert staff.post("/admin/events/event/add/", {"title": "Forged"}).status_code == 403
    assert "before_second_factor" not in staff.session
    assert "account_reauthentication_state" not in staff.session


def test_a_wrong_code_does_not_send_the_form(staff, coordinator):
    set_up_app(coordinator)
    voting_round = VotingRoundFactory()
    response = staff.post(cancel_path(voting_round), {"reason": "So"})
    target = staff.get(response.url).context["redirect_field_value"]

    assert staff.post(USE, {"code": "000000x", "next": target}).status_code == 200
    voting_round.refresh_from_db()
    assert voting_round.state == VotingRound.State.OPEN


def test_the_password_instead_of_the_factor_does_not_send_the_form(staff, coordinator):
    EmailAddress.objects.create(user=coordinator, email=coordinator.email, verified=True, primary=True)
    set_up_app(coordinator)
    voting_round = VotingRoundFactory()
    path = cancel_path(voting_round)
    staff.post(path, {"reason": "So"})

    again = staff.post("/account/reauthenticate/", {"password": PASSWORD, "next": path})
    assert again.url.startswith(USE)
    voting_round.refresh_from_db()
    assert voting_round.state == VotingRound.State.OPEN


def test_what_is_refused_for_another_reason_stays_refused(staff, company):
    assert staff.get(f"/companies/{company.slug}/edit/").status_code == 403


def test_who_is_held_back_can_log_out_of_the_back_office(staff):
    staff.post("/admin/logout/")

    assert "_auth_user_id" not in staff.session


def test_others_are_not_asked_for_a_second_factor(client_of, representative):
    assert client_of(representative).get("/companies/").status_code == 200
    assert client_of(representative).get("/admin/").url == "/admin/login/?next=/admin/"
    assert client_of(representative).get("/account/second-factor/").url == "/dashboard/"


def test_the_demo_can_do_without(staff, settings):
    settings.REQUIRE_STAFF_MFA = False

    assert staff.get("/admin/").status_code == 200
    assert staff.get(CSV).status_code == 200


def test_staff_of_no_group_are_refused_whatever_they_used(client_of, settings):
    EventFactory()
    staff = MembershipFactory(user__is_staff=True).user
    staff = client_of(staff)

    assert staff.get("/admin/").url == "/admin/login/?next=/admin/"
    assert staff.get("/admin/login/").status_code == 403


@pytest.mark.parametrize(
    ("minutes_between", "requests", "is_in"),
    [(29, 3, True), (31, 1, False), (20, 36, True), (20, 37, False)],
)
def test_a_session_of_staff_ends_after_half_an_hour_or_twelve(
    settings, coordinator, minutes_between, requests, is_in
):
    settings.REQUIRE_STAFF_MFA = False
    start, client = timezone.now(), Client()
    with time_machine.travel(start, tick=False):
        client.force_login(coordinator)
        client.get("/dashboard/")
    for number in range(1, requests + 1):
        with time_machine.travel(start + timedelta(minutes=minutes_between * number), tick=False):
            response = client.get("/dashboard/")
    assert (response.status_code, "_auth_user_id" in client.session) == (200 if is_in else 302, is_in)


def test_a_session_of_a_member_lasts(representative):
    start, client = timezone.now(), Client()
    client.force_login(representative)
    client.get("/dashboard/")
    with time_machine.travel(start + timedelta(days=2)):
        assert client.get("/dashboard/").status_code == 200
