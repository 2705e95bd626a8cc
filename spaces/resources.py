"""Spaces and allocations as tables: read from CSV and XLSX, written to both.

A space is known by its code. An allocation is known by its unit and its first day: one that is on record
stays as it is, a new one goes through the service, so that no file allocates what a page would refuse.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field as Column
from tablib import Dataset

from governance.models import Resolution
from members.models import Company
from multifactory.lib.resources import TableResource
from multifactory.lib.tables import Area, Day, OneOf, Text, YesNo, choices_in_words
from spaces.models import Allocation, Floor, Space
from spaces.rules import check_use
from spaces.services import allocate

SPACE_COLUMNS = (
    *("code", "kind", "name", "floor", "area_m2", "description", "features", "is_bookable"),
    *("valid_from", "valid_to"),
)
ALLOCATION_COLUMNS = ("unit", "company", "kind", "start_on", "end_on", "resolution", "reason", "area_m2")


def floor_code(floor: Floor) -> str:
    """villa-27/0: the building's address and the level."""
    return f"{floor.building.slug}/{floor.level}"


class SpaceResource(TableResource):
    columns, needed, keys = SPACE_COLUMNS, ("code", "kind", "floor", "area_m2"), ("code",)
    missing_key = gettext_lazy("There is no column “code”, so no row says which space it is about.")

    kind = Column("kind", "kind", OneOf(lambda: choices_in_words(Space.Kind.choices)))
    area_m2 = Column("area_m2", "area_m2", Area())
    is_bookable = Column("is_bookable", "is_bookable", YesNo())

    class Meta:
        model = Space
        fields = SPACE_COLUMNS
        skip_unchanged = True
        clean_model_instances = True
        name = gettext_lazy("spaces")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._floors: dict[str, Floor] = {}
        self.seen: dict[str, int] = {}
        for name in ("code", "name", "description", "features"):
            self.fields[name] = Column(name, name, Text(), readonly=name == "code")
        for name in ("valid_from", "valid_to"):
            self.fields[name] = Column(name, name, Day())
        self.fields["floor"] = Column("floor", "floor", OneOf(self.floors, floor_code))

    def floors(self) -> dict[str, Floor]:
        """Floors by their code and by building and name."""
        if not self._floors:
            for floor in Floor.objects.select_related("building"):
                self._floors |= {floor_code(floor).casefold(): floor, str(floor).casefold(): floor}
        return self._floors

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        super().before_import(dataset, **kwargs)
        self.known = {
            space.code.casefold(): space for space in Space.objects.select_related("floor__building")
        }

    def before_import_row(self, row: dict[str, str], *, row_number: int, **kwargs: Any) -> None:
        self.number = self.numbers[row_number - 1]
        self.names.append(row["code"])

    def get_or_init_instance(self, loader: Any, row: dict[str, str]) -> tuple[Space, bool]:
        """The space a row is about; raises where that is unclear."""
        code = row["code"]
        if not code:
            raise ValidationError({"code": _("Write the code of the space.")})
        if self.seen.setdefault(code.casefold(), self.number) != self.number:
            text = _("Row %(number)d is about the same space.")
            raise ValidationError({"code": text % {"number": self.seen[code.casefold()]}})
        space = self.known.get(code.casefold())
        if space is None:
            return Space(code=code), True
        kind = row.get("kind", "")
        if kind and self.fields["kind"].clean(row) != space.kind:
            raise ValidationError({"kind": _("%(space)s stays what it is.") % {"space": space.code}})
        return space, False

    def before_save_instance(self, instance: Any, row: dict[str, str], **kwargs: Any) -> None:
        if instance.pk:
            check_use(instance, instance.valid_from, instance.valid_to)


class AllocationResource(TableResource):
    columns, keys = ALLOCATION_COLUMNS, ("unit",)
    needed = ("unit", "company", "start_on")
    missing_key = gettext_lazy("There is no column “unit”, so no row says which unit it is about.")

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
                self.lists[name] = {key.casefold(): one for one in _ROWS[name]() for key in _KEYS[name](one)}
            return self.lists[name]

        return known

    def before_import(self, dataset: Dataset, *, user: Any = None, **kwargs: Any) -> None:
        super().before_import(dataset, **kwargs)
        self.by = user
        held = Allocation.objects.valid().select_related("unit", "company", "resolution")
        self.on_record = {(one.unit.code.casefold(), one.start_on): one for one in held}

    def before_import_row(self, row: dict[str, str], *, row_number: int, **kwargs: Any) -> None:
        self.names.append(f"{row['unit']} {row.get('company', '')}".strip())

    def get_or_init_instance(self, loader: Any, row: dict[str, str]) -> tuple[Allocation, bool]:
        faults = {name: _("This is needed.") for name in self.needed if not row.get(name)}
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
            text = _("This allocation is on record otherwise. End, extend or void it in the list.")
            raise ValidationError(text)
        names = ("company", "kind", "start_on", "end_on", "resolution", "reason")
        terms = {name: getattr(instance, name) for name in names}
        kept = allocate(instance.unit, by=self.by, **terms)
        instance.__dict__.update(kept.__dict__)


def _code(unit: Space) -> str:
    return unit.code


def _reference(resolution: Resolution) -> str:
    return f"{resolution.year}/{resolution.number}"


_ROWS: dict[str, Any] = {
    "unit": lambda: Space.objects.units(),
    "company": lambda: Company.objects.all(),
    "resolution": lambda: Resolution.objects.filter(outcome="adopted"),
}
_KEYS: dict[str, Any] = {
    "unit": lambda unit: [unit.code],
    "company": lambda company: [company.name, company.slug],
    "resolution": lambda resolution: [_reference(resolution)],
}
