"""Questions asked of spaces, allocations and bookings."""

from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Now
from django.utils import timezone


def holds_on(day: date) -> Q:
    """Rows whose [start_on, end_on) contains the day."""
    return Q(start_on__lte=day) & (Q(end_on__isnull=True) | Q(end_on__gt=day))


def meets(start: date, end: date | None) -> Q:
    """Rows whose [start_on, end_on) has a day in common with [start, end); no end is open."""
    rows = Q(end_on__isnull=True) | Q(end_on__gt=start)
    return rows if end is None else rows & Q(start_on__lt=end)


def _rows(model: Any, field: str) -> Any:
    """The rows of a model that point to this one."""
    return model._meta.get_field(field).related_model.objects


class BuildingQuerySet(models.QuerySet):
    def for_list(self) -> Self:
        return self.prefetch_related("floors")


class FloorPlanQuerySet(models.QuerySet):
    def valid(self) -> Self:
        """Without those another was put in the place of."""
        return self.filter(withdrawn_at__isnull=True)

    def on(self, day: date | None = None) -> Self:
        """The plan in force of each floor on a day (today)."""
        drawn = self.valid().filter(valid_from__lte=day or timezone.localdate())
        plans: Any = self.model._default_manager
        newer = plans.valid().filter(
            floor=OuterRef("floor"),
            valid_from__gt=OuterRef("valid_from"),
            valid_from__lte=day or timezone.localdate(),
        )
        return drawn.filter(~Exists(newer))


class SpaceQuerySet(models.QuerySet):
    def existing(self, day: date | None = None) -> Self:
        """In use on a day (today): in their [valid_from, valid_to), where no day is no limit."""
        day = day or timezone.localdate()
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        return self.filter(begun, Q(valid_to__isnull=True) | Q(valid_to__gt=day))

    def meeting(self, start: date, end: date) -> Self:
        """In use on some day of [start, end)."""
        begun = Q(valid_from__isnull=True) | Q(valid_from__lt=end)
        return self.filter(begun, Q(valid_to__isnull=True) | Q(valid_to__gt=start))

    def units(self) -> Self:
        return self.filter(kind="unit")

    def bookable(self) -> Self:
        return self.existing().filter(is_bookable=True)

    def free_on(self, day: date | None = None) -> Self:
        """Held by nobody on a day (today)."""
        return self.filter(~Exists(self._allocations_on(day)))

    def held_on(self, day: date | None = None) -> Self:
        return self.filter(Exists(self._allocations_on(day)))

    def ending_before(self, day: date) -> Self:
        """Held today by somebody whose time ends by a day."""
        ending = _rows(self.model, "allocations").ending_before(day)
        return self.filter(Exists(ending.filter(unit=OuterRef("pk"))))

    def held_without_decision(self) -> Self:
        undecided = self._allocations_on(None).filter(resolution__isnull=True)
        return self.filter(Exists(undecided))

    def usable_on(self, day: date | None = None) -> Self:
        """Usable on a day (today). A space nobody wrote a condition for is taken as usable."""
        return self.filter(~Exists(self._conditions_on(day).exclude(state="usable")))

    def vacant(self, day: date | None = None) -> Self:
        """Units a company could have on a day (today): existing, usable, held by nobody."""
        return self.units().existing(day).usable_on(day).free_on(day)

    def with_state(self, day: date | None = None) -> Self:
        """Each with `state` on a day (today): a value of Condition.State, or None where none was written."""
        return self.annotate(state=Subquery(self._conditions_on(day).values("state")[:1]))

    def with_state_since(self, day: date | None = None) -> Self:
        """Adds `state_since`, the day that state began."""
        return self.annotate(state_since=Subquery(self._conditions_on(day).values("start_on")[:1]))

    def with_facts(self, day: date | None = None) -> Self:
        """Adds `is_usable` and `is_held` on a day (today), and `is_whole`: no sum of other spaces."""
        takes: Any = self.model._meta.get_field("takes")
        parts = takes.remote_field.through.objects.filter(from_space=OuterRef("pk"))
        return self.annotate(
            is_usable=~Exists(self._conditions_on(day).exclude(state="usable")),
            is_held=Exists(self._allocations_on(day)),
            is_whole=~Exists(parts.exclude(to_space=OuterRef("pk"))),
        )

    def offering(self, *fields: str) -> Self:
        """With every one of these features (names of columns: spaces.features)."""
        return self.filter(**dict.fromkeys(fields, True))

    def built(self) -> Self:
        """What m² under a roof are counted from: no open ground, no machine, no sum of other spaces."""
        return self.with_facts().filter(is_whole=True).exclude(kind="machine").exclude(use="outdoor")

    def for_list(self) -> Self:
        return self.select_related("floor__building").order_by("code")

    def _allocations_on(self, day: date | None) -> Any:
        return _rows(self.model, "allocations").on(day).filter(unit=OuterRef("pk"))

    def _conditions_on(self, day: date | None) -> Any:
        return _rows(self.model, "conditions").on(day).filter(space=OuterRef("pk"))


