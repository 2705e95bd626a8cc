"""The back-office: no log-in and no password page of its own, and every list under its subject."""

import pytest
from django.contrib import admin
from django.core.cache import cache
from django.test import Client

from multifactory.portal.back_office.subjects import SUBJECTS
from tests.factories.members import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


def test_right_password_sent_to_the_back_office_logs_nobody_in(superuser):
    browser = Client()
    response = browser.post(LOGIN, {"username": superuser.email, "password": PASSWORD, "next": "/admin/"})

    assert response.url == "/account/login/?next=/admin/"
    assert "_auth_user_id" not in browser.session


@pytest.mark.parametrize("method", ["get", "post"])
def test_log_in_of_the_back_office_leads_to_the_portals_and_on_to_the_page(method):
    response = getattr(Client(), method)(f"{LOGIN}?next=/admin/events/event/%3Fq%3Dfair")

    assert response.url == "/account/login/?next=/admin/events/event/%3Fq%3Dfair"


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example", "http://[", "//[", "javascript:1", ""]
)
def test_log_in_of_the_back_office_never_leads_away(target, client_of, coordinator):
    assert Client().get(LOGIN, {"next": target}).url == "/account/login/?next=/admin/"
    assert client_of(coordinator).post(LOGIN, {"next": target}).url == "/admin/"


def test_who_is_logged_in_goes_on_to_the_page(client_of, coordinator):
    assert client_of(coordinator).get(f"{LOGIN}?next=/admin/events/event/").url == "/admin/events/event/"


def test_log_in_of_the_back_office_asks_for_the_factor_that_is_missing(coordinator, settings):
    settings.REQUIRE_STAFF_MFA = True
    browser = Client()
    browser.force_login(coordinator)

    assert browser.get(f"{LOGIN}?next=/admin/events/event/", follow=True).redirect_chain == [
        ("/admin/events/event/", 302),
        ("/account/2fa/", 302),
    ]


@pytest.mark.parametrize("path", ["/admin/password_change/", "/admin/password_change/done/"])
def test_password_is_changed_on_the_portals_page(path, client_of, coordinator):
    browser = client_of(coordinator)
    new = "another-long-password"
    form = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}

    assert browser.get(path).url == "/account/password/change/"
    assert browser.post(path, form).url == "/account/password/change/"
    coordinator.refresh_from_db()
    assert coordinator.check_password(PASSWORD)


def test_every_list_of_ours_stands_under_its_subject_and_no_subject_names_one_that_is_none():
    named = [f"{app}.{model}" for _name, app, models in SUBJECTS for model in models]
    ours = {
        model._meta.label_lower
        for model in admin.site._registry
        if model._meta.app_label in ("members", "governance", "spaces", "events")
    }
    assert (len(named), set(named)) == (len(ours), ours)
