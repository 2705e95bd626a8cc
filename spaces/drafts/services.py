"""From a drawing to the plan of a floor: saved as a draft, corrected, published from a day on."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.people.models import User
from multifactory.lib.formats import format_moment
from spaces.building.models import Floor, Space
from spaces.drafts.matching import plan_numbers
from spaces.drafts.models import PlanDraft
from spaces.drafts.new_spaces import NewSpace, area_in_m2
from spaces.drafts.sheet import Sheet, sheet_to_json
from spaces.drafts.validation import check_publishing, match_draft
from spaces.plans.models import FloorPlan


@transaction.atomic
def save_draft(floor: Floor, *, sheet: Sheet, file_name: str, by: User | None) -> PlanDraft:
    """Keep what was found in a drawing as the draft of its floor, in the place of one not published yet.

    The same drawing again changes nothing.
    """
    _lock(floor)
    draft = PlanDraft.objects.filter(floor=floor, plan=None).first()
    shapes = sheet_to_json(sheet)
    if draft is None:
        return PlanDraft.objects.create(floor=floor, file_name=file_name, found=shapes, uploaded_by=by)
    if draft.found == shapes:
        return draft
    draft.file_name, draft.found, draft.chosen = file_name, shapes, {}
    draft.uploaded_by, draft.uploaded_at = by, timezone.now()
    draft.revision += 1
    draft.save()
    return draft


@transaction.atomic
def update_draft(draft: PlanDraft, *, chosen: Mapping[str, int], revision: int) -> PlanDraft:
    """Say which shape is which space: places in the drawing by code. The same again changes nothing."""
    draft = _current(draft)
    if draft.plan_id is None and draft.chosen == dict(chosen):
        return draft
    _refuse_stale(draft, revision)
    draft.chosen = dict(chosen)
    draft.revision += 1
    draft.save(update_fields=["chosen", "revision"])
    return draft


@transaction.atomic
def create_spaces(draft: PlanDraft, *, new: Sequence[NewSpace], wide: float, revision: int) -> list[Space]:
    """Make a space of each of these shapes; all shapes together are so many metres wide.

    A ValidationError names the code of each that cannot be, and nothing is made.
    """
    draft = _current(draft)
    _refuse_stale(draft, revision)
    sheet, made = draft.sheet, []
    faults: list[str] = []
    for one in new:
        area = area_in_m2(sheet.shapes[one.place], sheet, wide)
        space = Space(code=one.code, kind=one.kind, floor=draft.floor, area_m2=area)
        try:
            space.full_clean()
        except ValidationError as error:
            faults += [f"{one.code}: {text}" for text in error.messages]
        else:
            space.save()
            made.append(space)
    if faults:
        raise ValidationError(faults)
    draft.chosen |= {one.code: one.place for one in new}
    draft.revision += 1
    draft.save(update_fields=["chosen", "revision"])
    return made


@transaction.atomic
def publish_plan(
    draft: PlanDraft,
    *,
    valid_from: date,
    revision: int,
    by: User | None,
    leaves_missing: bool = False,
    replaces: bool = False,
) -> FloorPlan:
    """Make a draft the plan of its floor from a day on. A draft that is published returns its plan."""
    draft = _current(draft)
    if draft.plan is not None:
        return draft.plan
    _refuse_stale(draft, revision)
    matching = match_draft(draft, valid_from)
    check_publishing(draft, matching, valid_from, leaves_missing=leaves_missing, replaces=replaces)
    now = timezone.now()
    FloorPlan.objects.valid().filter(floor=draft.floor, valid_from=valid_from).update(withdrawn_at=now)
    numbers = plan_numbers(draft.sheet, matching.taken)
    draft.plan = FloorPlan.objects.create(
        floor=draft.floor,
        valid_from=valid_from,
        width=numbers.width,
        height=numbers.height,
        shapes=numbers.shapes,
        walls=numbers.walls,
        published_at=now,
        published_by=by,
    )
    draft.save(update_fields=["plan"])
    return draft.plan


@transaction.atomic
def delete_draft(draft: PlanDraft, *, revision: int) -> None:
    """Throw a draft away. Nothing was published of it, so nothing of record is lost."""
    draft = _current(draft)
    if draft.plan_id is not None:
        raise ValidationError(_("This drawing is published: it stays on record."))
    _refuse_stale(draft, revision)
    draft.delete()


def _lock(floor: Floor) -> None:
    Floor.objects.select_for_update(no_key=True).get(pk=floor.pk)


def _current(draft: PlanDraft) -> PlanDraft:
    """The draft as it is now; nobody else changes it until the transaction ends."""
    _lock(draft.floor)
    drafts = PlanDraft.objects.select_related("floor__building", "plan", "uploaded_by").filter(pk=draft.pk)
    if current := drafts.first():
        return current
    raise ValidationError(_("In the meantime this drawing was deleted."), code="stale")


def _refuse_stale(draft: PlanDraft, revision: int) -> None:
    if draft.plan_id is not None:
        raise ValidationError(
            _("In the meantime this drawing was published. To change it, upload it again."), code="stale"
        )
    if draft.revision != revision:
        values = {"file": draft.file_name, "day": format_moment(draft.uploaded_at)}
        text = _(
            "The drawing changed after you opened this page: it is now %(file)s of %(day)s, perhaps with"
            " other shapes chosen. Look at it again."
        )
        raise ValidationError(text % values, code="stale")
