"""What coordinators do, what the clock does, and what is emptied."""

from datetime import date, timedelta

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from members.applications.call_models import Call
from members.applications.desk.clock import (
    empty_old_applications,
    lapse_silent_applications,
    raise_alarms,
)
from members.applications.desk.personal_data import collect, erase
from members.applications.desk.services import ask_for_information, open_to_members, take_up
from members.applications.joining.documents import add_document
from members.applications.models import Application
from members.applications.part_models import ApplicationMessage, ApplicationStep
from tests.factories.applications import (
    ApplicationFactory,
    ApplicationListingFactory,
    ApplicationProductFactory,
    QuestionFactory,
    answer_of,
)
from tests.factories.members import CompanyFactory, UserFactory
from tests.members.helpers import refusal

pytestmark = pytest.mark.django_db

State = Application.State
CHANGELIST = "admin:members_application_changelist"


def do(client, application, name: str, **data: str):
    action = {"action": name, ACTION_CHECKBOX_NAME: [application.pk], "do": "1"}
    return client.post(reverse(CHANGELIST), action | data, follow=True)


def test_what_was_begun_and_not_sent_is_read_by_nobody(backoffice):
    """As the applicant's page says."""
    begun, sent = ApplicationFactory(), ApplicationFactory(submitted=True)
    pages = [
        backoffice.get(reverse(CHANGELIST)),
        backoffice.get(reverse(CHANGELIST), {"q": begun.email}),
        backoffice.get(reverse("admin:members_application_change", args=[begun.pk]), follow=True),
        backoffice.get(reverse("admin:members_application_history", args=[begun.pk]), follow=True),
    ]

    assert [begun.name in page.content.decode() for page in pages] == [False] * 4
    assert sent.name in pages[0].content.decode()


def test_an_application_is_taken_up_asked_for_more_and_opened_in_the_back_office(backoffice, coordinator):
    application = ApplicationFactory(submitted=True)
    do(backoffice, application, "take_up")
    do(backoffice, application, "ask", text="Which machines?")
    application.refresh_from_db()
    assert (application.state, application.checked_by) == (State.INFO_NEEDED, coordinator)
    assert ApplicationMessage.objects.get().text == "Which machines?"
    Application.objects.filter(pk=application.pk).update(state=State.CHECKING)
    do(backoffice, application, "open")
    application.refresh_from_db()
    assert (application.state, application.figures_on) == (State.OPEN, timezone.localdate())
    steps = ApplicationStep.objects.filter(application=application).values_list("state", "by")
    assert list(steps) == [
        ("checking", coordinator.pk),
        ("info_needed", coordinator.pk),
        ("open", coordinator.pk),
    ]


def test_reasons_are_written_in_the_back_office_and_required(backoffice, mailoutbox):
    application = ApplicationFactory(turned_down=True)
    do(backoffice, application, "write_reasons", reasons=" ")
    application.refresh_from_db()
    assert (application.state, mailoutbox) == (State.TURNED_DOWN, [])
    do(backoffice, application, "write_reasons", reasons="There are five of this kind.")
    application.refresh_from_db()
    assert (application.state, application.reasons) == (State.REFUSED, "There are five of this kind.")
    assert [mail.to for mail in mailoutbox] == [[application.email]]


def test_a_step_that_is_not_in_the_table_is_refused():
    application, by = ApplicationFactory(opened=True), UserFactory()
    assert [refusal(act, application, by=by) for act in (take_up, open_to_members)] == [
        "Only an application that has just been received can be taken up.",
        "Only an application that is being checked can be opened to members.",
    ]
    assert "Say what is missing" in refusal(ask_for_information, application, text="", by=by)


def test_opened_on_20_march_it_may_be_proposed_from_3_april_and_its_figures_stay(
    time_machine, representative, mailoutbox
):
    time_machine.move_to("2027-03-20T09:00:00+01:00", tick=False)
    CompanyFactory.create_batch(2)
    application = ApplicationFactory(checking=True, submitted_on=date(2027, 3, 12))
    open_to_members(application, by=UserFactory())
    assert (application.opened_on, application.open_until) == (date(2027, 3, 20), date(2027, 4, 3))
    assert (application.figures["before"]["companies"], application.figures["after"]["companies"]) == (3, 4)
    assert [mail.to for mail in mailoutbox] == [[application.email], [representative.email]]


def test_alarms_of_an_application_submitted_on_12_march_2027(
    time_machine, coordinator, representative, mailoutbox
):
    ApplicationFactory(opened=True, submitted_on=date(2027, 3, 12))
    told = []
    for day in (
        "2027-04-10",
        "2027-04-11",
        "2027-04-25",
        "2027-04-26",
        "2027-05-05",
        "2027-05-06",
        "2027-05-11",
    ):
        time_machine.move_to(f"{day}T08:00:00+02:00", tick=False)
        for _time in range(2):
            raise_alarms()
        told.append((day, [mail.to[0] for mail in mailoutbox]))
        mailoutbox.clear()
    office, everybody = [coordinator.email], [coordinator.email, representative.email]
    assert told == [
        ("2027-04-10", []),
        ("2027-04-11", office),
        ("2027-04-25", []),
        ("2027-04-26", office),
        ("2027-05-05", []),
        ("2027-05-06", everybody),
        ("2027-05-11", []),
    ]


def test_one_that_nobody_has_opened_is_told_to_representatives_too(time_machine, representative, mailoutbox):
    ApplicationFactory(checking=True, submitted_on=date(2027, 3, 12))
    time_machine.move_to("2027-05-06T08:00:00+02:00", tick=False)

    raise_alarms()

    [told] = [mail for mail in mailoutbox if mail.to == [representative.email]]
    assert "not open to members yet: ask the coordinators" in told.body
    assert "/applications/" not in told.body


