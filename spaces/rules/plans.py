"""What makes a drawing a plan."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from spaces.models import FloorPlan, PlanDraft, Space
from spaces.rules.words import day_words
from spaces.svg import Matching, match_shapes

CODES_NAMED = 12


def match_draft(draft: PlanDraft, day: date) -> Matching:
    """Which shape of a draft is which space of its floor on a day."""
    spaces = Space.objects.filter(floor=draft.floor)
    needed = set(spaces.existing(day).values_list("code", flat=True))
    codes = list(spaces.order_by("code").values_list("code", flat=True))
    return match_shapes(draft.sheet.shapes, codes, needed, draft.chosen)


def check_publishing(
    draft: PlanDraft, matching: Matching, valid_from: date, *, leaves_missing: bool, replaces: bool
) -> None:
    """Raise what stands in the way of a plan, beside the field it belongs to."""
    if matching.doubled:
        text = _("Several shapes have the code %(codes)s: choose which one it is, then publish.")
        raise ValidationError(text % {"codes": code_words(matching.doubled)})
    if not matching.taken:
        raise ValidationError(
            _("No shape of the drawing has a code of this floor: there is no plan to publish.")
        )
    faults = {}
    if matching.missing and not leaves_missing:
        text = _("On %(day)s these have no shape: %(codes)s. Choose their shapes, or tick to leave them out.")
        values = {"day": day_words(valid_from), "codes": code_words(matching.missing)}
        faults["leaves_missing"] = text % values
    if not replaces and FloorPlan.objects.valid().filter(floor=draft.floor, valid_from=valid_from).exists():
        text = _(
            "A plan of this floor is valid from %(day)s already. Choose another day, or tick to replace it."
        )
        faults["valid_from"] = text % {"day": day_words(valid_from)}
    if faults:
        raise ValidationError(faults)


def code_words(codes: Iterable[str]) -> str:
    """Some codes as a list to read, with dots for those beyond a dozen."""
    listed = sorted(codes)
    return ", ".join(listed[:CODES_NAMED]) + (" …" if len(listed) > CODES_NAMED else "")
