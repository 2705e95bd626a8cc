"""Applications in each of their states, calls and what belongs to them."""

from datetime import timedelta
from typing import Any

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from factory.django import DjangoModelFactory

from members.applications.call_models import Call, CallQuestion
from members.applications.joining.documents import add_document
from members.applications.models import Application
from members.applications.part_models import ApplicationListing, ApplicationMessage, ApplicationProduct
from members.applications.reading.figures import figures_with
from tests.factories.members import CompanyFactory, FieldFactory

State = Application.State


class CallFactory(DjangoModelFactory):
    class Meta:
        model = Call

    title = factory.Sequence(lambda n: f"Call {n}")
    slug = factory.Sequence(lambda n: f"call-{n}")
    text = "Workshops on the ground floor."
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=10))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=20))


class CallQuestionFactory(DjangoModelFactory):
    class Meta:
        model = CallQuestion

    call = factory.SubFactory(CallFactory)
    position = factory.Sequence(lambda n: n)
    words = factory.Sequence(lambda n: f"Question {n}?")


class ApplicationFactory(DjangoModelFactory):
    """A draft. `submitted`, `checking`, `opened`, `proposed`, `turned_down`, `refused` lead it on."""

    class Meta:
        model = Application

    name = factory.Sequence(lambda n: f"Candidate {n}")
    person = "Lucia Rondelli"
    email = factory.Sequence(lambda n: f"candidate{n}@example.net")
    language = "en"
    line = "Papier-mâché figures and stage masks"
    story = "Heads, animals and saints out of paper and glue."
    field = factory.SubFactory(FieldFactory)
    vocation = "craft"
    craft = "self_declared"
    consent_at = factory.LazyFunction(timezone.now)
    notice_version = "2026-11"

    class Params:
        submitted = factory.Trait(
            state=State.SUBMITTED,
            submitted_on=factory.LazyFunction(timezone.localdate),
            due_on=factory.LazyAttribute(lambda row: row.submitted_on + timedelta(days=60)),
            open_days=14,
            due_days=60,
            appeal_days=60,
            silent_days=90,
        )
        checking = factory.Trait(submitted=True, state=State.CHECKING)
        info_needed = factory.Trait(
            submitted=True, state=State.INFO_NEEDED, asked_on=factory.LazyFunction(timezone.localdate)
        )
        opened = factory.Trait(
            submitted=True,
            state=State.OPEN,
            opened_on=factory.SelfAttribute("submitted_on"),
            open_until=factory.LazyAttribute(lambda row: row.opened_on + timedelta(days=14)),
            figures={},
            figures_on=factory.SelfAttribute("opened_on"),
            figures_method=1,
        )
        proposed = factory.Trait(opened=True, state=State.PROPOSED)
        turned_down = factory.Trait(opened=True, state=State.TURNED_DOWN)
        refused = factory.Trait(
            opened=True,
            state=State.REFUSED,
            reasons="There are five of this kind already.",
            told_on=factory.LazyFunction(timezone.localdate),
            closed_on=factory.SelfAttribute("told_on"),
            appeal_until=factory.LazyAttribute(lambda row: row.told_on + timedelta(days=60)),
        )


class ApplicationProductFactory(DjangoModelFactory):
    class Meta:
        model = ApplicationProduct

    application = factory.SubFactory(ApplicationFactory)
    name = "Masks"
    kinds = "masks"
    materials = "paper"
    stages = ["design", "parts"]


class ApplicationListingFactory(DjangoModelFactory):
    class Meta:
        model = ApplicationListing

    application = factory.SubFactory(ApplicationFactory)
    kind = "need"
    title = "Paper offcuts"


class QuestionFactory(DjangoModelFactory):
    """A company asks; `answer_of(question)` answers."""

    class Meta:
        model = ApplicationMessage

    application = factory.SubFactory(ApplicationFactory, opened=True)
    kind = "question"
    text = "Which glue do you use?"
    company = factory.SubFactory(CompanyFactory)


def answer_of(question: ApplicationMessage, text: str = "Flour.") -> Any:
    return ApplicationMessage.objects.create(
        application=question.application, kind="answer", text=text, question=question
    )


def whole_application(**values: Any) -> Application:
    """In its open days, with one of everything: call, product, need, answer, paper, question, step."""
    question = CallQuestionFactory()
    application = ApplicationFactory(opened=True, call=question.call, figures=None, **values)
    application.figures = figures_with(application)
    application.save()
    ApplicationProductFactory(application=application)
    ApplicationListingFactory(application=application)
    application.answers.create(question=question, words=question.words, text="A kiln.")
    application.steps.create(state=State.OPEN)
    add_document(application, upload=SimpleUploadedFile("register.pdf", b"%PDF-1.7"))
    answer_of(QuestionFactory(application=application))
    QuestionFactory(application=application)
    return application
