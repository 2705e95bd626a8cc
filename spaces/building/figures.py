"""The building in figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, Sum

from spaces.building.models import Space


@dataclass(frozen=True, slots=True)
class BuildingFigures:
    """The building in figures on a day. `m2` counts every space under a roof once, machines not at all."""

    m2: Decimal
    usable_m2: Decimal
    outdoor_m2: Decimal
    residence_m2: Decimal  # of `m2`
    units: int
    free_units: int
    free_m2: Decimal
    reserved_units: int  # of `free_units`: kept for somebody, as things stand today


def building_figures(day: date | None = None) -> BuildingFigures:
    """One query."""
    whole = Q(is_whole=True) & ~Q(kind=Space.Kind.MACHINE)
    measured = whole & ~Q(use=Space.Use.OUTDOOR)
    vacant = Q(kind=Space.Kind.UNIT, is_usable=True, is_held=False)
    sums = (
        Space.objects.existing(day)
        .with_facts(day)
        .with_reserved()
        .aggregate(
            m2=Sum("area_m2", filter=measured, default=Decimal(0)),
            usable_m2=Sum("area_m2", filter=measured & Q(is_usable=True), default=Decimal(0)),
            outdoor_m2=Sum("area_m2", filter=whole & Q(use=Space.Use.OUTDOOR), default=Decimal(0)),
            residence_m2=Sum("area_m2", filter=whole & Q(use=Space.Use.RESIDENCE), default=Decimal(0)),
            units=Count("pk", filter=Q(kind=Space.Kind.UNIT)),
            free_units=Count("pk", filter=vacant),
            free_m2=Sum("area_m2", filter=vacant, default=Decimal(0)),
            reserved_units=Count("pk", filter=vacant & Q(is_reserved=True)),
        )
    )
    return BuildingFigures(**sums)


def area_in_use(day: date, _crafts: Mapping[int, str]) -> Mapping[str, int]:
    """Hundredths of a m² under a roof on a day: `m2_usable` and `m2_roofed`. One query."""
    figures = building_figures(day)
    return {"m2_usable": int(figures.usable_m2 * 100), "m2_roofed": int(figures.m2 * 100)}
