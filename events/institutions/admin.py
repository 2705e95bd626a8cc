"""Institutions and agreements in the back-office: written in the form, ended by an action; never deleted."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.institutions.agreement_models import Agreement
from events.institutions.forms import AgreementForm, DecidedAgreementForm, EndForm, InstitutionForm, LogoForm
from events.institutions.models import (
    Contact,
    EventPartner,
    Institution,
    InstitutionLogo,
    RelationNote,
    RenewalPartner,
)
from events.institutions.rules import check_end
from events.institutions.services import end_agreement, save_agreement
from multifactory.lib.admin import CoordinatorAdmin, CoordinatorInline, ReadOnlyInline
from multifactory.lib.admin_actions import Change, ConfirmedAction, RefusedMixin
from multifactory.lib.formats import format_day
from multifactory.lib.images.admin import PictureInline


class LogoInline(PictureInline):
    model = InstitutionLogo
    form = LogoForm
    max_num = 1


class RemovableInline(CoordinatorInline):
    """Not of record: what is entered by mistake, or holds no more, is taken off."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


class ContactInline(RemovableInline):
    model = Contact
    fields = ("person", "role", "email", "phone", "known_from")


class PartInline(RemovableInline):
    """A part is added or taken off; a list of boxes to search in would ask the database for each row."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request, obj)


class EventPartnerInline(PartInline):
    model = EventPartner
    fields = ("event", "role")
    autocomplete_fields = ("event",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[EventPartner]:
        return super().get_queryset(request).select_related("event", "institution")


class RenewalPartnerInline(PartInline):
    model = RenewalPartner
    fields = ("renewal", "role")
    autocomplete_fields = ("renewal",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[RenewalPartner]:
        return super().get_queryset(request).select_related("renewal", "institution")


class RelationNoteInline(ReadOnlyInline):
    model = RelationNote
    fields = readonly_fields = ("written_at", "company", "author", "text")
    classes = ("collapse",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[RelationNote]:
        return super().get_queryset(request).select_related("company", "author", "institution")


@admin.register(Institution)
class InstitutionAdmin(CoordinatorAdmin):
    form = InstitutionForm
    list_display = ("name", "kind", "website", "is_public")
    list_filter = ("kind", "is_public")
    search_fields = ("name", "line", "address")
    ordering = ("name",)
    fields = (("name", "slug"), "kind", "line", "website", "address", "is_public")
    inlines = (LogoInline, ContactInline, EventPartnerInline, RenewalPartnerInline, RelationNoteInline)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The address of a page does not change: others link to it."""
        return ("slug",) if obj else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {} if obj else {"slug": ("name",)}

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj else (LogoInline, ContactInline)


class AgreementStateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("in_force", _("In force")),
            ("ending", _("Ending within 90 days")),
            ("draft", _("To be decided")),
            ("over", _("Over")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        today = timezone.localdate()
        if self.value() == "in_force":
            return queryset.in_force(today)
        if self.value() == "ending":
            return queryset.ending_soon(today)
        if self.value() == "draft":
            return queryset.to_decide()
        return queryset.filter(ends_on__lte=today) if self.value() == "over" else queryset


class EndAgreement(ConfirmedAction):
    name, description = "end", _("End this agreement…")
    permissions = ("change",)
    form_class = EndForm
    button = _("End it")

    @classmethod
    def queryset(cls, model_admin: admin.ModelAdmin, request: HttpRequest) -> QuerySet[Agreement]:
        return Agreement.objects.select_related("institution")

    @property
    def title(self) -> str:
        return gettext("End “%(agreement)s”") % {"agreement": self.row}

    def refusal(self) -> str:
        if self.row.state == "draft":
            return gettext("What is not in force cannot be ended.")
        if self.row.ended_at is not None or self.row.state == "over":
            return gettext("This agreement has already been ended.")
        return ""

    def facts(self) -> list[tuple[str, str]]:
        return [
            (gettext("Institution"), str(self.row.institution)),
            (gettext("In force from"), format_day(self.row.starts_on)),
            (gettext("Until"), self._until),
        ]

    @property
    def _until(self) -> str:
        return format_day(self.row.ends_on) if self.row.ends_on else gettext("no end date")

    def changes(self, form: Any) -> list[Change]:
        check_end(self.row, form.cleaned_data["ends_on"])
        after = f"{format_day(form.cleaned_data['ends_on'])}: {form.cleaned_data['reason']}"
        return [(str(self.row), self._until, after)]

    def carry_out(self, form: Any) -> str:
        end_agreement(self.row, by=self.by, **form.cleaned_data)
        values = {"agreement": self.row, "day": format_day(form.cleaned_data["ends_on"])}
        return gettext("“%(agreement)s” is no longer in force from %(day)s.") % values


@admin.register(Agreement)
class AgreementAdmin(RefusedMixin, CoordinatorAdmin):
    form = AgreementForm
    list_display = ("title", "institution", "starts_on", "ends_on", "decision")
    list_filter = (AgreementStateFilter,)
    list_select_related = ("institution", "resolution")
    search_fields = ("title", "institution__name")
    autocomplete_fields = ("institution",)
    ordering = ("-starts_on", "-pk")
    actions = (EndAgreement.as_action(),)

    def get_fields(self, request: HttpRequest, obj: Agreement | None = None) -> Any:
        is_fixed = _is_fixed(obj)
        is_ended = obj is not None and obj.ended_at is not None
        return (
            *("institution", "title", "signed_on", ("starts_on", "ends_on"), "notice_months", "resolution"),
            *(() if is_fixed else ("upload",)),
            *(("kept",) if obj else ()),
            *(("ended_reason", "ended_at", "ended_by") if is_ended else ()),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Agreement | None = None) -> tuple[str, ...]:
        """What a resolution has put in force is changed by ending it; the day it was signed is added."""
        always = ("kept", "ended_reason", "ended_at", "ended_by")
        decided = ("institution", "title", "starts_on", "ends_on", "notice_months", "resolution")
        return (*always, *decided) if _is_fixed(obj) else always

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if _is_fixed(obj):
            kwargs["form"] = DecidedAgreementForm
        return super().get_form(request, obj, change, **kwargs)

    def save_model(self, request: HttpRequest, obj: Agreement, form: forms.ModelForm, change: bool) -> None:
        save_agreement(obj, document=form.cleaned_data.get("upload"))

    @admin.display(description=_("document kept"))
    def kept(self, agreement: Agreement) -> str:
        if not agreement.document:
            return "–"
        return format_html('<a href="{}">PDF</a>', agreement.document_url)

    @admin.display(description=_("decided by"))
    def decision(self, agreement: Agreement) -> str:
        return agreement.resolution.reference if agreement.resolution else ""


def _is_fixed(agreement: Agreement | None) -> bool:
    """In force by a resolution, or ended: no longer rewritten."""
    if agreement is None:
        return False
    return agreement.ended_at is not None or (
        agreement.starts_on is not None and agreement.resolution_id is not None
    )
