"""Applications as members read them."""

import uuid

import pytest
from django.utils import timezone

from members.applications.messages import answer_question
from members.applications.models import Application
from members.applications.part_models import ApplicationMessage
from members.hooks import Section, application_sections
from tests.factories.applications import (
    ApplicationFactory,
    ApplicationProductFactory,
    QuestionFactory,
    answer_of,
)
from tests.members.helpers import messages_of, url

pytestmark = pytest.mark.django_db


def ask(text="Which glue?", **changes) -> dict[str, str]:
    return {"text": text, "request_id": str(uuid.uuid4())} | changes


def test_members_see_what_was_opened_and_nothing_before(client_of, representative):
    seen = [ApplicationFactory(opened=True), ApplicationFactory(refused=True)]
    for trait in ("submitted", "checking", "info_needed"):
        ApplicationFactory(**{trait: True})
    hidden = ApplicationFactory()
    member = client_of(representative)
    rows = member.get(url("application_list")).context["rows"]
    assert {one for one, *_rest in rows} == set(seen)
    assert member.get(url("application_detail", hidden.pk)).status_code == 404
    assert member.get(url("application_detail", seen[0].pk)).status_code == 200


def test_the_list_is_narrowed_by_state_and_exported(client_of, representative):
    refused = ApplicationFactory(refused=True)
    ApplicationFactory(opened=True)
    member = client_of(representative)
    rows = member.get(url("application_list"), {"state": "ended"}).context["rows"]
    assert [one for one, *_rest in rows] == [refused]
    lines = (
        member.get(url("application_list"), {"state": "ended", "format": "csv"})
        .content.decode("utf-8-sig")
        .splitlines()
    )
    assert [line.split(",")[0] for line in lines] == ["name", refused.name]


def test_a_company_asks_and_the_applicant_gets_it_by_mail(client_of, representative, company, mailoutbox):
    application = ApplicationFactory(opened=True)
    member, data = client_of(representative), ask()
    answers = [member.post(url("application_ask", application.pk), data, follow=True) for _time in range(2)]
    question = ApplicationMessage.objects.get()
    assert (question.company, question.author, question.text) == (company, representative, "Which glue?")
    assert messages_of(answers[0]) == ["Your question is on its way. You get the answer by e-mail."]
    assert [mail.to for mail in mailoutbox] == [[application.email]]


def test_who_asked_gets_the_answer_by_mail(mailoutbox, representative, company):
    question = QuestionFactory(company=company, author=representative)
    answer_question(question.application, question=question, text="Flour.", request_id=uuid.uuid4())
    assert [mail.to for mail in mailoutbox] == [[representative.email]]


def test_a_question_after_the_decision_is_refused_and_kept_in_the_form(client_of, representative):
    application = ApplicationFactory(refused=True)
    answer = client_of(representative).post(url("application_ask", application.pk), ask())
    assert (answer.status_code, answer.context["form"]["text"].value()) == (200, "Which glue?")
    assert answer.context["form"].non_field_errors() == [
        "This application is decided: no more questions can be asked."
    ]


def test_coordinators_without_a_company_read_and_do_not_ask(client_of, coordinator):
    application = ApplicationFactory(opened=True)
    backoffice = client_of(coordinator)
    assert backoffice.get(url("application_detail", application.pk)).context["can_ask"] is False
    assert backoffice.post(url("application_ask", application.pk), ask()).status_code == 403


def test_the_page_shows_frozen_figures_overlap_questions_and_what_apps_above_add(
    client_of, representative, company, monkeypatch
):
    sections = [
        lambda _application, _user, acting: Section(f"Propose as {acting.company}", "components/empty.html")
    ]
    monkeypatch.setattr(application_sections, "_entries", sections)
    application = ApplicationFactory(opened=True)
    ApplicationProductFactory(application=application)
    answered = QuestionFactory(application=application)
    answer_of(answered)
    waiting = QuestionFactory(application=application)
    page = client_of(representative).get(url("application_detail", application.pk))
    questions = [
        (question, answer.text if answer else None) for question, answer in page.context["questions"]
    ]
    assert questions == [(answered, "Flour."), (waiting, None)]
    assert page.context["unanswered"] == 1
    assert [f"<h2>Propose as {company}</h2>" in section for section in page.context["sections"]] == [True]


def test_a_withdrawn_application_that_was_open_stays_to_be_read(client_of, representative):
    application = ApplicationFactory(opened=True, state="withdrawn", closed_on=timezone.localdate())
    assert client_of(representative).get(url("application_detail", application.pk)).status_code == 200
    Application.objects.filter(pk=application.pk).update(
        emptied_on=timezone.localdate(), email="", person="", story=""
    )
    assert client_of(representative).get(url("application_detail", application.pk)).status_code == 404
