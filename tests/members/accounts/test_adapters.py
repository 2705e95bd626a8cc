"""Logging in: language, rate limits, the second factor."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings as portal_settings
from django.core.cache import cache
from django.test import Client

from members.accounts.adapters import MFAAdapter
from tests.factories.members import PASSWORD, UserFactory
from tests.second_factor import code_of, set_up_app

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


def with_account(user):
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def log_in(user, password: str = PASSWORD, browser: Client | None = None):
    browser = browser or Client()
    return browser, browser.post(LOGIN, {"login": user.email, "password": password})


def confirmed(user) -> Client:
    """Logged in, and the password typed once more, as changes of the second factor ask."""
    browser, _response = log_in(user)
    browser.post("/account/reauthenticate/", {"password": PASSWORD})
    return browser


def one_time_password(secret: str) -> str:
    return f"{hotp_value(secret, next(iter(yield_hotp_counters_from_time()))):06}"


def test_pages_go_on_in_the_language_of_who_logs_in():
    browser, response = log_in(with_account(UserFactory(language="it")))
    assert response.url == "/dashboard/"
    assert response.cookies["django_language"].value == "it"
    assert '<html lang="it">' in browser.get("/companies/").content.decode()


def test_who_is_not_active_does_not_log_in():
    user = with_account(UserFactory(is_active=False))
    browser, _response = log_in(user)
    assert "_auth_user_id" not in browser.session


def test_failed_log_ins_are_counted_in_the_shared_cache():
    """Another worker would read the same count: nothing of it lies in this process."""
    assert portal_settings.CACHES["default"]["BACKEND"].endswith(("TableCache", "RedisCache"))
    user = with_account(UserFactory())
    for _attempt in range(5):
        log_in(user, "a wrong password")
    browser, response = log_in(user)
    assert "Too many failed login attempts" in response.content.decode()
    assert "_auth_user_id" not in browser.session


ATTEMPTS = """
import django; django.setup()
from django.test import Client
for attempt in range(4):
    form = {"login": "nobody@example.org", "password": "wrong"}
    answer = Client(SERVER_NAME="127.0.0.1").post("/account/login/", form).content.decode()
    print("limited" if "Too many failed login attempts" in answer else "refused")
