"""A portal with an unsafe configuration does not start and says why; a safe one does."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

SAFE = {
    "SECRET_KEY": "x7Kq2vB9mZ4wT1rY6uH3nJ8cL5pD0sGfAeRtQiWo",
    "SITE_URL": "https://portal.example.org",
    "DATABASE_URL": "sqlite:////nowhere/portal.sqlite3",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.org:587",
    "DEBUG": "false",
    "ALLOWED_HOSTS": "portal.example.org",
    "CSRF_TRUSTED_ORIGINS": "https://portal.example.org",
    "REQUIRE_STAFF_MFA": "true",
    "SECRET_KEY_FALLBACKS": "",
    "REDIS_URL": "",
    "TRUSTED_PROXY_COUNT": "0",
}
AT_HOME = {"SITE_URL": "http://127.0.0.1:8000", "ALLOWED_HOSTS": "127.0.0.1", "CSRF_TRUSTED_ORIGINS": ""}


def ask(expression: str, changes: dict[str, str | None]) -> subprocess.CompletedProcess:
    """What a fresh process answers under these variables; None takes one away."""
    environment = {"PATH": os.environ["PATH"], **SAFE, **changes}
    return subprocess.run(
        [sys.executable, "-c", f"from multifactory import settings; print({expression})"],
        cwd=ROOT,
        env={name: value for name, value in environment.items() if value is not None},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"SECRET_KEY": None}, "SECRET_KEY"),
        ({"DATABASE_URL": None}, "DATABASE_URL"),
        ({"SITE_URL": None}, "SITE_URL"),
        ({"SECRET_KEY": "too-short"}, "SECRET_KEY must be at least 40 random characters."),
        ({"SECRET_KEY": "a" * 50}, "SECRET_KEY must be at least 40 random characters."),
        ({"SECRET_KEY": "change-me" + "0123456789" * 5}, "SECRET_KEY must be at least 40 random characters."),
        ({"SITE_URL": "http://portal.example.org"}, "SITE_URL must begin with https://"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name the hosts"),
        ({"ALLOWED_HOSTS": "portal.example.org,*"}, "ALLOWED_HOSTS must name the hosts"),
        ({"EMAIL_URL": None}, "EMAIL_URL must be set"),
        ({"EMAIL_URL": "consolemail://"}, "EMAIL_URL must be set"),
        ({"REQUIRE_STAFF_MFA": "false"}, "REQUIRE_STAFF_MFA may be false only on this machine itself"),
    ],
)
def test_unsafe_portal_does_not_start_and_says_why(changes, reason):
    answer = ask("'started'", changes)

    assert answer.returncode != 0
    assert answer.stdout == ""
    assert reason in answer.stderr.splitlines()[-1] or f"- {reason}" in answer.stderr


def test_second_factor_of_staff_is_not_switched_off_for_others_by_debug():
    answer = ask("'started'", {"REQUIRE_STAFF_MFA": "false", "DEBUG": "true"})

    assert answer.stdout == ""
    assert "REQUIRE_STAFF_MFA may be false only on this machine itself" in answer.stderr


def test_every_fault_is_named_at_once():
    answer = ask("'started'", {"SECRET_KEY": "short", "ALLOWED_HOSTS": "*", "REQUIRE_STAFF_MFA": "false"})

    faults = [line for line in answer.stderr.splitlines() if line.startswith("- ")]
    assert [fault.split()[1] for fault in faults] == ["SECRET_KEY", "ALLOWED_HOSTS", "REQUIRE_STAFF_MFA"]


@pytest.mark.parametrize(
    "changes",
    [{}, AT_HOME | {"EMAIL_URL": "consolemail://", "REQUIRE_STAFF_MFA": "false"}, {"ALLOWED_HOSTS": None}],
)
def test_safe_portal_starts(changes):
    answer = ask("'started'", changes)

    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "started\n", "")


def test_portal_is_closed_to_the_curious_by_default():
    answer = ask(
        "settings.DEBUG, settings.REQUIRE_STAFF_MFA, "
        "settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS, "
        "settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE",
        {"DEBUG": None, "REQUIRE_STAFF_MFA": None},
    )

    assert answer.stdout == "False True True 31536000 __Host-sessionid True True\n"


def test_portal_on_this_machine_needs_no_tls():
    answer = ask("settings.SECURE_SSL_REDIRECT, settings.SESSION_COOKIE_NAME", AT_HOME)

    assert answer.stdout == "False sessionid\n"


@pytest.mark.parametrize(
    ("variable", "value", "expression", "expected"),
    [
        ("REDIS_URL", "redis://127.0.0.1/0", "settings.CACHES['default']['BACKEND']", "RedisCache"),
        ("REDIS_URL", "", "settings.CACHES['default']['BACKEND']", "TableCache"),
        ("DATABASE_URL", "postgres://a:b@c/d", "settings.DATABASES['default']['OPTIONS']", "'max_size': 10"),
        ("DATABASE_URL", "postgres://a:b@c/d", "settings.DATABASES['default']['OPTIONS']", "lock_timeout=3s"),
        ("DATABASE_URL", "sqlite:////x", "settings.DATABASES['default']['OPTIONS']", "IMMEDIATE"),
        ("DATABASE_URL", "sqlite:////x", "settings.DATABASES['default']['OPTIONS']", "synchronous=FULL"),
        ("MEDIA_ROOT", "/data/media", "settings.MEDIA_ROOT", "/data/media"),
        ("MEDIA_ROOT", "/data/media", "settings.STORAGES['default']", "FileSystemStorage"),
        ("AWS_STORAGE_BUCKET_NAME", "pictures", "settings.STORAGES['default']['BACKEND']", "S3Storage"),
        ("AWS_STORAGE_BUCKET_NAME", "pictures", "settings.STORAGES", "'portal.example.org/media'"),
        ("TRUSTED_PROXY_COUNT", "1", "settings.SECURE_PROXY_SSL_HEADER", "HTTP_X_FORWARDED_PROTO"),
        ("TRUSTED_PROXY_COUNT", "0", "hasattr(settings, 'SECURE_PROXY_SSL_HEADER')", "False"),
    ],
)
def test_parts_follow_from_their_variable(variable, value, expression, expected):
    assert expected in ask(expression, {variable: value}).stdout


def test_bucket_with_a_host_of_its_own_serves_the_pictures():
    bucket = {"AWS_STORAGE_BUCKET_NAME": "pictures", "AWS_S3_CUSTOM_DOMAIN": "pictures.example.org"}
    answer = ask(
        "settings.STORAGES['default']['OPTIONS']['custom_domain'], "
        "settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src'][-1]",
        bucket,
    )

    assert answer.stdout == "pictures.example.org https://pictures.example.org\n"


def test_every_variable_is_explained_and_no_other():
    code = (ROOT / "multifactory" / "settings.py").read_text()
    example = (ROOT / ".env.example").read_text()
    known = {
        word.split('"')[1] for word in code.split("env.")[1:] if '("' in word.split("\n")[0] and '"' in word
    }
    explained = {
        line.lstrip("#").split("=")[0]
        for line in example.splitlines()
        if "=" in line and " " not in line.split("=")[0]
    }

    assert explained - known - {"POSTGRES_PASSWORD", "WEB_CONCURRENCY"} == set()
    assert {name for name in known if name.isupper()} - explained == set()
