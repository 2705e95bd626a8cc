"""The mail queue in the back-office: what is stuck, and nothing of what it says."""

from django.contrib import admin
from post_office.models import Attachment, Email, EmailTemplate, Log

from multifactory.lib.admin import ReadOnlyAdmin

for model in (Attachment, Email, EmailTemplate, Log):
    admin.site.unregister(model)


@admin.register(Email)
class EmailAdmin(ReadOnlyAdmin):
    """Subjects and bodies stay closed: they tell who has voted and hold links that log people in."""

    change_form_template = "admin/change_form.html"  # the one of the library has a button to send again

    change_form_template = "admin/change_form.html"  # post_office's offers to send again
    list_display = ["to", "status", "created", "scheduled_time", "number_of_retries"]
    list_filter = ["status", "created"]
    fields = ["to", "status", "created", "scheduled_time", "number_of_retries"]
    ordering = ["-created"]
