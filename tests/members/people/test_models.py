"""What an account may do, with and without a request behind it."""

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_powers_follow_the_session_of_a_request(superuser):
    superuser.second_factor_check = lambda: False
    held_back = (
        superuser.is_coordinator,
        superuser.has_perm("auth.change_group"),
        superuser.has_module_perms("auth"),
    )
    superuser.second_factor_check = lambda: True
    used = (
        superuser.is_coordinator,
        superuser.has_perm("auth.change_group"),
        superuser.has_module_perms("auth"),
    )

    assert (held_back, used) == ((False,) * 3, (True,) * 3)


def test_powers_hold_where_there_is_no_request(coordinator, settings):
    """In the worker and the shell."""
    settings.REQUIRE_STAFF_MFA = True

    assert coordinator.is_coordinator


def test_nobody_without_powers_is_held_back(representative):
    representative.second_factor_check = lambda: False

    assert (representative.is_held_back, representative.is_coordinator) == (False, False)
    assert not representative.was_held_back


def test_the_first_superuser_logs_in_before_any_mail_is_sent(client, monkeypatch):
    """Whoever has the shell of a host needs no e-mail to be believed."""
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "multifactory-1")
    call_command("createsuperuser", email="Root@example.org", interactive=False, verbosity=0)

    response = client.post(
        reverse("account_login"), {"login": "root@example.org", "password": "multifactory-1"}, follow=True
    )

    assert response.context["user"].email == "root@example.org"
    assert mail.outbox == []
