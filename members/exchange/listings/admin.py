"""Listings in the back-office: looked at, and closed where one should not stand."""

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.exchange.listings.models import Listing, ListingReply, Outcome
from members.exchange.listings.services import close_listing
from multifactory.lib.admin import ReadOnlyAdmin, ReadOnlyInline
from multifactory.lib.admin_actions import Change, ConfirmedAction


class CloseListing(ConfirmedAction):
    name, description = "close", _("Close the listing")
    button = _("Close the listing")

    @classmethod
    def queryset(cls, model_admin: admin.ModelAdmin, request: HttpRequest) -> QuerySet[Listing]:
        return Listing.objects.select_related("company", "author")

    def concerns(self, row: Listing) -> bool:
        return not row.is_closed

    @property
    def title(self) -> str:
        return gettext("Close: %(listing)s") % {"listing": self.row}

    def facts(self) -> list[tuple[str, str]]:
        return [
            (gettext("Company"), str(self.row.company)),
            (gettext("Kind"), self.row.get_kind_display()),
            (gettext("Text"), self.row.text or "–"),
        ]

    def changes(self, form: forms.Form) -> list[Change]:
        return [(gettext("Outcome"), "–", str(Outcome.NOT_DONE.label))]

    def carry_out(self, form: forms.Form) -> str:
        close_listing(self.row, outcome=Outcome.NOT_DONE, by=self.by)
        return gettext("The listing is closed.")


class ListingReplyInline(ReadOnlyInline):
    """That there were answers, and whose; their words are the two companies'."""

    model = ListingReply
    fields = ["written_at", "company"]
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[ListingReply]:
        return super().get_queryset(request).select_related("company", "listing")


@admin.register(Listing)
class ListingAdmin(ReadOnlyAdmin):
    list_display = ["title", "company", "kind", "renewed_on", "expires_on", "closed_at", "outcome"]
    list_filter = ["kind", "outcome"]
    list_select_related = ["company"]
    search_fields = ["search_text"]
    ordering = ["-renewed_on", "-pk"]
    fields = [
        ("company", "author"),
        ("kind", "field"),
        "title",
        "text",
        "terms",
        ("opened_on", "renewed_on", "renewed_by", "expires_on"),
        ("closed_at", "closed_by", "outcome", "partner"),
    ]
    inlines = [ListingReplyInline]
    actions = [CloseListing.as_action()]