"""


@pytest.mark.django_db(transaction=True)
def test_two_processes_count_failed_log_ins_together(other_process):
    environment = other_process | {"DJANGO_SETTINGS_MODULE": "multifactory.settings", "DEBUG": "true"}
    outcomes = []
    for _process in range(2):
        done = subprocess.run(
            [sys.executable, "-c", ATTEMPTS], env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        outcomes.append(done.stdout.split())
    assert outcomes == [["refused"] * 4, ["refused", "limited", "limited", "limited"]]


def test_many_log_ins_from_one_address_are_slowed_down():
    """After as many wrong passwords in a minute as no hall full of people types, whatever the account."""
    answers = [log_in(UserFactory.build(), "wrong")[1].content.decode() for _attempt in range(61)]
    assert ["Too many failed login attempts" in answer for answer in answers] == [False] * 60 + [True]


def test_the_seed_of_the_second_factor_lies_encrypted():
    user = UserFactory()
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    stored = Authenticator.objects.get(user=user).data["secret"]
    assert secret not in stored
    assert MFAAdapter().decrypt(stored) == secret


def test_the_seed_can_be_read_after_the_secret_key_changed(settings):
    hidden = MFAAdapter().encrypt("seed")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret key of at least forty characters"
    assert MFAAdapter().decrypt(hidden) == "seed"


def test_a_second_factor_is_asked_for_and_used_once():
    user = with_account(UserFactory())
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    browser, response = log_in(user)
    assert response.url == "/account/2fa/authenticate/"
    assert "_auth_user_id" not in browser.session
    code = one_time_password(secret)
    assert browser.post(response.url, {"code": code}).url == "/dashboard/"
    again, response = log_in(user)
    assert again.post(response.url, {"code": code}).status_code == 200
    assert "_auth_user_id" not in again.session


def sent_at(clock, code: str, user) -> bool:
    """Whether this code opens a log-in at this second."""
    with time_machine.travel(clock, tick=False):
        cache.clear()  # of failed attempts, and of allauth's own memory of used codes
        browser, response = log_in(user)
        browser.post(response.url, {"code": code})
        return "_auth_user_id" in browser.session


def code_at(clock: datetime, secret: str) -> str:
    with time_machine.travel(clock, tick=False):
        return code_of(secret)


def test_a_code_before_and_one_after_are_right_and_no_other():
    user = with_account(UserFactory())
    secret = set_up_app(user)
    now = datetime(2027, 3, 8, 12, 0, 15, tzinfo=UTC)
    codes = {steps: code_at(now + timedelta(seconds=30 * steps), secret) for steps in (-2, -1, 0, 1, 2)}

    opened = {steps: sent_at(now, code, user) for steps, code in codes.items()}

    assert opened == {-2: False, -1: True, 0: True, 1: True, 2: False}


@pytest.mark.parametrize("seconds", [0, 1, 31, 59])
def test_each_code_opens_once_as_long_as_it_is_right(seconds):
    user = with_account(UserFactory())
    secret = set_up_app(user)
    read = datetime(2027, 3, 8, 12, 0, 0, tzinfo=UTC)
    code = code_at(read, secret)

    assert sent_at(read, code, user)
    assert not sent_at(read + timedelta(seconds=seconds), code, user)


def test_a_code_does_not_confirm_after_it_has_opened():
    user = with_account(UserFactory())
    secret = set_up_app(user)
    code = code_of(secret)
    browser, response = log_in(user)
    assert browser.post(response.url, {"code": code}).url == "/dashboard/"
    cache.clear()

    answer = browser.post("/account/2fa/reauthenticate/", {"code": code})
    assert "This code is not right" in answer.content.decode()


def test_a_person_sets_up_an_app_and_reads_recovery_codes():
    user = with_account(UserFactory())
    browser = confirmed(user)
    browser.get("/account/2fa/totp/activate/")
    secret = browser.session["mfa.totp.secret"]
    response = browser.post("/account/2fa/totp/activate/", {"code": one_time_password(secret)})
    assert response.url == "/account/2fa/recovery-codes/"
    kinds = Authenticator.objects.filter(user=user).values_list("type", flat=True)
    assert sorted(kinds) == ["recovery_codes", "totp"]
    codes = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()
    page = browser.get(response.url).content.decode()
    assert [code for code in codes if code not in page] == []


def test_a_recovery_code_opens_once():
    user = with_account(UserFactory())
    browser = confirmed(user)
    browser.get("/account/2fa/totp/activate/")
    code = one_time_password(browser.session["mfa.totp.secret"])
    browser.post("/account/2fa/totp/activate/", {"code": code})
    spare = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()[0]
    first, response = log_in(user)
    assert first.post(response.url, {"code": spare}).url == "/dashboard/"
    second, response = log_in(user)
    assert second.post(response.url, {"code": spare}).status_code == 200


@pytest.mark.parametrize("path", ["", "webauthn/", "webauthn/add/", "totp/activate/"])
def test_pages_of_the_second_factor_open(path):
    response = confirmed(with_account(UserFactory())).get(f"/account/2fa/{path}")
    assert response.status_code == 200
    assert "<h1>" in response.content.decode()


NO_ADDRESSES = ("http://[", "//[", "///[", "http://[x]", "http://exa\u2100mple/")


@pytest.mark.parametrize("target", NO_ADDRESSES)
@pytest.mark.parametrize(
    ("address", "status"),
    [(LOGIN, 200), ("/account/signup/", 200), ("/account/password/reset/", 200), ("/admin/login/", 302)],
)
def test_a_next_that_is_no_address_is_no_fault_of_the_page(client, address, status, target):
    assert client.get(address, {"next": target}).status_code == status
    assert client.post(address, {"next": target}).status_code == status


@pytest.mark.parametrize("target", NO_ADDRESSES)
def test_who_logs_in_or_out_with_a_next_that_is_no_address_gets_the_usual_page(target):
    user, browser = with_account(UserFactory()), Client()

    answer = browser.post(LOGIN, {"login": user.email, "password": PASSWORD, "next": target})
    assert (answer.status_code, answer.url) == (302, "/dashboard/")
    for address in ("/account/logout/", "/account/reauthenticate/", "/account/2fa/", LOGIN):
        assert browser.get(address, {"next": target}).status_code in (200, 302)
    answer = browser.post("/account/logout/", {"next": target})
    assert (answer.status_code, answer.url) == (302, "/")


def test_a_next_of_ours_is_followed():
    user = with_account(UserFactory())

    answer = Client().post(LOGIN, {"login": user.email, "password": PASSWORD, "next": "/companies/?q=a"})

    assert answer.url == "/companies/?q=a"


def test_links_in_mails_lead_to_the_portals_own_address_with_its_port(mailoutbox, settings):
    """Was: to whatever host the request came by."""
    settings.SITE_URL, settings.ALLOWED_HOSTS = "http://portal.example:8123", ["*"]
    user = with_account(UserFactory())
    Client(headers={"host": "elsewhere.example"}).post("/account/password/reset/", {"email": user.email})
    Client(headers={"host": "elsewhere.example"}).post(
        "/account/password/reset/", {"email": "no@example.org"}
    )
    assert [mail.to for mail in mailoutbox] == [[user.email], ["no@example.org"]]
    for mail in mailoutbox:
        assert "http://portal.example:8123/account/" in mail.body
        assert "elsewhere" not in mail.body


def test_mails_about_an_account_are_in_its_language(mailoutbox):
    user = with_account(UserFactory(language="it"))
    Client(headers={"accept-language": "en"}).post("/account/password/reset/", {"email": user.email})
    assert "password" in mailoutbox[0].body.lower()
    assert "You're receiving" not in mailoutbox[0].body
