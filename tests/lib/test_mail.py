"""What mails look like when they are queued."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail import BadHeaderError, EmailMessage, get_connection
from django.db import transaction

from multifactory.lib.mail import absolute_url, send
from multifactory.lib.mail_queue.models import QueuedMail

QUEUE = "multifactory.lib.mail_queue.backend.QueueBackend"


@pytest.fixture
def letters(settings, tmp_path):
    """A mail of two languages; texts of the catalogue are tested elsewhere."""
    folder = tmp_path / "emails"
    folder.mkdir()
    (folder / "letter.subject.txt").write_text(
        "{% load i18n %}{% get_current_language as code %}{{ code }}: {{ title }}\n"
    )
    (folder / "letter.txt").write_text("Dear {{ name }},\n{{ link }}\n")
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]


@pytest.fixture
def queue(settings, db):
    settings.EMAIL_BACKEND = QUEUE


def test_absolute_url_is_built_on_the_address_of_the_portal(settings):
    settings.SITE_URL = "https://portal.example.org"

    assert absolute_url("/decisions/3/") == "https://portal.example.org/decisions/3/"


def test_mail_is_written_in_the_language_of_its_reader(letters):
    send("anna@example.org", "letter", {"title": "Roof", "name": "Anna", "link": "-"}, "it")
    send("bob@example.org", "letter", {"title": "Roof", "name": "Bob", "link": "-"}, language="en")

    assert [message.subject for message in mail.outbox] == ["it: Roof", "en: Roof"]


@pytest.mark.parametrize(
    ("reader", "written", "header"),
    [("en", "it", "en, it"), ("it", "it", "it"), ("it", "", "it"), ("", "it", "en, it")],
)
def test_mail_says_its_languages(reader, written, header, letters, settings):
    settings.CONTENT_LANGUAGE = written

    send("anna@example.org", "letter", {"title": "Tetto", "name": "Anna", "link": "-"}, reader)

    assert mail.outbox[0].extra_headers["Content-Language"] == header


def test_mail_is_plain_text_and_not_escaped(letters):
    send(
        "a@example.org",
        "letter",
        {"title": "L'arte & <noi>", "name": "L'altra", "link": absolute_url("/?a&b")},
        "en",
    )

    assert mail.outbox[0].subject == "en: L'arte & <noi>"
    assert mail.outbox[0].body == f"Dear L'altra,\n{absolute_url('/?a&b')}\n"


def test_title_with_line_breaks_adds_no_header(letters):
    title = "Roof\r\nBcc: everybody@example.org\n\nhello"

    send("a@example.org", "letter", {"title": title, "name": "", "link": ""}, "en")

    assert mail.outbox[0].subject == "en: Roof Bcc: everybody (at) example․org hello"
    assert mail.outbox[0].message().get_all("Bcc") is None


def test_queue_keeps_the_mail_as_it_is(queue):
    EmailMessage(
        "100 {% bad %}", "{{ settings.SECRET_KEY }}", to=["a@example.org"], reply_to=["b@example.org"]
    ).send()

    email = QueuedMail.objects.get()
    assert (email.subject, email.message) == ("100 {% bad %}", "{{ settings.SECRET_KEY }}")
    assert (email.to, email.headers) == ("a@example.org", {"Reply-To": "b@example.org"})
    assert email.status == QueuedMail.Status.QUEUED
    assert email.message_id.endswith("@127.0.0.1>")


@pytest.mark.django_db(transaction=True)
def test_mail_is_not_written_when_the_transaction_of_the_caller_fails(settings):
    settings.EMAIL_BACKEND = QUEUE

    def save_and_fail() -> None:
        with transaction.atomic():
            EmailMessage("Saved", "Not at all", to=["a@example.org"]).send()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        save_and_fail()

    assert QueuedMail.objects.count() == 0


def test_queue_refuses_a_header_of_two_lines(queue):
    with pytest.raises(BadHeaderError):
        EmailMessage("One\nBcc: two@example.org", "", to=["a@example.org"]).send()

    assert QueuedMail.objects.count() == 0


def test_queue_refuses_attachments(queue):
    message = EmailMessage("Plan", "", to=["a@example.org"], attachments=[("plan.txt", "x", "text/plain")])

    with pytest.raises(NotImplementedError):
        message.send()


@pytest.mark.parametrize("kind", ["to", "cc", "bcc"])
@pytest.mark.parametrize("address", ["", "nobody", "a@example.org, b@example.org", "Anna <anna>"])
def test_queue_refuses_what_is_no_address(queue, kind, address):
    message = EmailMessage("Roof", "", **{"to": ["a@example.org"], kind: [address]})

    with pytest.raises(ValidationError):
        get_connection().send_messages([message])

    assert QueuedMail.objects.count() == 0


def test_queue_takes_no_second_address_in_the_lines_of_one(queue):
    message = EmailMessage("Roof", "", to=["a@example.org"], bcc=["B\nmore@example.org <b@example.org>"])

    with pytest.raises(ValidationError):
        message.send()

    assert QueuedMail.objects.count() == 0


def test_queue_keeps_names_beside_the_addresses(queue):
    EmailMessage("Roof", "", to=["Anna <a@example.org>", "b@example.org"]).send()

    assert QueuedMail.objects.get().to == "Anna <a@example.org>\nb@example.org"


BLOCKED = "You are blocked.\r\n\r\nLog in: https://evil.example/x?y or www.evil.example or a@evil.example"


def test_a_value_of_a_stranger_makes_neither_a_paragraph_nor_a_link(letters):
    """A registration's name was a mail of its own to a stranger."""
    send("a@example.org", "letter", {"title": "Roof", "name": BLOCKED, "link": absolute_url("/x/")}, "en")

    (line, address) = mail.outbox[0].body.splitlines()
    assert line == "Dear You are blocked. Log in: … or … or a (at) evil․example,"
    assert address == absolute_url("/x/")


class Person:
    email = "anna@example.org"
    languages = (BLOCKED, "it")
    age = 30

    def __str__(self):
        return BLOCKED

    def get_short_name(self):
        return BLOCKED


def test_nor_does_anything_a_value_leads_to(letters, tmp_path):
    parts = (
        "person",
        "person.get_short_name",
        "person.languages.0",
        "rows.0.name",
        "person.age",
        "person.email",
    )
    (tmp_path / "emails" / "letter.txt").write_text("\n".join(f"{{{{ {part} }}}}" for part in parts))
    send("a@example.org", "letter", {"person": Person(), "rows": [{"name": BLOCKED}]}, "en")

    line = "You are blocked. Log in: … or … or a (at) evil․example"
    assert mail.outbox[0].body.splitlines() == [line, line, line, line, "30", "anna@example.org"]


def test_mail_holds_no_sign_that_mails_forbid_whoever_wrote_it(queue):
    EmailMessage("Ro\x0bof", "on\x00e\r\ntwo\tthree", to=["a@example.org"]).send()

    row = QueuedMail.objects.get()
    assert (row.subject, row.message) == ("Ro of", "on e\r\ntwo\tthree")
