"""What coordinators enter about units that change places or shape."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from members.companies.models import Company
from multifactory.lib.numbers import CommaDecimalField
from multifactory.lib.text.forms import LineField
from spaces.allocations.forms import DecisionForm
from spaces.allocations.models import Allocation
from spaces.building.models import Space
from spaces.reshaping.split_merge import SplitPart

MOST_PARTS = 6
SMALLEST = Decimal("0.01")


def _area_field(**kwargs: Any) -> CommaDecimalField:
    return CommaDecimalField(label="m²", min_value=SMALLEST, max_digits=8, decimal_places=2, **kwargs)


class SwapForm(DecisionForm):
    """Where the company of each unit goes. Offered as a turn: each to the next, the last to the first."""

    def ask(self) -> None:
        today = timezone.localdate()
        held = Allocation.objects.on(today).filter(unit__in=self.units).select_related("company")
        holders = {allocation.unit_id: str(allocation.company) for allocation in held}
        for place, unit in enumerate(self.units):
            others = Space.objects.filter(pk__in=[other.pk for other in self.units if other != unit])
            self.fields[f"to_{unit.pk}"] = forms.ModelChoiceField(
                others.order_by("code"),
                label=f"{unit.code}: {holders.get(unit.pk, '–')}",
                empty_label=None,
                initial=self.units[(place + 1) % len(self.units)].pk,
                help_text=_("goes to this unit"),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        targets = [cleaned.get(f"to_{unit.pk}") for unit in self.units]
        if not self.errors and len(set(targets)) < len(targets):
            raise ValidationError(_("Two companies cannot go to the same unit."))
        return cleaned

    def targets(self) -> dict[Space, Space]:
        return {unit: self.cleaned_data[f"to_{unit.pk}"] for unit in self.units}


class SplitForm(DecisionForm):
    """The parts of a unit: two or more lines; what is left empty is no part."""

    def ask(self) -> None:
        is_held = self.units[0].allocations.on().exists()
        names = ["code", "name", "area", *(["kept"] if is_held else [])]
        for number in range(1, MOST_PARTS + 1):
            needed = number <= 2
            self.fields[f"code_{number}"] = LineField(
                label=_("Code of part %(number)d") % {"number": number}, max_length=20, required=needed
            )
            self.fields[f"name_{number}"] = LineField(
                label=capfirst(_("name")), max_length=80, required=False
            )
            self.fields[f"area_{number}"] = _area_field(required=needed)
            if is_held:
                self.fields[f"kept_{number}"] = forms.BooleanField(
                    label=capfirst(_("stays with the current company")), required=False, initial=number == 1
                )
        lines = [tuple(f"{name}_{number}" for name in names) for number in range(1, MOST_PARTS + 1)]
        self.layout = [*lines, "day", "resolution", "reason"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for number in range(3, MOST_PARTS + 1):
            code, area = cleaned.get(f"code_{number}"), cleaned.get(f"area_{number}")
            if area is not None and not code:
                self.add_error(f"code_{number}", _("Give the part a code."))
            if code and area is None and f"area_{number}" not in self.errors:
                self.add_error(f"area_{number}", _("Say how large the part is."))
        codes = [part.code.lower() for part in self._parts()]
        for number, code in enumerate(codes, start=1):
            if codes.index(code) + 1 < number:
                self.add_error(f"code_{number}", _("Another part has this code."))
        return self.cleaned_data

    def parts(self) -> list[SplitPart]:
        return list(self._parts())

    def _parts(self) -> Iterator[SplitPart]:
        cleaned = self.cleaned_data
        for number in range(1, MOST_PARTS + 1):
            code, area = cleaned.get(f"code_{number}"), cleaned.get(f"area_{number}")
            if code and area:
                yield SplitPart(code, area, cleaned[f"name_{number}"], cleaned.get(f"kept_{number}", False))


class MergeForm(DecisionForm):
    """The unit that comes out, and which of the companies goes on in it."""

    code = LineField(label=_("Code of the new unit"), max_length=20)
    name = LineField(label=capfirst(_("name")), max_length=80, required=False)

    def ask(self) -> None:
        total = sum((unit.area_m2 or Decimal(0) for unit in self.units), Decimal(0))
        self.fields["area_m2"] = _area_field(initial=total)
        holders = Company.objects.filter(allocations__in=Allocation.objects.on().filter(unit__in=self.units))
        if holders:
            self.fields["company"] = forms.ModelChoiceField(
                holders.distinct(), label=_("Company that keeps it"), required=False, empty_label=_("nobody")
            )
