"""The mail queue in the back-office, and what libraries register there that does not fit the portal."""

from allauth.usersessions.admin import UserSessionAdmin
from allauth.usersessions.models import UserSession
from django.contrib import admin

from multifactory.lib.admin import ReadOnlyAdmin
from multifactory.lib.mail_queue.models import QueuedMail


@admin.register(QueuedMail)
class QueuedMailAdmin(ReadOnlyAdmin):
    """What is stuck.

    Subjects and bodies stay closed: they tell who has voted and hold links that log people in.
    """

    list_display = ["to", "status", "created_at", "scheduled_at", "retries"]
    list_filter = ["status", "created_at"]
    fields = ["to", "status", "created_at", "scheduled_at", "retries"]
    ordering = ["-created_at"]


admin.site.unregister(UserSession)


@admin.register(UserSession)
class SessionAdmin(UserSessionAdmin):
    """The library's searches a column that our people do not have."""

    search_fields = ["user__email", "user__name", "ip"]
