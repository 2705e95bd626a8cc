"""The page of an application, as members see it: what it says, what it would change, who asked what."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.applications.models import Application
from members.applications.part_models import ApplicationMessage
from members.applications.reading.figures import STAGES, figures_with
from members.applications.reading.overlap import Overlap, overlaps_with
from members.applications.rules import takes_questions
from members.applications.standing import sentence_for_members, steps_of, style_of
from members.hooks import sections_of_application
from members.people.models import Membership, User

OVERLAPS_SHOWN = 8


@dataclass(frozen=True)
class FigureRow:
    """A figure as it was at the opening, without and with the candidate, and the same today."""

    label: Any
    before: str
    after: str
    change: str
    today: str


def _signed(number: float, places: int = 0) -> str:
    text = number_format(abs(number), places)
    return f"+{text}" if number > 0 else f"−{text}" if number < 0 else _("no change")


def _whole(value: int | None) -> str:
    return "–" if value is None else str(value)


def _effective(value: int | None) -> str:
    return "–" if value is None else number_format(value / 1000, 1)


def _craft(figures: dict[str, Any]) -> str:
    return _("%(craft)d of %(all)d") % {"craft": figures["craft"], "all": figures["companies"]}


def _of_ten(value: int) -> str:
    return _("%(number)d of %(all)d") % {"number": value, "all": STAGES}


def figure_rows(frozen: dict[str, Any], today: dict[str, Any]) -> list[FigureRow]:
    """N, S, ¹D, craft, cover and robust stages. A figure too few companies stand behind is a dash."""
    writers = (
        ("companies", gettext_lazy("Companies"), lambda one: _whole(one["companies"]), 1),
        ("fields", gettext_lazy("Fields of activity"), lambda one: _whole(one["fields"]), 1),
        (
            "effective",
            gettext_lazy("Fields, if all were equally common"),
            lambda one: _effective(one["effective"]),
            1000,
        ),
        ("craft", gettext_lazy("Craft businesses"), _craft, 1),
        ("cover", gettext_lazy("Stages that somebody does"), lambda one: _of_ten(one["cover"]), 1),
        ("robust", gettext_lazy("Stages that two or more do"), lambda one: _of_ten(one["robust"]), 1),
    )
    rows = []
    for key, label, write, unit in writers:
        before, after = frozen["before"], frozen["after"]
        is_known = before[key] is not None and after[key] is not None
        difference = _signed((after[key] - before[key]) / unit, 2 if unit > 1 else 0) if is_known else "–"
        now = _("%(before)s → %(after)s") % {"before": write(today["before"]), "after": write(today["after"])}
        rows.append(FigureRow(label, write(before), write(after), difference, now))
    return rows


def application_context(application: Application, user: User, acting: Membership | None) -> dict[str, Any]:
    today = timezone.localdate()
    overlaps = overlaps_with(application)
    thread = list(ApplicationMessage.objects.filter(application=application).for_members())
    answers = {one.question_id: one for one in thread if one.question_id}
    questions = [(one, answers.get(one.pk)) for one in thread if one.kind == "question"]
    return {
        "application": application,
        "style": style_of(application.state),
        "sentence": sentence_for_members(application, today),
        "steps": steps_of(application, today),
        "products": list(application.products.all()),
        "listings": list(application.listings.select_related("field")),
        "answers": list(application.answers.exclude(text="")),
        "documents": list(application.documents.all()),
        "figures": _figures(application),
        "figures_on": application.figures_on,
        "parts": (application.figures or {}).get("parts", {}),
        "overlaps": overlaps[:OVERLAPS_SHOWN],
        "names_products": application.products.all().exists(),
        "highest": _highest(overlaps),
        "questions": questions,
        "unanswered": sum(answer is None for _question, answer in questions),
        "can_ask": acting is not None and takes_questions(application),
        "sections": sections_of_application(application, user, acting),
    }


def _figures(application: Application) -> list[FigureRow]:
    if not application.figures or "before" not in application.figures:
        return []
    return figure_rows(application.figures, figures_with(application))


def _highest(overlaps: list[Overlap]) -> Overlap | None:
    return overlaps[0] if overlaps else None
