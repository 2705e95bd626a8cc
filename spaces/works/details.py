"""Works as the pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from multifactory.lib.formats import format_euro
from spaces.building.formats import format_area, format_decision
from spaces.building.models import Space
from spaces.building.rules import floor_order
from spaces.works.figures import average_cents_per_m2
from spaces.works.formats import format_months, state_label
from spaces.works.models import DONE, Renewal, RenewalPicture

SAME_FRAME = 0.02  # shapes of two pictures closer than this can lie upon each other


@dataclass(frozen=True, slots=True)
class Comparison:
    """Before and after; either may be missing. `is_one_frame`: they can lie upon each other."""

    before: RenewalPicture | None
    after: RenewalPicture | None
    is_one_frame: bool


@dataclass(frozen=True, slots=True)
class WorksDetails:
    """Texts of works. What is not known is empty; `decided_href` too where the reader may not follow it."""

    renewal: Renewal
    state: str
    label: str
    months: str
    m2: str
    hours: str
    cost: str
    per_m2: str
    decided: str
    decided_href: str
    spaces: list[Space]
    comparisons: list[Comparison]

    @property
    def is_done(self) -> bool:
        return self.label == "done"


def works_details(renewal: Renewal, today: date, *, is_member: bool) -> WorksDetails:
    """Works read with `for_story`. No query."""
    state = renewal.state_on(today)
    word, label = state_label(state)
    cents = average_cents_per_m2([renewal]) if state == DONE and renewal.cost_cents is not None else None
    decided, decided_href = format_decision(renewal.resolution, is_member)
    return WorksDetails(
        renewal=renewal,
        state=word,
        label=label,
        months=format_months(renewal.start_on, renewal.end_on, today),
        m2=format_area(renewal.renewed_m2) if renewal.renewed_m2 else "",
        hours=format_area(renewal.hours_given) if renewal.hours_given else "",
        cost=format_euro(renewal.cost_cents) if renewal.cost_cents is not None else "",
        per_m2=format_euro(cents) if cents is not None else "",
        decided=decided,
        decided_href=decided_href,
        spaces=sorted(renewal.spaces.all(), key=lambda space: (*floor_order(space.floor), space.code)),
        comparisons=compare_pictures(renewal.pictures.all()),
    )


def latest_comparison(today: date) -> WorksDetails | None:
    """The works that were finished last of those shown before and after. Few queries."""
    pictures = RenewalPicture.objects.filter(renewal=OuterRef("pk"))
    done = Renewal.objects.valid().filter(
        *(Exists(pictures.filter(moment=moment)) for moment in RenewalPicture.Moment.values),
        end_on__lte=today,
    )
    renewal = done.for_story().order_by("-end_on", "-pk").first()
    return works_details(renewal, today, is_member=False) if renewal else None


def compare_pictures(pictures: Iterable[RenewalPicture]) -> list[Comparison]:
    """The first picture before with the first after, the second with the second, what is over by itself."""
    all_pictures = list(pictures)
    sides = [
        [picture for picture in all_pictures if picture.moment == moment]
        for moment in RenewalPicture.Moment.values
    ]
    return [Comparison(before, after, _is_one_frame(before, after)) for before, after in zip_longest(*sides)]


def _is_one_frame(before: RenewalPicture | None, after: RenewalPicture | None) -> bool:
    if before is None or after is None:
        return False
    return abs(before.width / before.height - after.width / after.height) < SAME_FRAME


def works_of_space(space: Space) -> list[tuple[Renewal, str, str, str]]:
    """Works, when, state and its style. One query."""
    return _summaries(Renewal.objects.valid().filter(spaces=space))


def works_of_building(building: Any) -> list[tuple[Renewal, str, str, str]]:
    """The same for all spaces of a building. One query."""
    return _summaries(Renewal.objects.valid().of_building(building))


def _summaries(works: Any) -> list[tuple[Renewal, str, str, str]]:
    today = timezone.localdate()
    return [
        (
            renewal,
            format_months(renewal.start_on, renewal.end_on, today),
            *state_label(renewal.state_on(today)),
        )
        for renewal in works.order_by("-start_on", "-pk")
    ]
