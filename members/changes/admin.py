"""What companies ask of the coordinators: another name, another craft entry."""

from django import forms
from django.contrib import admin
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.changes.models import ChangeRequest
from members.changes.services import accept_change_request, refuse_change_request
from members.companies.models import Company
from multifactory.lib.admin import ReadOnlyAdmin
from multifactory.lib.admin_actions import Change, ConfirmedAction
from multifactory.lib.text.forms import LineField


class RefuseForm(forms.Form):
    reason = LineField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=_("The company will read it in an e-mail."),
    )


def _facts(change: ChangeRequest) -> list[tuple[str, str]]:
    return [
        (gettext("Company"), str(change.company)),
        (gettext("Asked by"), str(change.requested_by or gettext("someone who has left"))),
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


class _AnswerAction(ConfirmedAction):
    """An answer to one request that is open."""

    @classmethod
    def queryset(cls, model_admin: admin.ModelAdmin, request: HttpRequest) -> QuerySet[ChangeRequest]:
        return ChangeRequest.objects.select_related("company", "requested_by")

    def refusal(self) -> str:
        is_open = self.row.state == ChangeRequest.State.OPEN
        return "" if is_open else gettext("This request has already been answered.")

    def facts(self) -> list[tuple[str, str]]:
        return _facts(self.row)


class AcceptRequest(_AnswerAction):
    name, description, label = "accept", _("Accept this request"), _("Accept")
    button = _("Accept the request")

    @property
    def title(self) -> str:
        return gettext("Accept the request of %(company)s") % {"company": self.row.company}

    def changes(self, form: forms.BaseForm) -> list[Change]:
        return _asked_changes(self.row)

    def carry_out(self, form: forms.BaseForm) -> str:
        company = accept_change_request(self.row, by=self.by)
        return gettext("Request accepted: the change now appears on the page of %(company)s.") % {
            "company": company
        }


class RefuseRequest(_AnswerAction):
    name, description, label = "refuse", _("Refuse this request"), _("Refuse")
    form_class = RefuseForm
    button = _("Refuse the request")

    @property
    def title(self) -> str:
        return gettext("Refuse the request of %(company)s") % {"company": self.row.company}

    def facts(self) -> list[tuple[str, str]]:
        asked = [(what, f"{before} → {after}") for what, before, after in _asked_changes(self.row)]
        return [*super().facts(), *asked]

    def changes(self, form: RefuseForm) -> list[Change]:
        state = ChangeRequest.State
        refused = f"{state.REFUSED.label}: {form.cleaned_data['reason']}"
        return [(gettext("State"), str(state.OPEN.label), refused)]

    def carry_out(self, form: RefuseForm) -> str:
        refuse_change_request(self.row, by=self.by, reason=form.cleaned_data["reason"])
        company = self.row.company
        return gettext("Request refused. %(company)s will be told the reason.") % {"company": company}


@admin.register(ChangeRequest)
class ChangeRequestAdmin(ReadOnlyAdmin):
    """Answered by the two actions, from the list or from the page of a request."""

    list_display = ["company", "asked", "requested_by", "requested_at", "state"]
    list_filter = ["state"]
    list_select_related = ["company", "requested_by"]
    search_fields = ["company__name", "name", "craft_number"]
    actions = [AcceptRequest.as_action(), RefuseRequest.as_action()]
    ordering = [Case(When(state=ChangeRequest.State.OPEN, then=Value(0)), default=Value(1)), "-requested_at"]
    fields = [
        *("company", "name", "craft", "craft_number", "note", "requested_by", "requested_at"),
        *("state", "decided_by", "decided_at", "reason"),
    ]

    @admin.display(description=_("asks for"))
    def asked(self, change: ChangeRequest) -> str:
        craft = f"{change.get_craft_display()} {change.craft_number}".strip()
        return ", ".join(filter(None, [change.name, craft]))
