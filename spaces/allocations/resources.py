"""Allocations as a table: one on record stays as it is, a new one goes through the service.

A row is known by its unit and first day.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field as Column
from tablib import Dataset

from governance.proposals.choices import Outcome
from governance.resolutions.models import Resolution
from members.companies.models import Company
from multifactory.lib.table_io.cells import Area, Day, OneOf, Text, choices_in_words
from multifactory.lib.table_io.resources import TableResource
from spaces.allocations.models import Allocation
from spaces.allocations.services import allocate
from spaces.building.models import Space

ALLOCATION_COLUMNS = ("unit", "company", "kind", "start_on", "end_on", "resolution", "reason", "area_m2")


class AllocationResource(TableResource):
    columns, keys = ALLOCATION_COLUMNS, ("unit",)
    needed = ("unit", "company", "start_on")
    missing_key = gettext_lazy("There is no “unit” column, so the rows do not say which unit they refer to.")

    kind = Column("kind", "kind", OneOf(lambda: choices_in_words(Allocation.Kind.choices)))
    start_on = Column("start_on", "start_on", Day())
    end_on = Column("end_on", "end_on", Day())
    reason = Column("reason", "reason", Text())
    area_m2 = Column("area_m2", "area_m2", Area(), readonly=True)  # of the unit, as it is on that day

    class Meta:
        model = Allocation
        fields = ALLOCATION_COLUMNS
        skip_unchanged = True
        name = gettext_lazy("allocations")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.by: Any = None
        self.lists: dict[str, dict[str, Any]] = {}
        for name, write in (("unit", _code), ("company", str), ("resolution", _reference)):
            self.fields[name] = Column(name, name, OneOf(self._list(name), write))

    def _list(self, name: str) -> Any:
        """What may stand in a column that names something, read once a file."""

        def known() -> dict[str, Any]:
            if name not in self.lists:
                self.lists[name] = {key.casefold(): row for row in _ROWS[name]() for key in _KEYS[name](row)}
            return self.lists[name]

        return known

    def before_import(self, dataset: Dataset, *, user: Any = None, **kwargs: Any) -> None:
        super().before_import(dataset, **kwargs)
        self.by = user
        held = Allocation.objects.valid().select_related("unit", "company", "resolution")
        self.on_record = {
            (allocation.unit.code.casefold(), allocation.start_on): allocation for allocation in held
        }

    def before_import_row(self, row: dict[str, str], *, row_number: int, **kwargs: Any) -> None:
        self.names.append(f"{row['unit']} {row.get('company', '')}".strip())

    def get_or_init_instance(self, loader: Any, row: dict[str, str]) -> tuple[Allocation, bool]:
        faults = {name: _("This field is required.") for name in self.needed if not row.get(name)}
        if faults:
            raise ValidationError(faults)
        try:
            start = self.fields["start_on"].clean(row)
        except ValueError as error:
            raise ValidationError({"start_on": str(error)}) from error
        known = self.on_record.get((row["unit"].casefold(), start))
        return (known, False) if known else (Allocation(), True)

    def do_instance_save(self, instance: Allocation, is_create: bool) -> None:
        if not is_create:
            text = _(
                "This allocation is already recorded with other details. End, extend or void it in the list."
            )
            raise ValidationError(text)
        names = ("company", "kind", "start_on", "end_on", "resolution", "reason")
        terms = {name: getattr(instance, name) for name in names}
        kept = allocate(instance.unit, by=self.by, **terms)
        instance.pk = kept.pk
        instance.refresh_from_db(from_queryset=Allocation.objects.for_list())


def _code(unit: Space) -> str:
    return unit.code


def _reference(resolution: Resolution) -> str:
    return f"{resolution.year}/{resolution.number}"


_ROWS: dict[str, Any] = {
    "unit": lambda: Space.objects.units(),
    "company": lambda: Company.objects.all(),
    "resolution": lambda: Resolution.objects.filter(outcome=Outcome.ADOPTED),
}

_KEYS: dict[str, Any] = {
    "unit": lambda unit: [unit.code],
    "company": lambda company: [company.name, company.slug],
    "resolution": lambda resolution: [_reference(resolution)],
}