class ConditionQuerySet(models.QuerySet):
    def meeting(self, start: date, end: date | None) -> Self:
        """Valid ones with a day in [start, end); no end is open."""
        return self.valid().filter(meets(start, end))

    def valid(self) -> Self:
        """Without the mistakes that were voided."""
        return self.filter(voided_at__isnull=True)

    def on(self, day: date | None = None) -> Self:
        return self.valid().filter(holds_on(day or timezone.localdate()))


class RenewalQuerySet(models.QuerySet):
    def valid(self) -> Self:
        """Without the mistakes that were voided."""
        return self.filter(voided_at__isnull=True)

    def for_story(self) -> Self:
        """The latest first, with all that is told of each."""
        return (
            self.select_related("company", "resolution")
            .prefetch_related("pictures", "helpers", "spaces__floor__building")
            .order_by("-start_on", "-pk")
        )

    def of_building(self, building: Any) -> Self:
        return self.filter(spaces__floor__building=building).distinct()


class AllocationQuerySet(models.QuerySet):
    def valid(self) -> Self:
        """Without the mistakes that were voided."""
        return self.filter(voided_at__isnull=True)

    def on(self, day: date | None = None) -> Self:
        return self.valid().filter(holds_on(day or timezone.localdate()))

    def meeting(self, start: date, end: date | None) -> Self:
        """Valid ones with a day in [start, end); no end is open."""
        return self.valid().filter(meets(start, end))

    def ending_before(self, day: date) -> Self:
        """Held today and free by a day: `end_on` is the first free day."""
        return self.on().filter(end_on__lte=day)

    def without_decision(self) -> Self:
        return self.valid().filter(resolution__isnull=True)

    def for_list(self) -> Self:
        return self.select_related("unit", "company", "resolution")


class BookingQuerySet(models.QuerySet):
    def confirmed(self) -> Self:
        return self.filter(state="confirmed")

    def upcoming(self) -> Self:
        return self.confirmed().filter(ends_at__gt=timezone.now()).order_by("starts_at")

    def past(self) -> Self:
        """Over or cancelled, the latest first."""
        return self.filter(Q(ends_at__lte=timezone.now()) | Q(state="cancelled")).order_by("-starts_at")

    def occupying(self, leaves: list[int], start: datetime, end: datetime) -> Self:
        """Confirmed ones that occupy any of these leaf spaces at a time in [start, end)."""
        claims = _rows(self.model, "claims").filter(
            booking=OuterRef("pk"),
            released_at__isnull=True,
            space__in=leaves,
            starts_at__lt=end,
            ends_at__gt=start,
        )
        return self.filter(Exists(claims)).select_related("company", "space").order_by("starts_at", "pk")

    def for_list(self) -> Self:
        return self.select_related("space", "company")


class ReshapingQuerySet(models.QuerySet):
    def for_list(self) -> Self:
        return self.select_related("resolution").prefetch_related("before", "after").order_by("day", "pk")


class UnitRequestQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """In the order in which they came, which is the order in which they are served."""
        return self.filter(state="waiting").order_by("asked_at", "pk")

    def without_offer(self) -> Self:
        """Waiting, and nobody has just offered them a unit."""
        live = _rows(self.model, "offers").live().filter(request=OuterRef("pk"))
        return self.waiting().filter(~Exists(live))

    def to_serve(self) -> Self:
        """Waiting for the coordinators: without an offer, or with one accepted (`accepted`, its unit)."""
        offers = _rows(self.model, "offers").filter(request=OuterRef("pk"))
        accepted = offers.filter(state="accepted").values("unit__code")
        return self.waiting().filter(~Exists(offers.unanswered())).annotate(accepted=Subquery(accepted[:1]))

    def for_list(self) -> Self:
        return self.select_related("company", "field", "unit")


class OfferQuerySet(models.QuerySet):
    def unanswered(self) -> Self:
        """Not answered yet. Whether it can still be is a matter of the clock: `due`."""
        return self.filter(state="open")

    def due(self) -> Self:
        """Not answered in time, by the clock of the database."""
        return self.unanswered().filter(expires_at__lte=Now())

    def live(self) -> Self:
        """What keeps a unit for somebody: not answered yet, or accepted and not yet allocated."""
        return self.filter(state__in=["open", "accepted"])

    def for_list(self) -> Self:
        return self.select_related("request__company", "unit__floor__building")
