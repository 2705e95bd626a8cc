"""The action of the list of people that erases those who asked a coordinator for it."""

from typing import cast

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from members.erasure import erase_person
from members.models import User


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
