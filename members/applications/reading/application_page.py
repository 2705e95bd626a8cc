"""The page of an application, as members see it: what it says, what it would change, who asked what."""

from typing import Any

from django.utils import timezone

from members.applications.models import Application
from members.applications.part_models import ApplicationMessage
from members.applications.reading.figure_rows import FigureRow, figure_rows, kept_rows
from members.applications.reading.figures import community_with
from members.applications.reading.needs import needs_met
from members.applications.reading.overlap import overlaps_with
from members.applications.rules import takes_questions
from members.applications.standing import sentence_for_members, steps_of, style_of
from members.people.models import Membership

OVERLAPS_SHOWN = 8


def application_context(application: Application, acting: Membership | None) -> dict[str, Any]:
    today = timezone.localdate()
    products = list(application.products.all())
    thread = list(ApplicationMessage.objects.filter(application=application).for_members())
    answers = {one.question_id: one for one in thread if one.question_id}
    questions = [(one, answers.get(one.pk)) for one in thread if one.kind == "question"]
    return {
        "application": application,
        "style": style_of(application.state),
        "sentence": sentence_for_members(application, today),
        "steps": steps_of(application, today),
        "products": products,
        "listings": list(application.listings.all()),
        "answers": list(application.answers.exclude(text="")),
        "documents": list(application.documents.all()),
        "figures": _figures(application),
        "figures_on": application.figures_on,
        "kept": kept_rows(application.figures or {}),
        "needs": needs_met(application),
        "overlaps": overlaps_with(application)[:OVERLAPS_SHOWN],
        "names_products": bool(products),
        "questions": questions,
        "unanswered": sum(answer is None for _question, answer in questions),
        "can_ask": bool(acting) and takes_questions(application),
    }


def _figures(application: Application) -> list[FigureRow]:
    return figure_rows(application.figures, community_with(application)) if application.figures else []
