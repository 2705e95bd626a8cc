"""Every text people write is cleaned on its way in; two tests walk over all columns and forms."""

import importlib
import pkgutil

import pytest
from django import forms
from django.apps import apps
from django.db import connection, models

import events
import governance
import members
import multifactory
import spaces
from events.programme.models import Event
from events.registrations.forms import RegistrationForm
from governance.proposals.forms import ProposalForm
from members.accounts.forms import AccountForm
from members.companies.models import Company
from members.people.models import User
from multifactory.lib.text import fields as texts
from tests.factories.events import EventFactory
from tests.factories.members import CompanyFactory

OURS = ("members", "governance", "spaces", "events", "multifactory")

# Written by the program, never typed: hashes, tokens, keys, what is found by. The queue makes texts legal.
WRITTEN_BY_PROGRAM = {
    "members.Company.search_text",
    "governance.Proposal.search_text",
    "governance.Assembly.search_text",
    "governance.AgendaItem.search_text",
    "governance.Resolution.search_text",
    "events.Event.search_text",
    "events.EventText.search_text",
    "multifactory.CalendarLink.token_hash",
    "spaces.DeadlineDone.paper_sha256",
    "spaces.TicketEvent.before",
    "spaces.TicketEvent.after",
    "spaces.Space.search_text",
    "governance.Attachment.sha256",
    "governance.ProposalOption.key",
    "governance.Proposal.effect",
    "governance.Vote.nonce",
    "governance.Ballot.tracker",
    "governance.Ballot.nonce",
    "governance.Ballot.phrase",  # cleaned by its form, before its tracker was made
    "governance.Minutes.parent",
    "governance.Minutes.hash",
    "governance.MinutesSignature.hash",
    "governance.MinutesSignature.name",
    "governance.PublishedHead.hash",
    "governance.RoundEvent.parent",
    "governance.RoundEvent.hash",
    "events.Agreement.document_sha256",
    "events.Registration.code",
    "events.Registration.language",
    "events.Registration.cancel_token_hash",
    "spaces.UnitRequest.language",
    "multifactory.ContentChange.scope",
    "multifactory.ContentVersion.scope",
    "multifactory.MediaIdentity.identity",
    "governance.Proposal.cost_key",
    "members.Application.language",
    "members.Application.notice_version",
    "members.ApplicationDocument.sha256",
    "members.Listing.search_text",
    "members.MailChoice.kind",
    "spaces.Cost.paper_sha256",
    "spaces.Budget.members_mark",
    "spaces.Closing.record_sha256",
    "spaces.ProposedClosing.record_sha256",
    "spaces.ProposedClosing.lines_sha256",
}
NEITHER = ("password", "history_change_reason")  # of libraries


def text_columns():
    for model in apps.get_models():
        if model._meta.app_label not in OURS or model.__name__ in ("QueuedMail",):
            continue
        for field in model._meta.concrete_fields:
            is_text = isinstance(field, models.CharField | models.TextField)
            is_word = bool(field.choices) or isinstance(field, models.SlugField)
            if is_text and not is_word and field.name not in NEITHER:
                yield f"{model._meta.label}.{field.name}", field


def test_every_column_for_text_people_write_is_cleaned():
    """A new one is a field of `multifactory.lib.text.fields`, or is named above with those of the program."""
    cleaned = (texts.CharField, texts.TextField, texts.EmailField, texts.URLField)
    plain = {name for name, field in text_columns() if not isinstance(field, cleaned)}
    assert plain == WRITTEN_BY_PROGRAM


def all_forms():
    for app in (members, governance, spaces, events, multifactory):
        for module in pkgutil.walk_packages(app.__path__, f"{app.__name__}."):
            if not module.name.endswith(("wsgi", "urls")) and ".migrations" not in module.name:
                importlib.import_module(module.name)
    waiting, seen = [forms.BaseForm], set()
    while waiting:
        for form in waiting.pop().__subclasses__():
            if form not in seen:
                seen.add(form)
                waiting.append(form)
    return [form for form in seen if form.__module__.split(".")[0] in OURS and hasattr(form, "base_fields")]


def test_every_field_of_a_form_for_text_is_cleaned():
    plain = {
        f"{form.__module__}.{form.__name__}.{name}"
        for form in all_forms()
        for name, field in form.base_fields.items()
        if type(field) in (forms.CharField, forms.EmailField, forms.URLField) and not field.widget.is_hidden
    }
    library = {name for name in plain if name.startswith("members.accounts.")}  # allauth's codes and log-in
    assert plain - library == set()
    assert not any("Signup" in name and name.endswith(".name") for name in library)


NOTHING = {
    "zero width": "\u200b\u200b",
    "hangul filler": "\u3164",
    "braille blank": "\u2800",
    "soft hyphens": "\u00ad\u00ad",
    "no-break spaces": "\u00a0\u00a0",
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", NOTHING.values(), ids=NOTHING)
def test_a_name_of_invisible_signs_is_refused_as_empty(name):
    """All ten forms of the case took such names."""
    account = AccountForm({"name": name, "language": ""}, instance=User(email="x@example.org"))
    registration = RegistrationForm({"name": name, "email": "x@example.org"}, event=EventFactory())
    assert account.errors["name"] == registration.errors["name"] == ["This field is required."]


@pytest.mark.django_db
def test_a_proposal_of_invisible_signs_has_no_title():
    form = ProposalForm({"title": "\u200b", "matter": "ordinary", "text": "\u200b", "method": "motion"})
    assert {name: form.errors[name] for name in ("title", "text")} == {
        "title": ["This field is required."],
        "text": ["This field is required."],
    }


def test_a_name_that_turns_the_line_is_set_straight():
    form = AccountForm({"name": "Anna \u202eidliB", "language": ""}, instance=User(email="x@example.org"))
    assert form.is_valid()
    assert form.cleaned_data["name"] == "Anna idliB"


@pytest.mark.django_db
def test_the_shell_writes_clean_text_too():
    event = EventFactory(title="Open\x0bday", text="Come\x0band\u202e see")
    assert (event.title, event.text) == ("Open day", "Come\nand see")
    Event.objects.filter(pk=event.pk).update(title="Caffe\u0300\u200b")
    event.refresh_from_db()
    assert (event.title, event.text) == ("Caffè", "Come\nand see")


@pytest.mark.django_db
def test_text_stored_before_is_read_as_it_is():
    """What was voted on keeps its hash."""
    company = CompanyFactory()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE members_company SET story = %s WHERE id = %s", ["We\x0bsaw", company.pk])
    assert Company.objects.get(pk=company.pk).story == "We\x0bsaw"


def test_to_migrations_they_are_fields_of_django():
    for field in (texts.CharField(max_length=3), texts.TextField(), texts.EmailField(), texts.URLField()):
        assert field.deconstruct()[1] == f"django.db.models.{type(field).__name__}"
