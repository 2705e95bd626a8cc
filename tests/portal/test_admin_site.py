"""The back-office: no log-in and no password page of its own, and every list under its subject."""

import re

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


def test_every_list_but_the_portals_own_stands_under_its_subject_and_no_subject_names_one_that_is_none():
    named = [one if "." in one else f"{app}.{one}" for _name, app, models in SUBJECTS for one in models]
    registered = {model._meta.label_lower for model in admin.site._registry}
    portals = {label for label in registered if label.startswith("multifactory.")}
    assert (len(named), set(named)) == (len(registered - portals), registered - portals)


@pytest.mark.parametrize("language", ["en", "it"])
def test_lists_of_libraries_are_named_in_plain_words_and_stand_together(language, client_of, superuser):
    foreign = {"authenticators", "user sessions", "email addresses", "groups", "gruppi", "indirizzi email"}
    browser = client_of(superuser)
    browser.cookies["django_language"] = language
    page = browser.get("/admin/").content.decode()

    section = re.search(r"<h3>(?:Log-ins and rights|Accessi e permessi)</h3>(.*?)</section>", page, re.S)[1]
    names = re.findall(r"<a href=\"/admin/(\w+)/(\w+)/\">([^<]+)</a>", section)
    assert [name[:2] for name in names] == [
        ("auth", "group"),
        ("account", "emailaddress"),
        ("mfa", "authenticator"),
        ("usersessions", "usersession"),
    ]
    assert not foreign & {name[2].lower() for name in names}
    words = {"en": "Log-ins and rights", "it": "Accessi e permessi"}[language]
    for app, model, name in names:
        page = browser.get(f"/admin/{app}/{model}/").content.decode()
        assert f'<a href="/admin/{app}/">{words}</a>' in page
        assert name in page
