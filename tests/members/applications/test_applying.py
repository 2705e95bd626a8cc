"""Begin, fill in, send, withdraw."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from members.applications.joining.applying import (
    Parts,
    lapse_if_due,
    save_application,
    start_application,
    submit,
    withdraw,
)
from members.applications.models import Application
from members.hooks import AdmissionDays, admission_days
from tests.factories.applications import ApplicationFactory, CallFactory, CallQuestionFactory
from tests.factories.members import MultifactoryFactory
from tests.members.helpers import at_once, refusal

pytestmark = pytest.mark.django_db

State = Application.State


def started(**changes) -> Application:
    values = {"name": "Cartapesta Rondelli", "person": "Lucia Rondelli", "email": "lucia@example.net"}
    values |= {"language": "it", "call": None, "request_id": uuid.uuid4()}
    return start_application(**values | changes)


def test_an_application_begins_as_a_draft_with_consent_and_a_link_by_mail(mailoutbox):
    application = started(email="Lucia@Example.net")
    (mail,) = mailoutbox
    assert (application.state, application.email, application.notice_version) == (
        State.DRAFT,
        "lucia@example.net",
        "2026-11",
    )
    assert application.consent_at is not None
    assert (mail.to, application.link in mail.body) == (["lucia@example.net"], True)


def test_a_second_application_of_one_address_and_name_is_the_first_and_another_name_is_another(mailoutbox):
    first = started()
    assert started(name="CARTAPESTA RONDELLI", person="Somebody else") == first
    assert started(name="Another workshop") != first
    assert [mail.to for mail in mailoutbox] == [["lucia@example.net"]] * 3


def test_a_form_sent_twice_is_one_application_and_one_mail(mailoutbox):
    request_id = uuid.uuid4()
    assert started(request_id=request_id) == started(request_id=request_id)
    assert len(mailoutbox) == 1


def test_who_was_refused_can_apply_again():
    refused = ApplicationFactory(refused=True, name="Cartapesta Rondelli", email="lucia@example.net")
    assert started() != refused


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_second_are_one_application():
    MultifactoryFactory()
    assert at_once(started, started) == ["done", "done"]
    assert Application.objects.count() == 1


def test_without_a_call_applications_are_taken_where_the_back_office_lets_them():
    MultifactoryFactory(takes_applications=False)
    assert refusal(started) == "Applications are taken only while a call is open."
    call = CallFactory()
    assert started(call=call).call == call


def test_a_call_takes_applications_until_its_hour():
    call = CallFactory(closes_at=timezone.now() - timedelta(seconds=1))
    assert refusal(started, call=call) == "This call is not open."


def test_a_draft_begun_before_the_call_closed_cannot_be_sent_after():
    application = ApplicationFactory(call=CallFactory(closes_at=timezone.now() - timedelta(seconds=1)))
    assert refusal(submit, application) == "This call is not open."
    assert application.state == State.DRAFT


def test_submitted_on_12_march_2027_it_is_due_on_11_may(time_machine):
    time_machine.move_to("2027-03-12T23:30:00+01:00", tick=False)
    application = ApplicationFactory()
    application.consent_at, application.notice_version = timezone.now(), "2026-11"
    application.save()
    submit(application)
    assert (application.submitted_on, application.due_on) == (date(2027, 3, 12), date(2027, 5, 11))


def test_the_days_in_force_at_submission_are_kept(monkeypatch):
    monkeypatch.setattr(admission_days, "_entries", [lambda: AdmissionDays(7, 40, 30, 20)])
    application = ApplicationFactory(consent_at=timezone.now(), notice_version="2026-11")
    submit(application)
    kept = (application.open_days, application.due_days, application.appeal_days, application.silent_days)
    assert kept == (7, 40, 30, 20)
    assert application.due_on == timezone.localdate() + timedelta(days=40)


def test_what_is_missing_is_said_beside_its_field():
    call = CallFactory()
    question = CallQuestionFactory(call=call, is_required=True)
    application = ApplicationFactory(call=call, line="", field=None)
    with pytest.raises(ValidationError) as error:
        submit(application)
    assert sorted(error.value.message_dict) == ["field", "line", f"question_{question.pk}"]


def test_answers_copy_the_words_of_their_question():
    question = CallQuestionFactory(words="Which machines do you bring?")
    application = ApplicationFactory(call=question.call)
    save_application(application, {}, Parts(answers={question.pk: "A kiln."}))
    question.words = "Which machines do you need?"
    question.save()
    answer = application.answers.get()
    assert (answer.words, answer.text) == ("Which machines do you bring?", "A kiln.")
    question.delete()
    assert application.answers.get().words == "Which machines do you bring?"


def test_rows_take_the_place_of_those_before():
    application = ApplicationFactory()
    rows = [{"name": "Masks", "kinds": "masks", "materials": "", "stages": ["design"]}]
    for _time in range(2):
        save_application(application, {"line": "Masks"}, Parts(products=rows))
    assert [product.name for product in application.products.all()] == ["Masks"]


def test_what_has_been_sent_is_not_changed():
    application = ApplicationFactory(submitted=True)
    expected = "The application has been sent: what it says can no longer be changed."
    assert refusal(save_application, application, {"line": "Other"}, Parts()) == expected


def test_a_draft_lapses_30_days_after_its_last_save(time_machine):
    time_machine.move_to("2027-03-01T10:00:00+01:00", tick=False)
    application = ApplicationFactory()
    time_machine.move_to("2027-03-20T10:00:00+01:00", tick=False)
    save_application(application, {"line": "Masks"}, Parts())
    time_machine.move_to("2027-04-18T23:50:00+02:00", tick=False)
    assert not lapse_if_due(application)
    time_machine.move_to("2027-04-19T00:10:00+02:00", tick=False)
    assert lapse_if_due(application)
    assert (application.state, application.closed_on) == (State.LAPSED, date(2027, 4, 19))


def test_a_draft_whose_time_is_over_stands_in_nobodys_way(time_machine):
    time_machine.move_to("2027-03-01T10:00:00+01:00", tick=False)
    first = started()
    time_machine.move_to("2027-04-01T10:00:00+02:00", tick=False)
    second = started()
    first.refresh_from_db()
    assert (first.state, second.state, first != second) == (State.LAPSED, State.DRAFT, True)


@pytest.mark.parametrize("state", ["submitted", "checking", "info_needed", "opened", "proposed"])
def test_an_application_is_withdrawn_until_it_is_decided(state):
    application = ApplicationFactory(**{state: True})
    withdraw(application)
    assert (application.state, application.closed_on) == (State.WITHDRAWN, timezone.localdate())


def test_a_refused_application_is_not_withdrawn():
    expected = "This application can no longer be withdrawn: it has been decided or closed."
    assert refusal(withdraw, ApplicationFactory(refused=True)) == expected
