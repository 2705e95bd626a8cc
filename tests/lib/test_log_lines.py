"""The log holds no token, mail address or path with a key."""

import io
import logging
import logging.config

import pytest
from django.conf import settings
from django.core import signing
from django.test import Client

from members.people.invitations import invitation_path
from multifactory.lib.log_lines import redact
from multifactory.lib.signed_links import SignedLink, new_token
from tests.factories.members import InvitationFactory


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Internal Server Error: /companies/legno-vivo-e-compagni/people/", None),
        ("Mail 17 was not sent (SMTPRecipientsRefused), given up.", None),
        ("File /srv/portal/members/people/views.py, line 12, in invitation_accept", None),
        (
            "Forbidden (Origin checking failed): /representatives/MTI:abcdefghijklm/.",
            "/representatives/[key]/.",
        ),
        ("Key (email)=(ann.b+c@mail.example.org) already exists.", "Key (email)=([address]) already exists."),
        ("Not Found: /calendar/abcdefghij-klmnopqrs_t0.ics", "Not Found: /calendar/[key].ics"),
        ("Not Found: /door/0123456789abcdef0123456789abcdef/", "Not Found: /door/[key]/"),
        ("Not Found: /spaces/R1/calendar/", None),
        ("Not Found: /events/?email=x%40y&k=1", "Not Found: /events/?[query]"),
        (
            "/account/password/reset/key/c-d3zq5x-0123456789abcdef0123456789abcdef/",
            "/account/password/reset/key/[key]/",
        ),
    ],
)
def test_a_line_is_kept_without_its_secrets(line, kept):
    expected = line if kept is None else kept
    assert redact(line)[-len(expected) :] == expected


@pytest.mark.parametrize("make", [new_token, lambda: SignedLink("x").token(7), lambda: signing.dumps([1, 2])])
def test_every_kind_of_key_goes(make):
    for _try in range(200):
        assert redact(f"Error: /invitations/{make()}/ failed") == "Error: /invitations/[key]/ failed"


@pytest.mark.django_db
def test_a_fault_behind_a_secret_link_is_logged_without_the_key(monkeypatch):
    """Was: the path with its key, and the address, in the line of a 500."""
    path = invitation_path(InvitationFactory())

    def fail(*args, **kwargs):
        raise RuntimeError("no place for ann@example.org")

    monkeypatch.setattr("members.people.views.render", fail)
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    config = settings.LOGGING["formatters"]["line"] | {}
    handler.setFormatter(logging.config.DictConfigurator({"version": 1}).configure_formatter(config))
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        assert Client(raise_request_exception=False).get(path).status_code == 500
    finally:
        logger.removeHandler(handler)
    assert "Internal Server Error: /invitations/[key]/" in out.getvalue()
    assert "RuntimeError: no place for [address]" in out.getvalue()
    assert path not in out.getvalue()
