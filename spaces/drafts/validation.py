"""Whether a drawing can be published as a plan, as the database stands."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from multifactory.lib.formats import format_day
from spaces.building.models import Space
from spaces.drafts.matching import Matching, match_shapes
from spaces.drafts.models import PlanDraft
from spaces.plans.models import FloorPlan

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
        raise ValidationError(text % {"codes": format_codes(matching.doubled)})
    if not matching.taken:
        raise ValidationError(
            _("No shape of the drawing has a code of this floor: there is no plan to publish.")
        )
    faults = {}
    if matching.missing and not leaves_missing:
        text = _("On %(day)s these have no shape: %(codes)s. Choose their shapes, or tick to leave them out.")
        values = {"day": format_day(valid_from), "codes": format_codes(matching.missing)}
        faults["leaves_missing"] = text % values
    if not replaces and FloorPlan.objects.valid().filter(floor=draft.floor, valid_from=valid_from).exists():
        text = _(
            "There is already a plan of this floor valid from %(day)s. Choose another day, or "
            "tick to replace it."
        )
        faults["valid_from"] = text % {"day": format_day(valid_from)}
    if faults:
        raise ValidationError(faults)


def format_codes(codes: Iterable[str]) -> str:
    """Some codes as a list to read, with dots for those beyond a dozen."""
    listed = sorted(codes)
    return ", ".join(listed[:CODES_NAMED]) + (" …" if len(listed) > CODES_NAMED else "")