def test_a_draft_is_told_14_days_before_it_lapses_and_once(time_machine, mailoutbox):
    time_machine.move_to("2027-03-01T10:00:00+01:00", tick=False)
    application = ApplicationFactory()
    counts = []
    for day in ("2027-03-16", "2027-03-17", "2027-03-18", "2027-03-30", "2027-03-31", "2027-04-01"):
        time_machine.move_to(f"{day}T10:00:00+01:00", tick=False)
        lapse_silent_applications()
        application.refresh_from_db()
        counts.append((day, len(mailoutbox), application.state))
    assert counts == [
        ("2027-03-16", 0, "draft"),
        ("2027-03-17", 1, "draft"),
        ("2027-03-18", 1, "draft"),
        ("2027-03-30", 1, "draft"),
        ("2027-03-31", 2, "lapsed"),
        ("2027-04-01", 2, "lapsed"),
    ]


def test_information_asked_for_and_not_given_for_90_days_lapses(time_machine, mailoutbox):
    ApplicationFactory(info_needed=True, submitted_on=date(2027, 3, 1), asked_on=date(2027, 3, 2))
    counts = []
    for day in ("2027-05-16", "2027-05-17", "2027-05-30", "2027-05-31"):
        time_machine.move_to(f"{day}T10:00:00+02:00", tick=False)
        lapse_silent_applications()
        counts.append((len(mailoutbox), Application.objects.get().state))
    assert counts == [(0, "info_needed"), (1, "info_needed"), (1, "info_needed"), (2, "lapsed")]


def test_told_on_20_may_2027_it_is_emptied_on_20_july_2028(time_machine):
    application = ApplicationFactory(
        refused=True,
        submitted_on=date(2027, 3, 12),
        told_on=date(2027, 5, 20),
        appeal_until=date(2027, 7, 19),
        name="Cartapesta Rondelli",
    )
    question = QuestionFactory(application=application)
    answer_of(question)
    ApplicationProductFactory(application=application)
    ApplicationListingFactory(application=application)
    time_machine.move_to("2028-07-19T23:50:00+02:00", tick=False)
    assert empty_old_applications() == 0
    time_machine.move_to("2028-07-20T00:10:00+02:00", tick=False)
    assert empty_old_applications() == 1
    assert empty_old_applications() == 0
    link = application.link
    application.refresh_from_db()
    assert (application.person, application.email, application.story, application.reasons) == ("", "", "", "")
    assert (application.name, application.state, application.emptied_on) == (
        "Cartapesta Rondelli",
        State.REFUSED,
        date(2028, 7, 20),
    )
    rows = [application.products, application.listings, application.messages, application.documents]
    assert [one.count() for one in rows] == [0, 0, 0, 0]
    assert not Application.objects.by_link(link).exists()


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.LAPSED])
def test_withdrawn_and_lapsed_are_emptied_after_12_months(state, time_machine):
    application = ApplicationFactory(state=state, closed_on=date(2027, 5, 20))
    time_machine.move_to("2028-05-19T12:00:00+02:00", tick=False)
    assert empty_old_applications() == 0
    time_machine.move_to("2028-05-20T12:00:00+02:00", tick=False)
    assert empty_old_applications() == 1
    application.refresh_from_db()
    assert (application.name, application.line) == ("", "")


@pytest.mark.django_db(transaction=True)
def test_the_files_of_an_emptied_application_go():
    application = ApplicationFactory()
    document = add_document(application, upload=SimpleUploadedFile("a.pdf", b"%PDF-1.4\n%%EOF\n"))
    Application.objects.filter(pk=application.pk).update(
        state=State.LAPSED, closed_on=timezone.localdate() - timedelta(days=400)
    )
    assert default_storage.exists(document.file.name)
    empty_old_applications()
    assert not default_storage.exists(document.file.name)


def test_messages_and_steps_are_written_once():
    question = QuestionFactory()
    for act in (
        lambda: ApplicationMessage.objects.filter(pk=question.pk).update(text="Other words"),
        lambda: ApplicationMessage.objects.filter(pk=question.pk).delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
    step = ApplicationStep.objects.create(application=question.application, state="open")
    with pytest.raises(IntegrityError), transaction.atomic():
        ApplicationStep.objects.filter(pk=step.pk).update(state="accepted")


def test_a_person_finds_what_they_applied_with_and_it_goes_with_them(representative, company):
    own = ApplicationFactory(opened=True, email=representative.email, story="My story")
    asked = QuestionFactory(author=representative, company=company, text="Which glue?")
    found = collect(representative)
    assert [row["story"] for row in found["applications"]] == ["My story"]
    assert [row["text"] for row in found["questions_to_applicants"]] == ["Which glue?"]
    erase(representative)
    own.refresh_from_db()
    assert (own.state, own.email, own.story, own.name) == (State.WITHDRAWN, "", "", "")
    asked.refresh_from_db()
    assert asked.text == "Which glue?"


def test_calls_and_their_questions_are_written_in_the_back_office(backoffice):
    data = {"title": "Open call", "slug": "open-call", "text": "Come.", "offered_m2": "120", "rooms": ""}
    data |= {
        "opens_at_0": "2027-03-01",
        "opens_at_1": "09:00",
        "closes_at_0": "2027-04-01",
        "closes_at_1": "18:00",
    }
    data |= {
        "questions-TOTAL_FORMS": "1",
        "questions-INITIAL_FORMS": "0",
        "questions-0-words": "What do you make?",
    }
    data |= {"questions-0-position": "0"}
    answer = backoffice.post(reverse("admin:members_call_add"), data)
    assert answer.status_code == 302, answer.context["errors"]
    call = Call.objects.get()
    assert [question.words for question in call.questions.all()] == ["What do you make?"]
