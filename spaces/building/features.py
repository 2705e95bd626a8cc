"""What a space offers as facts that can be looked for, each with its word and its sign."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Feature:
    """`code` stands in addresses, `field` is the column of a space, `sign` a path in a box of 16 by 16."""

    code: str
    field: str
    word: str | Promise
    sign: str


FEATURES = (
    Feature("three-phase", "has_three_phase", _("three-phase power"), "M9 1 3 9h4l-1 6 7-9H8z"),
    Feature(
        "extraction",
        "has_extraction",
        _("extraction"),
        "M2 15v-4h12v4zM4 9c0-3 3-2 3-5M8 9c0-3 3-2 3-5M12 9c0-2 1-2 1-3",
    ),
    Feature("loading", "has_loading", _("loading access"), "M1 4h8v7H1zM9 6h4l2 2v3H9zM4 11v3M12 11v3"),
    Feature("water", "has_water", _("water and drain"), "M8 1c3 4 5 6 5 9a5 5 0 0 1-10 0c0-3 2-5 5-9z"),
    Feature(
        "noise",
        "allows_noise",
        _("noise allowed"),
        "M2 6h3l4-4v12l-4-4H2zM11 5c1 2 1 4 0 6M13 3c2 3 2 7 0 10",
    ),
    Feature("step-free", "is_step_free", _("step-free access"), "M1 14h14V6zM1 10l7-4"),
)
FEATURES_BY_CODE = {feature.code: feature for feature in FEATURES}


def features_of(space: Any) -> list[Feature]:
    """The features a space is said to have, in their order."""
    return [feature for feature in FEATURES if getattr(space, feature.field)]
