"""Companies in the back-office: their list, pages, craft check and history, in from a file and out to one."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from members.changes.models import FormerSlug
from members.companies.admin import IsCurrentFilter
from members.companies.models import Company, Field
from members.companies.rules import check_days_by_hand, has_left
from members.pages.history import edits_of
from members.pages.resources import CompanyResource
from members.people.admin import MembershipInline
from members.people.http import request_user
from members.people.models import User
from members.people.place_changes import ensure_contact_may_change, tell_contact_changed
from members.profile.admin import LinkInline, LogoInline, MachineInline, PhotoInline, ProductInline
from members.profile.search import refresh_search_text
from multifactory.lib.admin import CoordinatorAdmin
from multifactory.lib.admin_actions import Change, ConfirmedAction, RefusedMixin
from multifactory.lib.formats import format_day
from multifactory.lib.table_io.admin import TablesMixin, Words
from multifactory.lib.text.forms import LineField


class UnconfirmedFilter(admin.SimpleListFilter):
    """Companies that were asked whether their page is still right and have not answered in 30 days."""

    title = _("page")
    parameter_name = "page_is"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("unconfirmed", _("not confirmed"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        return queryset.unconfirmed() if self.value() else queryset


class CompanyTablesMixin(TablesMixin):
    resource_class = CompanyResource
    file_name = "companies"
    reading = (
        _(
            "A row is about the company with this address (slug) or else this name. If there is none, a new"
            " company is added; its address is made from its name."
        ),
    )

    def words(self) -> Words:
        fixed = (("vocation", Company.Vocation), ("craft", Company.Craft))
        return [
            ("field", [(field.code, field.name) for field in Field.objects.all()]),
            *((name, [(code, str(label)) for code, label in choices.choices]) for name, choices in fixed),
        ]

    def told(self, new: int, changed: int) -> str:
        told = [
            ngettext("%(number)d company added.", "%(number)d companies added.", new) % {"number": new},
            ngettext("%(number)d company changed.", "%(number)d companies changed.", changed)
            % {"number": changed},
        ]
        return " ".join(told)

    def get_export_queryset(self, request: HttpRequest) -> QuerySet[Company]:
        companies: Any = super().get_export_queryset(request)
        return companies.select_related("field", "second_field", "third_field")


EDITS_A_PAGE = 25


class CompanyAdminForm(forms.ModelForm):
    by: User

    def clean_slug(self) -> str:
        """An address that leads to one company's page never leads to another's."""
        slug = self.cleaned_data["slug"]
        if FormerSlug.objects.filter(slug=slug).exclude(company=self.instance.pk).exists():
            raise ValidationError(_("This address used to belong to another company and leads to its page."))
        return slug

    def clean_joined_on(self) -> Any:
        joined_on, company = self.cleaned_data["joined_on"], self.instance
        if company.pk:
            try:
                check_days_by_hand(company, joined_on=joined_on, left_on=company.left_on)
            except ValidationError as error:
                raise ValidationError(error.message_dict["joined_on"]) from error
        return joined_on

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        if self.instance.pk and email != self.initial.get("email"):
            ensure_contact_may_change(self.instance, by=self.by)
        return email


class CraftCheckForm(forms.Form):
    number = LineField(label=_("Number in the register"), max_length=40)
    checked_on = forms.DateField(
        label=_("Checked on"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_checked_on(self) -> Any:
        day = self.cleaned_data["checked_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This date is in the future."))
        return day


class CheckCraft(ConfirmedAction):
    name, description = "check_craft", _("Mark as registered craft business")
    button = _("Mark as registered")

    @classmethod
    def queryset(cls, model_admin: admin.ModelAdmin, request: HttpRequest) -> QuerySet[Company]:
        return Company.objects.all()

    @property
    def title(self) -> str:
        return gettext("Mark %(company)s as a registered craft business") % {"company": self.row}

    def facts(self) -> list[tuple[str, str]]:
        return [
            (gettext("Craft"), self.row.get_craft_display()),
            (gettext("Number in the register"), self.row.craft_number or "–"),
        ]

    def make_form(self, data: Any = None) -> CraftCheckForm:
        number = self.row.craft_number
        return CraftCheckForm(data, initial={"number": number} if number else {})

    def changes(self, form: CraftCheckForm) -> list[Change]:
        company, cleaned = self.row, form.cleaned_data
        registered = Company.Craft.REGISTERED.label
        return [
            (gettext("Craft"), company.get_craft_display(), str(registered)),
            (gettext("Number in the register"), company.craft_number, cleaned["number"]),
            (gettext("Checked on"), _day(company.craft_checked_on), _day(cleaned["checked_on"])),
        ]

    def carry_out(self, form: CraftCheckForm) -> str:
        company, cleaned = self.row, form.cleaned_data
        company.craft = Company.Craft.REGISTERED
        company.craft_number, company.craft_checked_on = cleaned["number"], cleaned["checked_on"]
        company.save(update_fields=["craft", "craft_number", "craft_checked_on"])
        return gettext("%(company)s is marked as a registered craft business.") % {"company": company}


def _day(day: Any) -> str:
    return format_day(day) if day else ""


@admin.register(Company)
class CompanyAdmin(CompanyTablesMixin, RefusedMixin, CoordinatorAdmin):
    form = CompanyAdminForm
    list_display = ["name", "field", "vocation", "craft", "joined_on", "left_on", "confirmed_on", "invite"]
    list_filter = [IsCurrentFilter, UnconfirmedFilter, "vocation", "craft", "field"]
    list_select_related = ["field"]
    search_fields = ["name", "line", "search_text", "products__name"]
    autocomplete_fields = ["field", "second_field", "third_field"]
    prepopulated_fields = {"slug": ["name"]}
    readonly_fields = ["invite"]
    inlines = [ProductInline, MachineInline, LinkInline, LogoInline, PhotoInline, MembershipInline]
    actions = [CheckCraft.as_action()]
    object_history_template = "admin/members/company/object_history.html"
    fieldsets = (
        (None, {"fields": (("name", "slug"), "line", "story", "invite")}),
        (
            _("What it is"),
            {"fields": (("field", "second_field", "third_field"), ("vocation", "founded"), "customers")},
        ),
        (_("Craft"), {"fields": (("craft", "craft_number", "craft_checked_on"),)}),
        (
            _("Contacts"),
            {"fields": (("email", "email_is_public"), ("phone", "phone_is_public"), "website")},
        ),
        (
            _("For visitors and customers"),
            {"fields": ("opening_times", ("takes_visits", "takes_commissions", "takes_apprentices"))},
        ),
        (_("Membership"), {"fields": (("joined_on", "left_on"), ("is_remembered", "confirmed_on"))}),
    )

    @admin.display(description=_("people"))
    def invite(self, company: Company) -> str:
        if company.pk is None or has_left(company):
            return "–"
        address = f"{reverse('admin:members_invitation_add')}?company={company.pk}"
        return format_html('<a href="{}">{}</a>', address, _("Invite a person"))

    def get_readonly_fields(self, request: HttpRequest, obj: Company | None = None) -> list[str]:
        """A former company may be added with the days it was a member; one that is there leaves by itself."""
        return [*self.readonly_fields, "left_on"] if obj else self.readonly_fields

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.by = request.user  # a class made for this request
        return form

    def save_model(self, request: HttpRequest, obj: Company, form: Any, change: bool) -> None:
        """Only what the form changed: a day of leaving that was declared meanwhile stays."""
        obj.save(update_fields=form.changed_data if change else None)
        if change and "email" in form.changed_data:
            tell_contact_changed(obj, former_email=form.initial["email"], by=request_user(request))
        if change and "slug" in form.changed_data:
            FormerSlug.objects.get_or_create(slug=form.initial["slug"], defaults={"company": obj})
            FormerSlug.objects.filter(company=obj, slug=obj.slug).delete()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        refresh_search_text(form.instance)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Every edit, on the pages and here, above the actions of the back-office."""
        if not self.has_view_permission(request) or not object_id.isdecimal():
            return super().history_view(request, object_id, extra_context)
        rows = Company.history.filter(id=int(object_id)).select_related("history_user")
        page = Paginator(rows.order_by("-history_date", "-history_id"), EDITS_A_PAGE).get_page(
            request.GET.get("edits")
        )
        context = {"edits_page": page, "edits": edits_of(page)}
        return super().history_view(request, object_id, context | (extra_context or {}))
