"""Calls and applications of a sample: one in its open days with questions and kept figures, one lapsed."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from members.applications.call_models import Call, CallQuestion
from members.applications.models import Application
from members.applications.part_models import (
    ApplicationAnswer,
    ApplicationListing,
    ApplicationMessage,
    ApplicationProduct,
    ApplicationStep,
)
from members.applications.reading.figures import figures_with
from members.applications.rules import NOTICE_VERSION
from members.companies.models import Field
from members.hooks import admission_days_in_force
from members.principles.figures import METHOD
from members.profile.terms import split_words
from multifactory.demo.sample.applications import ApplicationData, CallData
from multifactory.demo.sample.data import slug_of
from multifactory.demo.written import Written

State = Application.State


def load_applications(written: Written) -> None:
    """After all that the figures of a candidate speak of."""
    calls = {data.title: _call(written, data) for data in written.case.calls}
    for data in written.case.applications:
        _load(written, data, calls.get(data.call))


def _call(written: Written, data: CallData) -> Call:
    call = Call.objects.create(
        title=data.title,
        slug=slug_of(data.title),
        text=data.text,
        opens_at=written.moment(data.opens, "12:00"),
        closes_at=written.moment(data.closes, "12:00"),
        offered_m2=data.m2,
        rooms=data.rooms,
    )
    CallQuestion.objects.bulk_create(
        CallQuestion(call=call, position=position, words=words)
        for position, words in enumerate(data.questions)
    )
    return call


def _load(written: Written, data: ApplicationData, call: Call | None) -> None:
    application = Application.objects.create(
        **_says(data),
        call=call,
        language="it",
        state=State.LAPSED if data.state == "lapsed" else State.SUBMITTED,
        consent_at=timezone.now(),
        notice_version=NOTICE_VERSION,
        **_days(written, data),
    )
    _load_rows(application, data)
    if data.opened is not None:
        _open(written, application, data)
    ApplicationStep.objects.create(application=application, state=application.state)


def _says(data: ApplicationData) -> dict[str, Any]:
    names = ("name", "person", "email", "line", "story", "vocation", "craft", "founded", "people", "needs")
    says = {name: getattr(data, name) for name in (*names, "least_m2", "most_m2")}
    return says | {"customers": list(data.customers), "field": Field.objects.get(code=data.field)}


def _days(written: Written, data: ApplicationData) -> dict[str, Any]:
    days, submitted = admission_days_in_force(), written.day(data.submitted)
    kept = {f"{name}_days": getattr(days, name) for name in ("open", "due", "appeal", "silent")}
    closed = {"closed_on": written.today} if data.state == "lapsed" else {}
    return kept | closed | {"submitted_on": submitted, "due_on": submitted + timedelta(days=days.due)}


def _load_rows(application: Application, data: ApplicationData) -> None:
    ApplicationProduct.objects.bulk_create(
        ApplicationProduct(
            application=application, name=name, kinds=kinds, materials=materials, stages=split_words(stages)
        )
        for name, kinds, materials, stages in data.products
    )
    ApplicationListing.objects.bulk_create(
        ApplicationListing(application=application, kind=kind, title=title, terms=terms)
        for kind, title, terms in data.listings
    )
    questions = application.call.questions.all() if application.call else ()
    ApplicationAnswer.objects.bulk_create(
        ApplicationAnswer(application=application, question=question, words=question.words, text=text)
        for question, text in zip(questions, data.answers, strict=False)
    )


def _open(written: Written, application: Application, data: ApplicationData) -> None:
    """Figures are those of the day of loading: nobody has written down what the community was before."""
    opened = written.day(data.opened or 0)
    application.opened_on = application.figures_on = opened
    application.open_until = opened + timedelta(days=application.open_days or 0)
    application.figures, application.figures_method = figures_with(application), METHOD
    application.state = State.OPEN if data.state == "open" else State.LAPSED
    application.save()
    for company, question, answer in data.asked:
        asked = ApplicationMessage.objects.create(
            application=application,
            kind=ApplicationMessage.Kind.QUESTION,
            text=question,
            company=written.companies[company],
            author=written.representative(company),
        )
        if answer:
            ApplicationMessage.objects.create(
                application=application, kind=ApplicationMessage.Kind.ANSWER, text=answer, question=asked
            )
