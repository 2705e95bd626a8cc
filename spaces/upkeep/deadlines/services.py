"""Keeping deadlines, recording that one was met, telling of those that come or are late."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.companies.models import Company
from members.people.models import User
from members.people.recipients import coordinators, representatives_of
from multifactory.lib.formats import format_day
from multifactory.lib.papers import CleanPaper, keep_paper
from spaces.bookings.blocks import blocked_leaves, refresh_blocks
from spaces.building.services import lock_spaces
from spaces.upkeep.deadlines.emails import send_deadline_due
from spaces.upkeep.deadlines.models import SOON, Deadline, DeadlineDone, DeadlineNotice
from spaces.upkeep.deadlines.rules import done_faults, next_day, notice_step


@transaction.atomic
def save_deadline(deadline: Deadline) -> Deadline:
    """Keep a deadline as it is written; what its lateness shuts, and shut before, is worked out anew."""
    before = Deadline.objects.filter(pk=deadline.pk, blocks_when_late=True).values_list("space", flat=True)
    spaces = {pk for pk in before if pk}
    if deadline.blocks_when_late and deadline.space_id:
        spaces.add(deadline.space_id)
    deadline.save()
    if spaces:
        refresh_spaces(spaces)
    return deadline


def refresh_spaces(spaces: Collection[int]) -> None:
    """Write what deadlines, and all else, shut of these spaces now."""
    leaves = blocked_leaves(spaces)
    lock_spaces(leaves)
    refresh_blocks(leaves)


@transaction.atomic
def record_done(
    deadline: Deadline,
    *,
    day: date,
    by: User,
    due_on: date,
    company: Company | None = None,
    note: str = "",
    paper: CleanPaper | None = None,
) -> DeadlineDone:
    """Say that it was done on a day; it comes again so many months later.

    `due_on` is the day that was due when the form was opened: of two who record it at once, one does. The
    same form sent twice changes nothing.
    """
    deadline = Deadline.objects.select_for_update(of=("self",)).get(pk=deadline.pk)
    _refuse_others(deadline, by, company)
    if first := deadline.done.filter(due_on=due_on, day=day, recorded_by=by).first():
        return first
    if deadline.next_on != due_on:
        text = _("Someone has recorded it in the meantime, or moved the day. It is now due on %(day)s.")
        raise ValidationError(text % {"day": format_day(deadline.next_on)}, code="stale")
    known = deadline.done.values_list("day", flat=True)
    if faults := done_faults(day, timezone.localdate(), list(known)):
        raise ValidationError(faults)
    done = DeadlineDone.objects.create(
        deadline=deadline,
        due_on=due_on,
        day=day,
        company=company,
        note=note,
        recorded_by=by,
        **_kept(paper),
    )
    deadline.next_on = next_day(day, deadline.every_months)
    save_deadline(deadline)
    return done


def _kept(paper: CleanPaper | None) -> dict[str, Any]:
    if paper is None:
        return {}
    return {
        "paper": keep_paper(paper),
        "paper_kind": paper.kind,
        "paper_size": paper.size,
        "paper_sha256": paper.sha256,
    }


def _refuse_others(deadline: Deadline, by: User, company: Company | None) -> None:
    if deadline.is_over:
        raise ValidationError(_("This is no longer needed."))
    is_own = company is not None and by.memberships.current().filter(company=company).exists()
    if not by.is_coordinator and not (is_own and company.pk == deadline.responsible_id):  # type: ignore[union-attr]
        raise ValidationError(_("Only the responsible company and coordinators can record this."))


def tell_of_deadlines() -> int:
    """Write 60, 30 and 7 days before a deadline, on its day, and then every week; returns of how many.

    What a worker that stood still has missed is told in one mail. Each deadline has its own transaction.
    """
    today = timezone.localdate()
    due = Deadline.objects.standing(today).filter(next_on__lte=today + SOON).order_by("next_on", "pk")
    return sum(_tell_once(deadline, today) for deadline in due)


@transaction.atomic
def _tell_once(deadline: Deadline, today: date) -> bool:
    """The row that says so is written in the transaction of the mails, under the lock of the deadline."""
    rows = Deadline.objects.select_for_update(of=("self",))
    deadline = rows.select_related("space", "building", "responsible").get(pk=deadline.pk)
    step = notice_step(deadline.next_on, today)
    if step is None or deadline.is_over:
        return False
    people = _people_of(deadline)
    if not people:
        return False
    _row, is_new = DeadlineNotice.objects.get_or_create(deadline=deadline, due_on=deadline.next_on, step=step)
    if not is_new:
        return False
    for person in people:
        send_deadline_due(deadline, person)
    return True


def _people_of(deadline: Deadline) -> list[User]:
    """The representatives of the responsible company and the coordinators, each once."""
    people = {person.pk: person for person in coordinators().order_by("pk")}
    if deadline.responsible is not None:
        people |= {place.user_id: place.user for place in representatives_of([deadline.responsible])}
    return list(people.values())
