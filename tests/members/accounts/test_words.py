"""Pages and mails of the library for accounts speak the portal's voice, in both languages."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from multifactory.lib.browsers import browser_name
from tests.factories.members import PASSWORD, MultifactoryFactory, UserFactory

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0"
LIBRARY = re.compile(
    r"sign(ed)? ?-?(up|in|out)\b|signup|finalize|\bemail\b|reauthenticate|hello from|thank you for using"
    r"|two-factor",
    re.IGNORECASE,
)
PAGES = [
    "/account/login/",
    "/account/login/code/",
    "/account/password/reset/",
    "/account/password/reset/done/",
    "/account/confirm-email/",
    "/account/password/reset/key/x-y/",
]
OWN_PAGES = [
    "/account/email/",
    "/account/password/change/",
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/sessions/",
    "/account/logout/",
    "/account/reauthenticate/",
]


def text_of(response) -> str:
    page = response.content.decode()
    main = page[page.index("<main") :]
    return " ".join(re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", main, flags=re.DOTALL).split())


def person(language: str = "en"):
    user = UserFactory(language=language)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    browser = Client(headers={"user-agent": FIREFOX, "accept-language": language})
    browser.post("/account/login/", {"login": user.email, "password": PASSWORD})
    browser.post("/account/reauthenticate/", {"password": PASSWORD})
    return user, browser


def test_pages_say_log_in_and_never_finalize_the_signup_process():
    """Was: "Sign Up", "finalize the signup process"."""
    visitor, (_user, browser) = Client(), person()
    texts = {path: text_of(visitor.get(path)) for path in PAGES}
    texts |= {path: text_of(browser.get(path)) for path in OWN_PAGES}

    found = {path: match[0] for path, text in texts.items() if (match := LIBRARY.search(text))}

    assert found == {}


@pytest.mark.parametrize(
    ("language", "greeting", "words"),
    [
        ("en", "Hello,", "Your password has been changed."),
        ("it", "Ciao,", "La tua password è stata cambiata."),
    ],
)
def test_a_mail_greets_and_names_the_portal_without_raw_browser(
    mailoutbox, settings, language, greeting, words
):
    """Was: "Hello from 127.0.0.1!" and the whole user agent."""
    settings.SITE_URL = "http://portal.example:8123"
    MultifactoryFactory(name="R84")
    _user, browser = person(language)
    new = "planes, chisels and glue"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    browser.post("/account/password/change/", form)

    [mail] = mailoutbox
    lines = mail.body.split("\n")
    assert (lines[0], words in mail.body) == (greeting, True)
    assert mail.body.rstrip().endswith("\nR84\nhttp://portal.example:8123")
    assert "http://portal.example:8123/account/password/change/" in mail.body
    assert "Mozilla" not in mail.body
    assert LIBRARY.search(f"{mail.subject}\n{mail.body}".replace("e-mail", "")) is None


def test_sessions_name_the_browser(mailoutbox):
    _user, browser = person()
    page = text_of(browser.get("/account/sessions/"))
    assert "Firefox, Windows this browser" in page
    assert "Mozilla" not in page


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        (FIREFOX, "Firefox, Windows"),
        (
            "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36",
            "Chrome, Android",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Chrome/141.0 Safari/537.36 Edg/141.0", "Edge, Mac"),
        ("curl/8.5", ""),
    ],
)
def test_a_browser_in_words(sent, name):
    assert browser_name(sent) == name
