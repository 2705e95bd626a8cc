"""Spaces and allocations in from a file and out to one."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from multifactory.lib.tables_admin import TablesMixin, Words
from spaces.models import Allocation, Floor, Space
from spaces.resources import AllocationResource, SpaceResource, floor_code


class SpaceTablesMixin(TablesMixin):
    resource_class = SpaceResource
    file_name = "spaces"
    reading = (
        _("A row is about the space with this code. If there is none, a new space is added."),
        _("Areas are written 62.5 or 62,5. Code and kind of a space never change."),
    )

    def words(self) -> Words:
        floors = [(floor_code(floor), str(floor)) for floor in Floor.objects.select_related("building")]
        return [
            ("floor", floors),
            ("kind", [(code, str(label)) for code, label in Space.Kind.choices]),
        ]

    def told(self, new: int, changed: int) -> str:
        told = [
            ngettext("%(number)d space added.", "%(number)d spaces added.", new) % {"number": new},
            ngettext("%(number)d space changed.", "%(number)d spaces changed.", changed)
            % {"number": changed},
        ]
        return " ".join(told)


class AllocationTablesMixin(TablesMixin):
    resource_class = AllocationResource
    file_name = "allocations"
    reading = (
        _("A row is an allocation of this unit from this day on. One that is on record stays as it is."),
        _("Each names its resolution, as 2026/14, or gives a reason. The area is that of the unit."),
    )

    def words(self) -> Words:
        return [("kind", [(code, str(label)) for code, label in Allocation.Kind.choices])]

    def told(self, new: int, changed: int) -> str:
        text = ngettext("%(number)d allocation added.", "%(number)d allocations added.", new)
        return text % {"number": new}

    def get_export_queryset(self, request: HttpRequest) -> QuerySet[Allocation]:
        """Those that count: a voided one would be read as a new one."""
        allocations: Any = super().get_export_queryset(request)
        return allocations.valid().for_list()
