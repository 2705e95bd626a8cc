"""Guessing passwords is limited, and locks nobody out."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client

from members.people.models import User
from tests.factories.members import PASSWORD, UserFactory
from tests.second_factor import set_up_app

pytestmark = pytest.mark.django_db
LOGIN, CODE = "/account/login/", "/account/login/code/"
HERE, ELSEWHERE = "198.51.100.7", "203.0.113.9"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


def with_account() -> User:
    user = UserFactory(language="en")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def person() -> User:
    return with_account()


def log_in(user: User, password: str = PASSWORD, *, at: str = HERE, browser: Client | None = None) -> Client:
    browser = browser or Client()
    browser.page = browser.post(LOGIN, {"login": user.email, "password": password}, REMOTE_ADDR=at)
    return browser


def is_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


def guess(user: User, times: int = 5, *, at: str = HERE) -> None:
    for _time in range(times):
        assert not is_in(log_in(user, "a wrong password", at=at))


def used_device(user: User, *, at: str = HERE) -> Client:
    """A browser in which the person has logged in before."""
    browser = log_in(user, at=at)
    assert is_in(browser)
    browser.post("/account/logout/")
    return browser


def test_guessing_at_one_address_does_not_lock_the_person_out_at_another(person):
    guess(person, 12)

    assert is_in(log_in(person, at=ELSEWHERE))


def test_guessing_is_refused_at_its_address_and_the_person_is_told_what_to_do(person):
    guess(person)
    browser = log_in(person)

    assert not is_in(browser)
    page = browser.page.content.decode()
    assert "Log in with a code sent by e-mail, from a device you have used before, or try again" in page
    assert f'href="{CODE}"' in page


def test_other_accounts_at_the_address_stay_open(person):
    guess(UserFactory(), 5)

    assert is_in(log_in(person))


def test_an_assembly_logs_in_from_one_network_within_a_minute():
    """Was: the thirty-first was refused, and everybody after ten wrong passwords."""
    people = [with_account() for _person in range(40)]
    for person in people[::2]:
        assert not is_in(log_in(person, "a wrong password"))

    assert [is_in(log_in(person)) for person in people] == [True] * 40


def test_the_address_is_written_in_any_case(person):
    guess(person)
    person.email = person.email.upper()

    assert not is_in(log_in(person))


def test_known_device_stays_open_at_the_same_address(person):
    device = used_device(person)
    guess(person, 12)

    assert is_in(log_in(person, browser=device))


def test_known_device_has_a_limit_of_its_own(person):
    device = used_device(person)
    for _time in range(5):
        log_in(person, "a wrong password", browser=device)

    assert not is_in(log_in(person, browser=device))
    assert is_in(log_in(person))


def test_device_of_somebody_else_is_not_known(person):
    device = used_device(with_account())
    guess(person)

    assert not is_in(log_in(person, browser=device))


def test_device_that_several_people_use_is_known_for_each(person):
    device = used_device(person)
    other = with_account()
    log_in(other, browser=device)
    device.post("/account/logout/")
    guess(person)
    guess(other)

    assert is_in(log_in(person, browser=device))


def test_forged_mark_of_a_device_is_not_known(person, settings):
    guess(person)
    browser = Client()
    browser.cookies[settings.DEVICE_COOKIE_NAME] = f'{{"{person.pk}": "mark"}}'

    assert not is_in(log_in(person, browser=browser))


def test_device_gets_its_mark_at_the_log_in_and_no_sooner(person, settings):
    browser = Client()
    browser.get(LOGIN)
    log_in(person, "a wrong password", browser=browser)
    assert settings.DEVICE_COOKIE_NAME not in browser.cookies

    mark = log_in(person, browser=browser).cookies[settings.DEVICE_COOKIE_NAME]
    assert (mark["httponly"], mark["samesite"], mark["max-age"]) == (True, "Lax", 180 * 24 * 3600)


def test_guessing_from_many_addresses_is_limited_and_leaves_known_devices_open(person):
    device = used_device(person)
    for host in range(20):
        guess(person, at=f"192.0.2.{host}")

    assert not is_in(log_in(person, at=ELSEWHERE))
    assert is_in(log_in(person, at=ELSEWHERE, browser=device))


def code_in(mail) -> str:
    return re.search(r"^([A-Z0-9]{3,}-?[A-Z0-9]{3,})$", mail.body, re.MULTILINE)[1]


def log_in_by_code(user: User, outbox, *, at: str = HERE) -> Client:
    browser = Client()
    browser.post(CODE, {"email": user.email}, REMOTE_ADDR=at)
    code = code_in(next(mail for mail in reversed(outbox) if mail.to == [user.email]))
    browser.page = browser.post("/account/login/code/confirm/", {"code": code}, REMOTE_ADDR=at)
    return browser


def test_code_by_mail_stays_open_where_passwords_are_refused(person, mailoutbox):
    guess(person, 6)
    assert not is_in(log_in(person))

    assert is_in(log_in_by_code(person, mailoutbox))


def test_code_by_mail_does_not_replace_the_second_factor(person, mailoutbox):
    set_up_app(person)
    browser = log_in_by_code(person, mailoutbox)

    assert browser.page.url == "/account/2fa/authenticate/"
    assert not is_in(browser)


def test_asking_for_codes_at_one_address_does_not_keep_the_person_from_one_at_another(person, mailoutbox):
    for _time in range(5):
        Client().post(CODE, {"email": person.email}, REMOTE_ADDR=ELSEWHERE)
    assert len(mailoutbox) == 3

    assert is_in(log_in_by_code(person, mailoutbox))


def test_owner_is_told_once_a_day_that_somebody_guesses(person, mailoutbox):
    guess(person, 5)
    assert mailoutbox == []
    guess(person, 3)
    guess(person, 6, at=ELSEWHERE)

    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == ([person.email], "Someone typed wrong passwords for your account")
    assert f"http://127.0.0.1:8000{CODE}" in mail.body


def test_owner_is_told_in_their_language(person, mailoutbox):
    User.objects.filter(pk=person.pk).update(language="it")
    guess(person, 6)

    assert mailoutbox[0].subject == "Qualcuno ha digitato password sbagliate per il tuo account"


def test_nobody_is_told_of_an_account_that_does_not_exist(mailoutbox):
    guess(UserFactory.build(), 7)

    assert mailoutbox == []
