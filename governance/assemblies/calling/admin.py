"""Assemblies in the back-office, to look at: they are called and held on their own pages."""

from django.contrib import admin

from governance.assemblies.calling.models import AssemblyChange
from governance.attendance.models import AgendaItem, Assembly
from multifactory.lib.admin import ReadOnlyAdmin, ReadOnlyInline


class AgendaItemInline(ReadOnlyInline):
    model = AgendaItem
    fields = ("position", "title", "kind", "proposal", "state")


class AssemblyChangeInline(ReadOnlyInline):
    model = AssemblyChange
    fields = ("kind", "at", "by", "reason")


@admin.register(Assembly)
class AssemblyAdmin(ReadOnlyAdmin):
    """Who is there is not in it: the desk and the minutes say it."""

    list_display = ("__str__", "kind", "first_call_at", "state", "place")
    list_filter = ("state", "kind")
    search_fields = ("place", "items__title")
    fields = (
        *("kind", "mode", "place", "link", "first_call_at", "second_call_at", "state", "state_reason"),
        *("called_at", "opened_at", "closed_at", "chair", "secretary", "rulebook"),
    )
    inlines = (AgendaItemInline, AssemblyChangeInline)
