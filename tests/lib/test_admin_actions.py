"""Actions of the back-office that ask first: which rows they are done to, and what stands in their way."""

import pytest
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import RequestFactory

from events.programme.models import Event
from members.companies.models import Company
from multifactory.lib.admin_actions import ConfirmedAction
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.members import CompanyFactory

pytestmark = pytest.mark.django_db

COMPANIES, EVENTS = "/admin/members/company/", "/admin/events/event/"
GONE = "A row that you selected no longer exists."
NO_ROWS = ["abc", "", "1.5", "-1", "0", "999999", "9" * 40, "\x00", "1, 2"]


@pytest.fixture
def office(client_of, coordinator):
    return client_of(coordinator)


def act(office, url: str, action: str, *keys, **data) -> list[str]:
    page = office.post(url, {"action": action, ACTION_CHECKBOX_NAME: keys} | data, follow=True)
    assert page.status_code == 200
    return [str(message) for message in page.context["messages"]]


@pytest.mark.parametrize("key", NO_ROWS)
@pytest.mark.parametrize("step", [{}, {"check": "1"}, {"do": "1"}])
def test_a_row_that_is_none_is_said_and_nothing_else_happens(office, key, step):
    assert act(office, COMPANIES, "check_craft", key, **step) == [GONE]


@pytest.mark.parametrize("key", NO_ROWS)
def test_one_row_of_several_that_is_none_stops_the_others(office, key):
    event = EventFactory()

    assert act(office, EVENTS, "cancel", event.pk, key, do="1") == [GONE]

    event.refresh_from_db()
    assert event.state == "published"


@pytest.mark.parametrize("key", ["abc", "9" * 40])
def test_an_action_that_does_not_ask_refuses_what_is_no_key_as_well(office, key):
    event = EventFactory(state="draft")

    assert act(office, EVENTS, "publish", event.pk, key) == [GONE]

    event.refresh_from_db()
    assert event.state == "draft"


def test_two_rows_of_an_action_on_one_are_refused_and_the_same_row_twice_is_one(office):
    company, other = CompanyFactory.create_batch(2)

    two = act(office, COMPANIES, "check_craft", company.pk, other.pk)
    twice = act(office, COMPANIES, "check_craft", company.pk, company.pk)

    assert (two, twice) == (["Select only one row: this action works on one row at a time."], [])


def test_a_row_deleted_by_somebody_else_after_the_question_is_said(office):
    event = EventFactory()
    asked = act(office, EVENTS, "cancel", event.pk)
    event.delete()

    assert (asked, act(office, EVENTS, "cancel", event.pk, do="1")) == ([], [GONE])


def test_an_event_cancelled_by_somebody_else_after_the_question_is_not_cancelled_again(office, mailoutbox):
    event = RegistrationFactory().event
    first = act(office, EVENTS, "cancel", event.pk, do="1", reason="Rain")
    late = act(office, EVENTS, "cancel", event.pk, do="1", reason="Rain")

    assert (first, late) == (
        ["Cancelled. 1 person will be notified by e-mail."],
        ["Only a published event that is not over can be cancelled."],
    )
    assert len(mailoutbox) == 1


def test_all_pages_of_a_list_are_chosen_at_once_and_the_question_names_each(office):
    events = EventFactory.create_batch(3)
    data = {"action": "cancel", ACTION_CHECKBOX_NAME: [events[0].pk], "select_across": "1"}

    page = office.post(EVENTS, data)

    assert sorted(event.pk for event in page.context["rows"]) == sorted(event.pk for event in events)
    assert len(page.context["lines"]) == 3


def test_the_one_template_holds_the_rows_their_lines_and_the_button(office):
    event = RegistrationFactory(event__title="Open day").event

    asked = {"action": "cancel", ACTION_CHECKBOX_NAME: [event.pk], "check": "1", "reason": "Rain"}
    page = office.post(EVENTS, asked)

    assert page.template_name == "admin/confirm.html"
    text = page.content.decode()
    assert "<li>Open day: 1 person is registered and will be notified by e-mail.</li>" in text
    assert f'<input type="hidden" name="{ACTION_CHECKBOX_NAME}" value="{event.pk}">' in text
    assert '<input type="submit" class="default" name="do" value="Yes, cancel and tell them">' in text


# What is refused at the last moment


class _Rename(ConfirmedAction):
    """An action whose services fail in every way they can."""

    name, description, title, button = "rename", "Rename", "Rename", "Rename"
    fault = ""

    def carry_out(self, form) -> str:
        with transaction.atomic():
            match self.fault:
                case "gone":
                    Company.objects.select_for_update().get(pk=0)
                case "contradiction":
                    Company.objects.create(name="Another", slug=self.row.slug, field=self.row.field)
                case "refused":
                    raise ValidationError({"name": "This name is taken."})
        return "Renamed."


def respond(rf: RequestFactory, user, company: Company, fault: str):
    request = rf.post(COMPANIES, {ACTION_CHECKBOX_NAME: [company.pk], "do": "1"})
    request.user, request.session = user, {}
    request._messages = FallbackStorage(request)
    action = type("Rename", (_Rename,), {"fault": fault})
    model_admin = admin.site.get_model_admin(Company)
    response = action.respond(model_admin, request, model_admin.get_queryset(request))
    return response, [str(message) for message in request._messages]


@pytest.mark.parametrize(
    ("fault", "status", "said", "errors"),
    [
        ("", 302, ["Renamed."], None),
        ("gone", None, [GONE], None),
        (
            "contradiction",
            200,
            [],
            [
                "This conflicts with what is already recorded, perhaps only a moment ago. Nothing "
                "was changed.",
            ],
        ),
        ("refused", 200, [], ["This name is taken."]),
    ],
)
def test_what_a_service_refuses_is_said_in_words(rf, coordinator, fault, status, said, errors):
    response, messages = respond(rf, coordinator, CompanyFactory(), fault)

    assert (getattr(response, "status_code", None), messages) == (status, said)
    if errors is not None:
        assert response.context_data["form"].non_field_errors() == errors


class _CancelAll(ConfirmedAction):
    name, description, title, button, most = "cancel_all", "Cancel", "Cancel", "Cancel", 0

    def carry_out(self, form) -> str:
        return str(self.for_each_row(self._cancel))

    def _cancel(self, event: Event) -> str:
        match event.title:
            case "Refused":
                raise ValidationError("It is over.")
            case "Gone":
                Event.objects.get(pk=0)
        return event.title


def test_what_is_refused_for_one_row_stops_no_other(rf, coordinator):
    events = [EventFactory(title=title) for title in ("Refused", "Gone", "Done")]
    request = rf.post(EVENTS, {ACTION_CHECKBOX_NAME: [event.pk for event in events], "do": "1"})
    request.user, request.session = coordinator, {}
    request._messages = FallbackStorage(request)
    model_admin = admin.site.get_model_admin(Event)

    _CancelAll.respond(model_admin, request, model_admin.get_queryset(request))

    assert sorted(str(message) for message in request._messages) == sorted(
        ["Refused: It is over.", GONE, "['Done']"]
    )
