"""Memberships and invitations in the back-office."""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from members.companies.admin import IsCurrentFilter
from members.people.models import Invitation, Membership, User
from members.people.services import change_role, check_invitation, end_membership, invite, withdraw_invitation
from multifactory.lib.admin import CoordinatorAdmin, ReadOnlyAdmin, ReadOnlyInline
from multifactory.lib.admin_actions import ConfirmedAction


class MembershipInline(ReadOnlyInline):
    model = Membership
    fields = ["user", "company", "role", "started_on", "ended_on"]
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("user", "company")


class EndMemberships(ConfirmedAction):
    name, description, most = "end_memberships", _("End the selected memberships"), 0
    label = _("End this membership")
    title, button = _("End these memberships?"), _("End the memberships")
    explanation = _(
        "These people lose all rights in the company today and receive a mail that says so."
        " Their accounts stay."
    )

    @classmethod
    def queryset(cls, model_admin: admin.ModelAdmin, request: HttpRequest) -> QuerySet[Membership]:
        return Membership.objects.select_related("user", "company")

    def lines(self) -> list[str]:
        return [f"{membership} ({membership.get_role_display()})" for membership in self.rows]

    def carry_out(self, form: forms.BaseForm) -> str:
        ended = sum(self.for_each_row(lambda membership: end_membership(membership, by=self.by)))
        done = ngettext("%(number)d membership ended.", "%(number)d memberships ended.", ended)
        return done % {"number": ended}


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    """People come by invitation and leave by the action here, which keeps each company one representative."""

    list_display = ["user", "company", "role", "started_on", "ended_on"]
    list_filter = [IsCurrentFilter, "role"]
    list_select_related = ["user", "company"]
    search_fields = ["user__name", "user__email", "company__name"]
    actions = [EndMemberships.as_action(), "make_representatives"]

    @admin.action(description=_("Make the selected people representatives"))
    def make_representatives(self, request: HttpRequest, queryset: QuerySet) -> None:
        current = Membership.objects.current().filter(pk__in=queryset.values("pk")).select_related("company")
        for membership in current:
            change_role(membership, role=Membership.Role.REPRESENTATIVE)
        number = len(current)
        done = ngettext("%(number)d representative more.", "%(number)d representatives more.", number)
        messages.success(request, done % {"number": number})


class InvitationAdminForm(forms.ModelForm):
    class Meta:
        model = Invitation
        fields = ["company", "email", "role"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("company") and data.get("email"):
            check_invitation(data["company"], email=data["email"])
        return data

    def validate_constraints(self) -> None:
        """Done above: an invitation that nobody used in time makes room for a new one."""


@admin.register(Invitation)
class InvitationAdmin(CoordinatorAdmin):
    """A new one is mailed at once; after that it can only be withdrawn."""

    form = InvitationAdminForm
    list_display = ["email", "company", "role", "state", "invited_by", "created_at", "expires_at"]
    list_filter = ["role", ("accepted_at", admin.EmptyFieldListFilter)]
    list_select_related = ["company", "invited_by"]
    search_fields = ["email", "company__name"]
    autocomplete_fields = ["company"]
    actions = ["withdraw"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        fields = ["company", "email", "role"]
        return fields if obj is None else [*fields, "state", "invited_by", "created_at", "expires_at"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [] if obj is None else self.get_fields(request, obj)

    @admin.display(description=_("state"))
    def state(self, invitation: Invitation) -> Any:
        if invitation.accepted_at:
            return _("accepted")
        if invitation.withdrawn_at:
            return _("withdrawn")
        return _("open") if invitation.expires_at > timezone.now() else _("expired")

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        try:
            return super().add_view(request, form_url, extra_context)
        except ValidationError as error:  # somebody else invited the same address in the same moment
            messages.error(request, " ".join(error.messages))
            return redirect("admin:members_invitation_changelist")

    def save_model(self, request: HttpRequest, obj: Invitation, form: Any, change: bool) -> None:
        made = invite(obj.company, email=obj.email, role=obj.role, by=cast(User, request.user))
        obj.pk = made.pk

    @admin.action(description=_("Withdraw the selected invitations"))
    def withdraw(self, request: HttpRequest, queryset: QuerySet) -> None:
        number = sum(withdraw_invitation(invitation) for invitation in queryset)
        done = ngettext("%(number)d invitation withdrawn.", "%(number)d invitations withdrawn.", number)
        messages.success(request, done % {"number": number})
