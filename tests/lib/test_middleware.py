"""What files and pages carry, files through the same middleware as in production."""

import pytest
from django.test import Client

from multifactory import settings as portal_settings

SECURITY = {
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
    "Strict-Transport-Security",
}


@pytest.fixture
def client(settings, tmp_path) -> Client:
    (tmp_path / "one.css").write_text("body { color: red }")
    settings.STATIC_ROOT = str(tmp_path)
    settings.MIDDLEWARE = portal_settings.MIDDLEWARE
    settings.SECURE_HSTS_SECONDS = 3600
    return Client()


@pytest.mark.django_db
def test_static_files_carry_the_security_headers_of_pages(client):
    page = client.get("/", secure=True)
    static = client.get("/static/one.css", secure=True)

    assert static.status_code == 200
    assert SECURITY - page.headers.keys() == set()
    assert {name: static.headers.get(name) for name in SECURITY} == {
        name: page.headers[name] for name in SECURITY
    }


def test_static_files_unchanged_carry_the_security_headers(client):
    modified = client.get("/static/one.css").headers["Last-Modified"]

    answer = client.get("/static/one.css", secure=True, headers={"if-modified-since": modified})

    assert (answer.status_code, SECURITY - answer.headers.keys()) == (304, set())


def test_static_files_are_kept_by_browsers_with_a_session_too(client):
    client.cookies[portal_settings.SESSION_COOKIE_NAME] = "anything"

    assert client.get("/static/one.css").headers["Cache-Control"] == "max-age=60, public"
