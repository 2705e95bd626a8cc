"""Companies and people come, go, and say beforehand whether they will."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from governance.attendance.models import Assembly, AssemblyEntry, Presence
from governance.attendance.presence import Line, lines_in
from governance.attendance.rules import (
    call_now,
    check_in_opens_at,
    fits_mode,
    is_on_roll,
    takes_presence,
)
from governance.attendance.services import hold_assembly
from members.companies.models import Company
from members.people.models import Membership, User
from multifactory.lib.formats import format_moment

Kind, How = Presence.Kind, Presence.How


@transaction.atomic
def check_in(entry: AssemblyEntry, *, by: User, how: str = How.HALL) -> Presence:
    """A company is there, on the word of whoever is at the desk."""
    assembly, at = _hold_for_presence(entry.assembly)
    entry = _entry_on_roll(assembly, entry)
    _ensure_fits_mode(how, assembly)
    if _inside(assembly, [entry]):
        text = _("%(company)s is already in.")
        raise ValidationError(text % {"company": entry.company}, code="already_in")
    return _add_line(assembly, entry, Kind.IN, how=how, by=by, at=at)


@transaction.atomic
def check_out(entry: AssemblyEntry, *, by: User) -> Presence:
    """A company has left, on the word of whoever is at the desk: all its people are out."""
    assembly, at = _hold_for_presence(entry.assembly)
    entry = _entry_on_roll(assembly, entry)
    lines = _inside(assembly, [entry]).get(entry.pk)
    if not lines:
        raise _not_in(entry)
    how = max(lines.values(), key=lambda line: line.height).how
    return _add_line(assembly, entry, Kind.OUT, how=how, by=by, at=at)


@transaction.atomic
def check_in_person(assembly: Assembly, person: User, *, how: str = How.HALL) -> list[Presence]:
    """A person is there for every company they represent; where they are in already nothing is added."""
    assembly, at = _hold_for_presence(assembly)
    _ensure_fits_mode(how, assembly)
    entries = represented_entries(assembly, person)
    if not entries:
        raise ValidationError(_("You represent no company called to this assembly."), code="not_on_roll")
    inside = _inside(assembly, entries)
    missing = [entry for entry in entries if person.pk not in inside.get(entry.pk, {})]
    if not missing:
        raise ValidationError(_("You are already checked in."), code="already_in")
    return [_add_line(assembly, one, Kind.IN, user=person, how=how, by=person, at=at) for one in missing]


@transaction.atomic
def check_out_person(assembly: Assembly, person: User) -> list[Presence]:
    """A person leaves. What the desk wrote of their companies stays."""
    assembly, at = _hold_for_presence(assembly)
    inside = _inside(assembly, represented_entries(assembly, person))
    own = [lines[person.pk] for lines in inside.values() if person.pk in lines]
    if not own:
        raise ValidationError(_("You are not checked in."), code="not_in")
    entries = AssemblyEntry.objects.in_bulk([line.entry_id for line in own])
    return [
        _add_line(assembly, entries[one.entry_id], Kind.OUT, user=person, how=one.how, by=person, at=at)
        for one in own
    ]


@transaction.atomic
def answer_call(entry: AssemblyEntry, *, answer: str, by: User) -> AssemblyEntry:
    """A company says whether it comes. It binds nobody: who is there counts."""
    assembly, at = hold_assembly(entry.assembly)
    entry = _entry_on_roll(assembly, entry)
    ensure_represents(by, entry.company)
    if answer in (AssemblyEntry.Answer.HALL, AssemblyEntry.Answer.REMOTE):
        _ensure_fits_mode(answer, assembly)
    if entry.rsvp != answer:
        entry.rsvp, entry.rsvp_at, entry.rsvp_by = answer, at, by
        entry.save(update_fields=["rsvp", "rsvp_at", "rsvp_by"])
    return entry


def represented_entries(assembly: Assembly, person: User) -> list[AssemblyEntry]:
    """Of the companies on the roll that this person represents today, by name."""
    companies = Membership.objects.current().representatives().filter(user=person, user__is_active=True)
    entries = AssemblyEntry.objects.filter(assembly=assembly, company__in=companies.values("company"))
    return [entry for entry in entries.select_related("company") if is_on_roll(entry)]


def ensure_represents(user: User, company: Company) -> None:
    places = Membership.objects.current().representatives().filter(user=user, user__is_active=True)
    if not places.filter(company=company).exists():
        text = _("Only a representative of %(company)s can do this.")
        raise ValidationError(text % {"company": company}, code="not_representative")


def _hold_for_presence(assembly: Assembly) -> tuple[Assembly, datetime]:
    held, at = hold_assembly(assembly)
    if not takes_presence(held, at):
        opens_at = check_in_opens_at(held)
        text = _("Check-in opens on %(moment)s.")
        raise ValidationError(
            text % {"moment": format_moment(opens_at) if opens_at else "–"}, code="too_early"
        )
    return held, at


def _entry_on_roll(assembly: Assembly, entry: AssemblyEntry) -> AssemblyEntry:
    """As it stands now: a correction may have struck it out meanwhile."""
    entry = AssemblyEntry.objects.select_related("company").get(pk=entry.pk, assembly=assembly)
    if not is_on_roll(entry):
        text = _("%(company)s is no longer on the list of voters.")
        raise ValidationError(text % {"company": entry.company}, code="not_on_roll")
    return entry


def _ensure_fits_mode(how: str, assembly: Assembly) -> None:
    if not fits_mode(how, assembly):
        text = _("This assembly meets %(mode)s.")
        raise ValidationError(text % {"mode": assembly.get_mode_display()}, code="mode")


def _inside(assembly: Assembly, entries: Iterable[AssemblyEntry]) -> dict[int, dict[int | None, Line]]:
    return lines_in(Presence.objects.filter(entry__in=list(entries), call=call_now(assembly)))


def _not_in(entry: AssemblyEntry) -> ValidationError:
    text = _("%(company)s is not in: it cannot leave.")
    return ValidationError(text % {"company": entry.company}, code="not_in")


def _add_line(
    assembly: Assembly,
    entry: AssemblyEntry,
    kind: str,
    *,
    how: str,
    by: User,
    at: datetime,
    user: User | None = None,
) -> Presence:
    return Presence.objects.create(
        entry=entry,
        user=user,
        kind=kind,
        how=how,
        call=call_now(assembly),
        at=at,
        by=by,
        height=assembly.height,
    )
