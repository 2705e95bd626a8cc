"""Memberships and invitations in the back-office."""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from members.companies.admin import IsCurrentFilter
from members.people.models import Invitation, Membership, User
from members.people.place_models import PlaceChange
from members.people.services import change_role, check_invitation, end_membership, invite, withdraw_invitation
from multifactory.lib.admin import CoordinatorAdmin, ReadOnlyAdmin, ReadOnlyInline
from multifactory.lib.admin_actions import Change, ConfirmedAction
from multifactory.lib.formats import format_moment
from multifactory.lib.text.forms import LineField


class MembershipInline(ReadOnlyInline):
    model = Membership
    fields = ["user", "company", "role", "started_on", "ended_on"]
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("user", "company")


class ReasonForm(forms.Form):
    reason = LineField(
        label=_("Reason"),
        max_length=PlaceChange._meta.get_field("reason").max_length,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=_("Everyone in the company will read it in an e-mail."),
    )


class EndMemberships(ConfirmedAction):
    name, description, most = "end_memberships", _("End the selected memberships"), 0
    label = _("End this membership")
    title, button = _("End these memberships?"), _("Remove from the company")
    form_class = ReasonForm
    explanation = _(
        "These people lose all rights in the company today, and everyone in it will be told why. "
        "The last representative of a company stays for seven days, unless they agree to leave "
        "now. Accounts stay."
    )

    @classmethod
    def queryset(cls, model_admin: admin.ModelAdmin, request: HttpRequest) -> QuerySet[Membership]:
        return Membership.objects.select_related("user", "company")

    def lines(self) -> list[str]:
        return [f"{membership} ({membership.get_role_display()})" for membership in self.rows]

    def changes(self, form: Any) -> list[Change]:
        reason = form.cleaned_data["reason"]
        return [(str(membership), membership.role_in_force, reason) for membership in self.rows]

    def carry_out(self, form: Any) -> str:
        reason = form.cleaned_data["reason"]
        ended = sum(self.for_each_row(lambda one: end_membership(one, by=self.by, reason=reason)))
        done = ngettext("%(number)d membership ended.", "%(number)d memberships ended.", ended)
        return done % {"number": ended}


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    """People come by invitation and leave by the action here. The company is told, and answers."""

    list_display = ["user", "company", "role", "represents_from", "started_on", "ended_on"]
    list_filter = [IsCurrentFilter, "role"]
    list_select_related = ["user", "company"]
    search_fields = ["user__name", "user__email", "company__name"]
    actions = [EndMemberships.as_action(), "make_representatives"]

    @admin.action(description=_("Make the selected people representatives"))
    def make_representatives(self, request: HttpRequest, queryset: QuerySet) -> None:
        current = Membership.objects.current().filter(pk__in=queryset.values("pk")).select_related("company")
        for membership in current:
            try:
                made = change_role(
                    membership, role=Membership.Role.REPRESENTATIVE, by=cast(User, request.user)
                )
            except ValidationError as error:
                messages.error(request, f"{membership}: {' '.join(error.messages)}")
            else:
                messages.success(request, _outcome(made))


def _outcome(membership: Membership) -> str:
    if membership.represents_from and membership.is_waiting:
        text = gettext(
            "%(membership)s: the company will be asked. If it does not object, this takes effect from "
            "%(moment)s."
        )
        return text % {"membership": membership, "moment": format_moment(membership.represents_from)}
    return gettext("%(membership)s: now a representative.") % {"membership": membership}


@admin.register(PlaceChange)
class PlaceChangeAdmin(ReadOnlyAdmin):
    """The log of what coordinators changed in who represents a company, and of the answers."""

    list_display = ["membership", "kind", "outcome", "made_by", "made_at", "due_at", "answered_by"]
    list_filter = ["kind", "state"]
    list_select_related = ["membership__user", "membership__company", "made_by", "answered_by"]
    search_fields = ["membership__user__name", "membership__company__name"]
    fields = [
        *("membership", "kind", "role_before", "reason", "outcome", "made_by", "made_at", "due_at"),
        *("answered_by", "answered_at"),
    ]

    @admin.display(description=_("state"))
    def outcome(self, change: PlaceChange) -> str:
        return change.outcome


class InvitationAdminForm(forms.ModelForm):
    by: User

    class Meta:
        model = Invitation
        fields = ["company", "email", "role"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("company") and data.get("email"):
            check_invitation(data["company"], email=data["email"], by=self.by)
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

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.by = request.user  # a class made for this request
        return form

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
