"""Each component in its states, from the templates that the pages use: for whoever writes a page."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from events.programme.models import Event
from governance.pages.step_line import Step
from governance.pages.vote_strip import Part, VoteStrip
from governance.proposals.text_diff import diff_texts
from governance.voting.result import Turnout
from members.companies.models import Company
from members.hooks import facts_of
from members.people.http import MemberRequest
from members.profile.covers import covers_of
from multifactory.lib.access import require
from multifactory.lib.text.forms import LineField, TextField
from multifactory.portal.today.queue import Group
from multifactory.portal.today.rows import Waiting

BUTTONS = ("", "act", "quiet", "danger", "small", "quiet small")
LABELS = (
    *("open", "waiting", "works", "safe", "adopted", "usable", "yes", "done", "rejected", "cancelled", "no"),
    *("disused", "free", "published", "draft", "closed", "advice", "bare"),
)
LEVELS = (messages.INFO, messages.SUCCESS, messages.WARNING, messages.ERROR)


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    count: int
    width: int
    kind: str = ""


class SampleForm(forms.Form):
    """A field of each kind."""

    name = LineField(label=gettext_lazy("Name"), help_text=gettext_lazy("Markdown"))
    text = TextField(label=gettext_lazy("Text"), required=False)
    vocation = forms.ChoiceField(label=gettext_lazy("Vocation"), choices=Company.Vocation.choices)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=Event.Kind.choices[:3], widget=forms.RadioSelect
    )
    open_to = forms.BooleanField(label=gettext_lazy("Open to visits"), required=False)


@require_safe
def styleguide(request: MemberRequest) -> HttpResponse:
    require(request.user.is_coordinator)
    sent = SampleForm({"text": "…"}, prefix="sent")
    context = {
        "buttons": BUTTONS,
        "labels": LABELS,
        "notes": [Message(level, _("Saved.")) for level in LEVELS],
        "form": SampleForm(),
        "sent": sent,
        "page_obj": Paginator(range(200), 20).get_page(request.GET.get("page", "4")),
        "this_year": str(timezone.localdate().year),
        **_pictured(),
        **_of_decisions(),
        **_of_days(),
    }
    return render(request, "styleguide.html", context)


def _pictured() -> dict[str, Any]:
    """Rows of this portal, as far as it has any."""
    companies = list(Company.objects.current().for_list().order_by("name")[:3])
    facts, covers = facts_of(companies), covers_of(companies)
    without = [(company, None, facts[company.pk]) for company in companies[:1]]
    cards = [(company, covers.get(company.pk), facts[company.pk]) for company in companies]
    events = Event.objects.visible_to(is_member=True).published().order_by("-starts_at")
    return {"cards": cards + without, "events": events.first_rows(2)}


def _of_decisions() -> dict[str, Any]:
    labels = {"yes": _("yes"), "no": _("no"), "abstain": _("abstain")}
    parts = [
        Part(kind, count, labels[kind], is_own=kind == "no")
        for kind, count in (("yes", 9), ("no", 3), ("abstain", 2))
    ]
    steps = [_("Draft"), _("Discussion"), _("Text final"), _("Voting"), _("Result")]
    return {
        "strip": VoteStrip(parts, 8),
        "turnout": Turnout(14, 16, 8),
        "steps": [Step(label, "", is_current=place == 3) for place, label in enumerate(steps)],
        "lines": diff_texts("It costs € 900 in all.", "It costs € 1,200 in all."),
        "bars": [Bar(_("yes"), 9, 90, "yes"), Bar(_("no"), 3, 30, "no")],
    }


def _of_days() -> dict[str, Any]:
    today = timezone.localdate()
    rows = [
        Waiting(
            sign=sign,
            title=_("Decisions"),
            href="#queue",
            at=today + timedelta(days=days),
            said=_("Voting is open"),
            act=pgettext("verb", "Search"),
            act_href="#queue",
        )
        for sign, days in (("vote", 1), ("broom", 5))
    ]
    return {"queue": [Group(_("This week"), rows)]}
