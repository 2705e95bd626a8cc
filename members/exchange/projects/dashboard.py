"""What others have asked a company to confirm: collaborations, and its parts in joint projects."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, F, QuerySet, Value, When
from django.db.models.functions import Cast
from django.urls import reverse

from members.companies.models import Company
from members.exchange.collaborations.models import Collaboration
from members.exchange.projects.models import JointProject

AT_MOST = 5


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """`asker`: the name of the company that waits for the answer."""

    what: str
    asker: str
    href: str
    is_project: bool


def waiting_collaborations(company: Company) -> list[ToConfirm]:
    """The latest five. One query."""
    asker = Case(When(is_asked_by_giver=True, then=F("giver__name")), default=F("taker__name"))
    asked = Collaboration.objects.waiting_for(company).order_by()
    projects = JointProject.objects.waiting_for(company).order_by()
    rows = _columns(asked, is_project=False, key="pk", at="asked_at", words="what", asker=asker)
    more = _columns(
        projects, is_project=True, key="slug", at="created_at", words="title", asker=F("lead__name")
    )
    return [_row(*row) for row in rows.union(more, all=True).order_by("-at")[:AT_MOST]]


def _columns(rows: QuerySet, *, is_project: bool, key: str, at: str, words: str, asker: Any) -> QuerySet:
    columns = {
        "is_project": Value(is_project),
        "key": Cast(key, CharField()),
        "words": Cast(words, CharField()),
        "asker_name": Cast(asker, CharField()),
        "at": F(at),
    }
    return rows.annotate(**columns).values_list(*columns)


def _row(is_project: bool, key: str, what: str, asker: str, _at: Any) -> ToConfirm:
    href = (
        reverse("members:project_detail", args=[key])
        if is_project
        else reverse("members:collaboration_detail", args=[key])
    )
    return ToConfirm(what, asker, href, bool(is_project))
