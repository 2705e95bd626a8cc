"""What companies ask of the coordinators: another name, another craft entry."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.changes.models import ChangeRequest
from members.changes.services import accept_change_request, refuse_change_request
from members.companies.models import Company
from members.people.http import request_user
from multifactory.lib.admin import ReadOnlyAdmin
from multifactory.lib.admin_actions import Change, Question, ask, the_one_chosen


class RefuseForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=_("The company reads it in a mail."),
    )


@admin.register(ChangeRequest)
class ChangeRequestAdmin(ReadOnlyAdmin):
    """Answered by the two actions, from the list or from the page of a request."""

    list_display = ["company", "asked", "requested_by", "requested_at", "state"]
    list_filter = ["state"]
    list_select_related = ["company", "requested_by"]
    search_fields = ["company__name", "name", "craft_number"]
    actions = ["accept", "refuse"]
    ordering = [Case(When(state=ChangeRequest.State.OPEN, then=Value(0)), default=Value(1)), "-requested_at"]
    fields = [
        *("company", "name", "craft", "craft_number", "note", "requested_by", "requested_at"),
        *("state", "decided_by", "decided_at", "reason"),
    ]

    @admin.display(description=_("asks for"))
    def asked(self, change: ChangeRequest) -> str:
        craft = f"{change.get_craft_display()} {change.craft_number}".strip()
        return ", ".join(filter(None, [change.name, craft]))

    @admin.action(description=_("Accept this request"))
    def accept(self, request: HttpRequest, queryset: QuerySet[ChangeRequest]) -> HttpResponse | None:
        return self._ask(request, "accept")

    @admin.action(description=_("Refuse this request"))
    def refuse(self, request: HttpRequest, queryset: QuerySet[ChangeRequest]) -> HttpResponse | None:
        return self._ask(request, "refuse")

    def _ask(self, request: HttpRequest, action: str) -> HttpResponse | None:
        change = the_one_chosen(request, ChangeRequest.objects.select_related("company", "requested_by"))
        if change is None:
            return None
        if change.state != ChangeRequest.State.OPEN:
            messages.warning(request, gettext("This request has been answered already."))
            return None
        make = {"accept": _accept_question, "refuse": _refuse_question}[action]
        return ask(self, request, change, action, make(request, change))


def _facts(change: ChangeRequest) -> list[tuple[str, str]]:
    return [
        (gettext("Company"), str(change.company)),
        (gettext("Asked by"), str(change.requested_by or gettext("somebody who has left"))),
        (gettext("Why"), change.note or "–"),
    ]


def _craft_in_words(craft: str, number: str) -> str:
    return f"{Company.Craft(craft).label} {number}".strip()


def _asked_changes(change: ChangeRequest) -> list[Change]:
    company, changes = change.company, []
    if change.name:
        changes.append((gettext("Name"), company.name, change.name))
    if change.craft:
        before = _craft_in_words(company.craft, company.craft_number)
        after = _craft_in_words(change.craft, change.craft_number)
        changes.append((gettext("Craft"), before, after))
    return changes


def _accept_question(request: HttpRequest, change: ChangeRequest) -> Question:
    def carry_out(cleaned: dict[str, Any]) -> str:
        company = accept_change_request(change, by=request_user(request))
        return gettext("The request is accepted: the page of %(company)s shows it.") % {"company": company}

    return Question(
        title=gettext("Accept the request of %(company)s") % {"company": change.company},
        button=gettext("Accept the request"),
        make_form=forms.Form,
        changes=lambda cleaned: _asked_changes(change),
        carry_out=carry_out,
        now=_facts(change),
    )


def _refuse_question(request: HttpRequest, change: ChangeRequest) -> Question:
    def carry_out(cleaned: dict[str, Any]) -> str:
        refuse_change_request(change, by=request_user(request), reason=cleaned["reason"])
        return gettext("The request is refused, and %(company)s is told why.") % {"company": change.company}

    def changes(cleaned: dict[str, Any]) -> list[Change]:
        state = ChangeRequest.State
        refused = f"{state.REFUSED.label}: {cleaned['reason']}"
        return [(gettext("State"), str(state.OPEN.label), refused)]

    asked = [(what, f"{before} → {after}") for what, before, after in _asked_changes(change)]
    return Question(
        title=gettext("Refuse the request of %(company)s") % {"company": change.company},
        button=gettext("Refuse the request"),
        make_form=RefuseForm,
        changes=changes,
        carry_out=carry_out,
        now=[*_facts(change), *asked],
    )
