"""The mail queue in the back-office, and what libraries register there that does not fit the portal."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from multifactory.lib.admin import ReadOnlyAdmin
from multifactory.lib.mail_queue.models import QueuedMail
from multifactory.portal.calendars import admin as calendars  # noqa: F401  registers the links

# What libraries call their tables is said in words of the portal, as are the apps that stand above them.
NAMES = {
    Group: (_("group of rights"), _("groups of rights")),
    EmailAddress: (_("e-mail address to log in with"), _("e-mail addresses to log in with")),
    Authenticator: (_("second factor of a person"), _("second factors of people")),
    UserSession: (_("browser logged in"), _("browsers logged in")),
}
for model, (one, several) in NAMES.items():
    model._meta.verbose_name, model._meta.verbose_name_plural = one, several
    apps.get_app_config(model._meta.app_label).verbose_name = _("Log-ins and rights")


@admin.register(QueuedMail)
class QueuedMailAdmin(ReadOnlyAdmin):
    """What is stuck.

    Subjects and bodies stay closed: they tell who has voted and hold links that log people in.
    """

    list_display = ["to", "status", "created_at", "scheduled_at", "retries"]
    list_filter = ["status", "created_at"]
    fields = ["to", "status", "created_at", "scheduled_at", "retries"]
    ordering = ["-created_at"]


class LogInAdmin(admin.ModelAdmin):
    """What a person logs in with is theirs: nobody types it, since that would be a way into their account."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


admin.site.unregister([EmailAddress, Authenticator, UserSession])


@admin.register(EmailAddress)
class EmailAddressAdmin(LogInAdmin):
    list_display = ["email", "user", "primary", "verified"]
    list_filter = ["primary", "verified"]
    search_fields = ["email", "user__email", "user__name"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Authenticator)
class AuthenticatorAdmin(LogInAdmin):
    """Deleted by a superuser for who has lost their second factor."""

    list_display = ["user", "type", "created_at", "last_used_at"]
    list_filter = ["type", "created_at", "last_used_at"]
    fields = ["user", "type", "created_at", "last_used_at"]


@admin.register(UserSession)
class SessionAdmin(LogInAdmin):
    list_display = ["user", "ip", "user_agent", "created_at", "last_seen_at"]
    search_fields = ["user__email", "user__name", "ip"]
