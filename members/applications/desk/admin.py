"""Calls and applications in the back-office. What an applicant has written is read here, never rewritten."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from members.applications.call_models import Call, CallQuestion
from members.applications.desk.admin_actions import AskForInformation, OpenToMembers, TakeUp, WriteReasons
from members.applications.models import Application
from members.applications.part_models import (
    ApplicationAnswer,
    ApplicationListing,
    ApplicationMessage,
    ApplicationProduct,
    ApplicationStep,
)
from multifactory.lib.admin import CoordinatorAdmin, CoordinatorInline, ReadOnlyAdmin, ReadOnlyInline


class CallQuestionInline(CoordinatorInline):
    """Questions may be taken out: answers keep their words."""

    model = CallQuestion
    fields = ("position", "words", "help", "is_required")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


@admin.register(Call)
class CallAdmin(CoordinatorAdmin):
    list_display = ["title", "opens_at", "closes_at", "offered_m2", "rooms"]
    search_fields = ["title", "text"]
    date_hierarchy = "opens_at"
    prepopulated_fields = {"slug": ["title"]}
    inlines = [CallQuestionInline]

    def view_on_site(self, obj: Call) -> str:
        return obj.get_absolute_url()


class ProductInline(ReadOnlyInline):
    model = ApplicationProduct
    fields = ("name", "kinds", "materials", "stage_words")
    readonly_fields = fields

    @admin.display(description=_("stages it does itself"))
    def stage_words(self, product: ApplicationProduct) -> str:
        return ", ".join(product.stage_labels)


class ListingInline(ReadOnlyInline):
    model = ApplicationListing
    fields = ("kind", "title", "text", "terms")
    readonly_fields = fields


class AnswerInline(ReadOnlyInline):
    model = ApplicationAnswer
    fields = ("words", "text")
    readonly_fields = fields


class MessageInline(ReadOnlyInline):
    model = ApplicationMessage
    fields = ("sent_at", "kind", "company", "author", "text")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("application", "company", "author")


class StepInline(ReadOnlyInline):
    model = ApplicationStep
    fields = ("at", "state", "by", "company")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("application", "company", "by")


@admin.register(Application)
class ApplicationAdmin(ReadOnlyAdmin):
    """The one that is to be decided first stands first. What was never sent is not here: the page of the
    applicant says that nobody reads it."""

    list_display = ["__str__", "state", "field", "call", "submitted_on", "open_until", "due_on"]
    list_filter = ["state", "call", "field"]
    list_select_related = ["field", "call"]
    search_fields = ["name", "person", "email", "line"]
    date_hierarchy = "submitted_on"
    ordering = ["due_on", "pk"]
    actions = [
        TakeUp.as_action(),
        AskForInformation.as_action(),
        OpenToMembers.as_action(),
        WriteReasons.as_action(),
    ]
    inlines = [ProductInline, ListingInline, AnswerInline, MessageInline, StepInline]
    fieldsets = [
        (None, {"fields": [("name", "state"), ("person", "email", "language"), "call"]}),
        (
            _("What it does"),
            {
                "fields": [
                    *("line", "story", ("field", "second_field", "third_field"), ("vocation", "craft")),
                    *(("founded", "people"), "customer_words", "may_publish"),
                ]
            },
        ),
        (_("What it asks for"), {"fields": [("least_m2", "most_m2", "wanted_from"), "needs"]}),
        (
            _("Days"),
            {
                "fields": [
                    *(("submitted_on", "due_on", "checked_by"), ("asked_on", "opened_on", "open_until")),
                    *(("told_on", "appeal_until", "appealed_on"), ("closed_on", "emptied_on")),
                    ("consent_at", "notice_version"),
                ]
            },
        ),
        (_("Decision"), {"fields": ["reasons", "appeal", "company"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).filter(submitted_on__isnull=False)

    @admin.display(description=_("customer groups"))
    def customer_words(self, application: Application) -> str:
        return ", ".join(application.customer_labels)
