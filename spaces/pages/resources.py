"""Spaces as a table, read from CSV and XLSX and written to both. A space is known by its code."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field as Column
from tablib import Dataset

from multifactory.lib.table_io.cells import Area, Day, OneOf, Text, YesNo, choices_in_words
from multifactory.lib.table_io.resources import TableResource
from spaces.bookings.leaves import leaf_faults
from spaces.building.models import Floor, Space
from spaces.pages.validation import check_days_of_use, check_still_booked
from spaces.policies.models import BookingPolicy

SPACE_COLUMNS = (
    *("code", "kind", "name", "floor", "area_m2", "description", "features", "is_bookable"),
    "policy",
    *("valid_from", "valid_to"),
)


def floor_code(floor: Floor) -> str:
    """villa-27/0: the building's address and the level."""
    return f"{floor.building.slug}/{floor.level}"


class SpaceResource(TableResource):
    columns, needed, keys = SPACE_COLUMNS, ("code", "kind", "floor", "area_m2"), ("code",)
    missing_key = gettext_lazy("There is no “code” column, so the rows do not say which space they refer to.")

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
        self.fields["policy"] = Column("policy", "policy", OneOf(self.policies, is_optional=True))

    def floors(self) -> dict[str, Floor]:
        """Floors by their code and by building and name."""
        if not self._floors:
            for floor in Floor.objects.select_related("building"):
                self._floors |= {floor_code(floor).casefold(): floor, str(floor).casefold(): floor}
        return self._floors

    def policies(self) -> dict[str, BookingPolicy]:
        """Rules of booking by their name."""
        return {policy.name.casefold(): policy for policy in BookingPolicy.objects.all()}

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
            raise ValidationError({"kind": _("The kind of %(space)s cannot change.") % {"space": space.code}})
        return space, False

    def before_save_instance(self, instance: Any, row: dict[str, str], **kwargs: Any) -> None:
        if instance.is_bookable and instance.policy_id is None:
            raise ValidationError({"policy": _("A space that can be booked needs booking rules.")})
        if instance.pk:
            check_days_of_use(instance, instance.valid_from, instance.valid_to)
            if not instance.is_bookable and Space.objects.filter(pk=instance.pk, is_bookable=True).exists():
                check_still_booked(instance)
            if faults := leaf_faults(instance, instance.takes.all()):
                raise ValidationError({"valid_to": faults})
