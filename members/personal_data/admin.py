"""Accounts in the back-office, and the action that erases those who asked for it."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from members.people.admin import MembershipInline
from members.people.http import request_user
from members.people.models import User
from members.people.place_changes import (
    check_deactivation,
    deactivate_account,
    ensure_not_own,
    reactivate_account,
)
from members.people.place_models import PlaceChange
from members.personal_data.erasure import erase_person
from multifactory.lib.admin import CoordinatorAdmin
from multifactory.lib.admin_actions import ConfirmedAction, RefusedMixin
from multifactory.lib.text.forms import LineField


class ErasePeople(ConfirmedAction):
    """Whom the coordinator may not change, they do not erase either."""

    name, description, most = "erase_people", _("Erase the selected people, at their request"), 0
    label = _("Erase this person, at their request")
    title, button = _("Erase these people?"), _("Erase them for good")
    explanation = _(
        "Their names, addresses, sessions, second factors, company roles and event registrations "
        "are deleted immediately and permanently. What they wrote, voted and booked stays with "
        "the company, without their name. Do it only for people who asked for it."
    )

    def concerns(self, row: User) -> bool:
        return not row.is_erased

    def refusal(self) -> str:
        return "" if self.rows else _erased_message(0)

    def lines(self) -> list[str]:
        return [f"{person} ({person.email})" if person.name else str(person) for person in self.rows]

    def carry_out(self, form: forms.BaseForm) -> str:
        return _erased_message(sum(self.for_each_row(self._erase)))

    def _erase(self, user: User) -> bool:
        if user == self.by:
            text = gettext("%(person)s: erase your own account under “My data”.")
            messages.error(self.request, text % {"person": user})
            return False
        if not self.model_admin.has_change_permission(self.request, user):
            text = gettext("%(person)s: only a superuser can erase staff.")
            messages.error(self.request, text % {"person": user})
            return False
        is_done = erase_person(user, by=self.by)
        if is_done:
            user.refresh_from_db()
            self.model_admin.log_change(self.request, user, [{"changed": {"fields": ["erased"]}}])
        return is_done


def _erased_message(number: int) -> str:
    return ngettext("%(number)d person erased.", "%(number)d people erased.", number) % {"number": number}


class UserAdminForm(forms.ModelForm):
    """An account is switched off for a reason, and never that of a company's last representative."""

    by: User
    reason = LineField(
        label=_("Reason"),
        max_length=PlaceChange._meta.get_field("reason").max_length,
        required=False,
        help_text=_("Required to deactivate the account of a member: everyone in the company will read it."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.instance.pk and "is_active" in self.changed_data and not data["is_active"]:
            check_deactivation(self.instance, reason=data.get("reason", ""))
        if self.instance.pk and "is_active" in self.changed_data and data["is_active"]:
            ensure_not_own(self.by, self.instance.all_addresses())
        return data


@admin.register(User)
class UserAdmin(RefusedMixin, CoordinatorAdmin):
    """Accounts. Passwords are never typed or shown here, and only superusers say who is staff."""

    list_display = ["email", "name", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff", "language"]
    search_fields = ["email", "name"]
    inlines = [MembershipInline]
    filter_horizontal = ["groups"]
    actions = [ErasePeople.as_action()]
    form = UserAdminForm
    roles = ["is_staff", "is_superuser", "groups"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Everybody else comes by invitation; a superuser makes the first coordinators."""
        return super().has_add_permission(request, obj) and request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        is_ordinary = obj is None or not (obj.is_staff or obj.is_superuser)
        return allowed and (request.user.is_superuser or is_ordinary)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        fields = ["email", "name", "language", "is_active", *self.roles]
        return fields if obj is None else [*fields, "reason", "date_joined", "last_login"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        # Who may change another's address could take the account over by a new password.
        fixed = [] if obj is None else ["email", "date_joined", "last_login"]
        return fixed if request.user.is_superuser else [*fixed, *self.roles]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.by = request.user  # a class made for this request
        return form

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[type[admin.options.InlineModelAdmin]]:
        return [] if obj is None else [MembershipInline]

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if not change:
            obj.set_unusable_password()  # chosen by the person, through "Forgot your password?"
        super().save_model(request, obj, form, change)
        if change and "is_active" in form.changed_data:
            by = request_user(request)
            if obj.is_active:
                reactivate_account(obj, by=by)
            else:
                deactivate_account(obj, by=by, reason=form.cleaned_data["reason"])
