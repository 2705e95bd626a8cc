"""The mail queue in the back-office: what is stuck, and nothing of what it says."""

from django.contrib import admin

from multifactory.lib.admin import ReadOnlyAdmin
from multifactory.lib.mail_queue.models import QueuedMail


@admin.register(QueuedMail)
class QueuedMailAdmin(ReadOnlyAdmin):
    """Subjects and bodies stay closed: they tell who has voted and hold links that log people in."""

    list_display = ["to", "status", "created_at", "scheduled_at", "retries"]
    list_filter = ["status", "created_at"]
    fields = ["to", "status", "created_at", "scheduled_at", "retries"]
    ordering = ["-created_at"]
