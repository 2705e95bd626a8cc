"""One search over all that the portal has pages of, by the words each of them is found by."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.db.models import Case, When
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.programme.filters import has_event_words
from events.programme.models import Event
from governance.proposals.models import Proposal
from governance.resolutions.models import Resolution
from members.companies.models import Company
from members.directory.filters import has_company_words
from members.people.http import PortalRequest
from members.people.models import Membership
from members.people.rules import is_insider
from multifactory.lib.formats import format_day
from multifactory.lib.public_pages.content import Scope
from multifactory.lib.public_pages.pages import public_page
from multifactory.lib.text.search import has_words, normalised_words
from spaces.building.models import Space

MAX_LENGTH = 100  # letters, as of the lists
SHOWN = 6  # of a kind; the list of that kind has the others


@dataclass(frozen=True, slots=True)
class Found:
    """`line`: what people wrote of it; `lang`: of a title in another language than the page."""

    title: str
    href: str
    note: str
    line: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """What is found of a kind; `more`: the list that has the others, empty where these are all."""

    name: str
    title: str
    rows: list[Found]
    more: str


@public_page(Scope.MEMBERS, Scope.GOVERNANCE, Scope.SPACES, Scope.EVENTS, parameters=("q",))
@login_not_required
@require_safe
def search(request: PortalRequest) -> HttpResponse:
    text = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:MAX_LENGTH]
    is_member = is_insider(request.user, request.acting)
    kinds = find_everywhere(text, request.acting, is_member=is_member) if normalised_words(text) else []
    return render(request, "search.html", {"text": text, "kinds": kinds, "is_member": is_member})


def find_everywhere(text: str, acting: Membership | None, *, is_member: bool) -> list[Kind]:
    """The kinds of which something is found. Visitors find what is public: no decisions on their way."""
    decisions = [_decisions(text, acting)] if is_member else []
    kinds = [
        _companies(text),
        _spaces(text),
        _events(text, is_member=is_member),
        *decisions,
        _resolutions(text, is_member=is_member),
    ]
    return [kind for kind in kinds if kind.rows]


def _kind(
    name: str, title: str, rows: list[Any], shown: Callable[[Any], Found], list_of: str, **query: str
) -> Kind:
    """`rows`: one more than is shown, if there are more. `list_of`: the list that finds them by `query`."""
    more = f"{reverse(list_of)}?{urlencode(query)}" if len(rows) > SHOWN else ""
    return Kind(name, title, [shown(row) for row in rows[:SHOWN]], more)


def _companies(text: str) -> Kind:
    found = Company.objects.current().filter(has_company_words(text)).select_related("field")
    rows = list(found.order_by("name", "pk")[: SHOWN + 1])
    return _kind("companies", _("Companies"), rows, _company, "members:company_list", q=text)


def _company(company: Company) -> Found:
    return Found(company.name, company.get_absolute_url(), company.field.name, company.line)


def _spaces(text: str) -> Kind:
    rows = list(Space.objects.existing().filter(has_words(text)).for_list()[: SHOWN + 1])
    return _kind("spaces", _("Spaces"), rows, _space, "spaces:space_list", q=text)


def _space(space: Space) -> Found:
    title = f"{space.code} {space.name}".strip()
    return Found(title, space.get_absolute_url(), f"{capfirst(space.get_kind_display())} · {space.floor}")


def _events(text: str, *, is_member: bool) -> Kind:
    """Those to come, the next one first; then those of the past, the latest first."""
    now = timezone.now()
    visible = Event.objects.visible_to(is_member).filter(has_event_words(text)).prefetch_related("texts")
    coming = Case(When(ends_at__gt=now, then="starts_at"))
    rows = list(visible.order_by(coming.asc(nulls_last=True), "-starts_at", "pk")[: SHOWN + 1])
    past = {"past": "1"} if rows and rows[-1].ends_at <= now else {}  # the list has the one or the other
    return _kind("events", _("Events"), rows, _event, "events:event_list", q=text, **past)


def _event(event: Event) -> Found:
    title, summary = event.shown.title, event.shown.summary
    note = f"{format_day(timezone.localdate(event.starts_at))} · {event.get_kind_display()}"
    return Found(title, event.get_absolute_url(), note, summary, title.lang)


def _decisions(text: str, acting: Membership | None) -> Kind:
    found = Proposal.objects.visible_to(acting).filter(has_words(text)).select_related("company")
    rows = list(found.order_by("-created_at", "-pk")[: SHOWN + 1])
    return _kind("decisions", _("Decisions"), rows, _decision, "governance:proposal_list", q=text)


def _decision(proposal: Proposal) -> Found:
    note = f"{capfirst(proposal.get_state_display())} · {proposal.company}"
    return Found(proposal.title, proposal.get_absolute_url(), note)


def _resolutions(text: str, *, is_member: bool) -> Kind:
    visible = Resolution.objects.visible_to(is_member).filter(has_words(text))
    rows = list(visible.for_list()[: SHOWN + 1])
    return _kind("resolutions", _("Resolutions"), rows, _resolution, "governance:resolution_list", q=text)


def _resolution(resolution: Resolution) -> Found:
    note = f"{capfirst(resolution.get_outcome_display())} · {format_day(resolution.decided_on)}"
    return Found(f"{resolution.reference} {resolution.title}", resolution.get_absolute_url(), note)
