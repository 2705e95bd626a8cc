"""Staff and the second factor."""

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    generate_totp_secret,
)
from django.core.cache import cache

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


def test_staff_without_a_second_factor_are_sent_to_set_one_up(client_of, coordinator, settings):
    settings.REQUIRE_STAFF_MFA = True
    browser = client_of(coordinator)
    assert browser.get("/admin/").url == "/account/2fa/"
    assert browser.post("/admin/members/company/add/", {"name": "X"}).url == "/account/2fa/"
    assert "The back-office needs a second factor" in browser.get("/account/2fa/").content.decode()
    TOTP.activate(coordinator, generate_totp_secret())
    assert browser.get("/admin/").status_code == 200


def test_others_are_not_asked_for_a_second_factor(client_of, representative, settings):
    settings.REQUIRE_STAFF_MFA = True
    assert client_of(representative).get("/companies/").status_code == 200
    assert client_of(representative).get("/admin/").url == "/admin/login/?next=/admin/"
