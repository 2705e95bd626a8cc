"""Minutes are drafted from the ledger, written by the secretary, signed by two, and corrected by others."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from governance.assemblies.minutes import emails
from governance.assemblies.minutes.book import entry_of, hash_of
from governance.assemblies.minutes.facts import collect_facts, commitments, name_people, people_in
from governance.assemblies.minutes.models import Minutes, MinutesBook, MinutesSignature
from governance.assemblies.minutes.rules import (
    are_signatures_overdue,
    can_correct_minutes,
    can_write_minutes,
    roles_of,
)
from governance.assemblies.minutes.signers import signers_of
from governance.attendance.models import AgendaItem, Assembly
from governance.attendance.services import hold_assembly
from members.people.models import Membership, User


@transaction.atomic
def draft_minutes(assembly: Assembly, *, call: int) -> Minutes:
    """The minutes of a call that has just ended, with its facts. Again: the same.

    For whoever ends the call, in that transaction and under the assembly's row, after its new state.
    """
    before = Minutes.objects.filter(assembly=assembly, call=call).order_by("pk").first()
    if before:
        return before
    now = Assembly.objects.filter(pk=assembly.pk).values_list(Now()).get()[0]
    facts = collect_facts(assembly, call=call, ended_at=assembly.closed_at or now)
    names = name_people(people_in(facts))
    facts["commitments"] = commitments(names)
    return Minutes.objects.create(assembly=assembly, call=call, facts=facts, names=names, drafted_at=now)


@transaction.atomic
def note_items(assembly: Assembly, *, notes: Mapping[int, str], before: Mapping[int, str]) -> None:
    """Keep what is noted while the assembly is held, by the id of the item: its minutes begin with it.

    `before` is what the page showed: a note that the desk or somebody else has written since is not lost.
    ValidationError then, and once the assembly is over and its minutes have begun.
    """
    hold_assembly(assembly)
    changed = {pk: note for pk, note in notes.items() if note != before[pk]}
    for item in AgendaItem.objects.filter(assembly=assembly, pk__in=changed):
        if item.note != before[item.pk]:
            raise ValidationError(_("Someone has written a note in the meantime: load the page again."))
        item.note = changed[item.pk]
        item.save(update_fields=["note"])


@transaction.atomic
def write_debate(minutes: Minutes, *, text: str, notes: Mapping[int, str], seen: str, by: User) -> Minutes:
    """What was said, and a note on each item by its position. A signature on other words falls away.

    `seen` is the hash of the draft that was edited: what somebody else wrote meanwhile is not lost.
    """
    minutes = _lock(minutes)
    _refuse_unless(can_write_minutes(by, minutes, signers_of(minutes)))
    ensure_unchanged(minutes, seen)
    minutes.text = text
    for item in minutes.facts["items"]:
        item["note"] = notes.get(item["position"], item["note"])
    minutes.clean_fields(exclude=["facts", "names"])
    minutes.save(update_fields=["text", "facts"])
    if hash_of(minutes) != seen:
        minutes.signatures.all().delete()
    return minutes


@transaction.atomic
def sign_minutes(minutes: Minutes, *, seen: str, by: User) -> Minutes:
    """Sign what one has read (`seen`). The second signature enters them in the book, for good.

    Signed by this person before: nothing new.
    """
    minutes = _lock(minutes)
    signatures = list(minutes.signatures.order_by("at", "pk"))
    if by.pk in [one.user_id for one in signatures]:
        return minutes
    ensure_unchanged(minutes, seen)
    taken = {one.role for one in signatures}
    roles = [role for role in roles_of(by, signers_of(minutes)) if role not in taken]
    _refuse_unless(not minutes.is_signed and bool(roles))
    if str(by.pk) not in minutes.names:  # whoever stands in for a chair that is gone
        minutes.names |= name_people([by.pk])
        minutes.save(update_fields=["names"])
    now = Minutes.objects.filter(pk=minutes.pk).values_list(Now()).get()[0]
    name = commitments(minutes.names).get(str(by.pk), "")
    MinutesSignature.objects.create(minutes=minutes, user=by, role=roles[0], hash=seen, name=name, at=now)
    if signatures:
        _enter_in_book(minutes)
    return minutes


def _enter_in_book(minutes: Minutes) -> None:
    """Number, parent and hash. The row of the book is ours until the caller commits."""
    MinutesBook.objects.bulk_create([MinutesBook(pk=1)], ignore_conflicts=True)
    MinutesBook.objects.filter(pk=1).update(entries=F("entries") + 1)
    minutes.place = MinutesBook.objects.get(pk=1).entries
    day = parse_date(minutes.facts["assembly"]["day"])
    minutes.year = day.year if day else timezone.localdate().year
    signed = Minutes.objects.signed()
    minutes.number = (signed.filter(year=minutes.year).aggregate(last=Max("number"))["last"] or 0) + 1
    last = signed.order_by("-place").first()
    minutes.parent = last.hash if last else ""
    minutes.signed_at = Minutes.objects.filter(pk=minutes.pk).values_list(Now()).get()[0]
    minutes.hash = entry_of(minutes, list(minutes.signatures.order_by("at", "pk")))["hash"]
    minutes.state = Minutes.State.SIGNED
    minutes.save(update_fields=["year", "number", "place", "parent", "hash", "signed_at", "state"])
    emails.send_minutes_signed(minutes, _representatives(minutes.assembly))


def _representatives(assembly: Assembly) -> list[User]:
    """Of the companies that were called, once a person even if they act for two."""
    places = (
        Membership.objects.current().representatives().filter(company__in=assembly.entries.values("company"))
    )
    people = User.objects.filter(memberships__in=places, is_active=True)
    return list(people.distinct().order_by("pk"))


@transaction.atomic
def correct_minutes(minutes: Minutes, *, by: User) -> Minutes:
    """Begin another entry, with the same facts, that names the one it corrects. Begun before: the same."""
    minutes = _lock(minutes)
    _refuse_unless(can_correct_minutes(by, minutes, signers_of(minutes)))
    drafts = Minutes.objects.drafts().filter(assembly=minutes.assembly, call=minutes.call)
    begun = drafts.first()
    if begun:
        return begun
    now = Minutes.objects.filter(pk=minutes.pk).values_list(Now()).get()[0]
    return Minutes.objects.create(
        assembly=minutes.assembly,
        call=minutes.call,
        facts=minutes.facts,
        names=minutes.names,
        drafted_at=now,
        corrects=minutes,
    )


def tell_of_overdue_minutes() -> int:
    """Write once to those whose signature is missing when the rulebook's days are over. Returns for how many.

    Compared and set in the transaction of the mails, so that of two workers one tells.
    """
    drafts = Minutes.objects.drafts().filter(told_on=None)
    related = ("assembly__rulebook", "assembly__chair", "assembly__secretary")
    today, told = timezone.localdate(), 0
    for minutes in drafts.select_related(*related).order_by("pk"):
        rulebook = minutes.assembly.rulebook
        drafted_on = timezone.localdate(minutes.drafted_at)
        days = rulebook.minutes_days if rulebook else 0
        if are_signatures_overdue(drafted_on=drafted_on, today=today, minutes_days=days):
            told += _tell_once(minutes)
    return told


@transaction.atomic
def _tell_once(minutes: Minutes) -> bool:
    if not Minutes.objects.drafts().filter(pk=minutes.pk, told_on=None).update(told_on=timezone.localdate()):
        return False
    signed = set(minutes.signatures.values_list("user", flat=True))
    missing = {person for person in signers_of(minutes).values() if person} - signed
    for person in User.objects.filter(pk__in=missing).order_by("pk"):
        emails.send_minutes_overdue(minutes, person)
    return True


# --- The draft ------------------------------------------------------------------------------------------


def ensure_unchanged(minutes: Minutes, seen: str) -> None:
    if hash_of(minutes) != seen:
        raise ValidationError(
            _("The draft was changed in the meantime: read it again. Nothing was saved or signed."),
            code="changed",
        )


def _lock(minutes: Minutes) -> Minutes:
    rows = Minutes.objects.select_for_update(of=("self",))
    related = ("assembly__chair", "assembly__secretary", "corrects")
    return rows.select_related(*related).get(pk=minutes.pk)


def _refuse_unless(allowed: bool) -> None:
    if not allowed:
        raise ValidationError(_("You cannot do this with these minutes, or no longer."), code="refused")
