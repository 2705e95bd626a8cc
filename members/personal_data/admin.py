"""Accounts in the back-office, and the action that erases those who asked for it."""

from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from members.people.admin import MembershipInline
from members.people.models import User
from members.personal_data.erasure import erase_person
from multifactory.lib.admin import CoordinatorAdmin


@admin.action(description=_("Erase the selected people, who asked for it"))
def erase_people(
    people: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet[User]
) -> HttpResponse | None:
    """Asks first. Whom the coordinator may not change, they do not erase either."""
    chosen = [user for user in queryset if not user.is_erased]
    if "confirmed" not in request.POST:
        context = {
            **people.admin_site.each_context(request),
            "title": _("Erase these people?"),
            "people": chosen,
            "opts": people.model._meta,
        }
        return TemplateResponse(request, "admin/members/user/erasure_confirmation.html", context)
    erased = sum(_erase_one(people, request, user) for user in chosen)
    done = ngettext("%(number)d person erased.", "%(number)d people erased.", erased)
    messages.success(request, done % {"number": erased})
    return None


def _erase_one(people: admin.ModelAdmin, request: HttpRequest, user: User) -> bool:
    if user == request.user:
        messages.error(request, _("%(person)s: erase your own account under “My data”.") % {"person": user})
        return False
    if not people.has_change_permission(request, user):
        messages.error(request, _("%(person)s: only a superuser erases staff.") % {"person": user})
        return False
    try:
        is_done = erase_person(user, by=cast(User, request.user))
    except ValidationError as error:
        messages.error(request, f"{user}: {' '.join(error.messages)}")
        return False
    if is_done:
        user.refresh_from_db()
        people.log_change(request, user, [{"changed": {"fields": ["erased"]}}])
    return is_done


@admin.register(User)
class UserAdmin(CoordinatorAdmin):
    """Accounts. Passwords are never typed or shown here, and only superusers say who is staff."""

    list_display = ["email", "name", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff", "language"]
    search_fields = ["email", "name"]
    inlines = [MembershipInline]
    filter_horizontal = ["groups"]
    actions = [erase_people]
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
        return fields if obj is None else [*fields, "date_joined", "last_login"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        # Who may change another's address could take the account over by a new password.
        fixed = [] if obj is None else ["email", "date_joined", "last_login"]
        return fixed if request.user.is_superuser else [*fixed, *self.roles]

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[type[admin.options.InlineModelAdmin]]:
        return [] if obj is None else [MembershipInline]

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if not change:
            obj.set_unusable_password()  # chosen by the person, through "Forgot your password?"
        super().save_model(request, obj, form, change)
