"""Calling an assembly: its notice, another place or hour, cancelling it, letting its items go."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.assemblies.calling import emails
from governance.assemblies.calling.agenda_lines import agenda_lines, electorate_of
from governance.assemblies.calling.models import AssemblyChange
from governance.assemblies.calling.notice_facts import details_of, notice_facts
from governance.assemblies.calling.readiness import faults_before_notice
from governance.assemblies.calling.rules import is_earlier, move_faults
from governance.attendance.models import AgendaItem, Assembly, AssemblyEntry, AssemblyYear
from governance.attendance.transitions import CALL, CANCEL, lead_assembly, lock_assembly
from governance.hooks import assembly_cancelled
from governance.offices.rules import directors_companies
from governance.proposals import transitions
from governance.proposals.models import Proposal
from governance.proposals.services import apply_transition, require_reason
from governance.rulebook.models import Rulebook
from governance.voting.counting.rule import Electorate
from governance.voting.roll import suspension_reasons
from members.companies.models import Company
from members.people.models import Membership, User
from members.people.recipients import representatives_of

Standing = AssemblyEntry.Standing

# --- The notice ------------------------------------------------------------------------------------------


@transaction.atomic
def send_notice(assembly: Assembly, *, by: User) -> Assembly:
    """Freeze roll and agenda, give the number, tell every company. Sent twice, it is one.

    ValidationError with all that is missing.
    """
    lock_assembly(assembly)
    if assembly.state != Assembly.State.DRAFT:
        return assembly
    entries = call_at(assembly, by=by, at=timezone.now())
    electorate = electorate_of(assembly)
    lines = agenda_lines(assembly, assembly.items.for_page(), electorate=electorate)
    context = emails.notice_context(assembly, lines, electorate)
    emails.send_assembly_called(context, entries, _people_of(entries))
    return assembly


@transaction.atomic
def call_at(assembly: Assembly, *, by: User, at: datetime) -> list[AssemblyEntry]:
    """All that a notice of this moment fixes, without its mails. The caller holds the assembly's row."""
    today = timezone.localdate(at)
    _lock_proposals(assembly)
    items = list(assembly.items.for_page())
    rulebook = Rulebook.objects.in_force(today).first()
    entries = _build_roll(assembly, rulebook, today) if rulebook else []
    entitled = sum(entry.standing == Standing.ENTITLED for entry in entries)
    if faults := faults_before_notice(assembly, items, rulebook, today=today, entitled=entitled):
        raise ValidationError(faults, code="not_ready")
    year = timezone.localdate(assembly.first_call_at).year
    lead_assembly(assembly, CALL, year=year, number=take_number(year), called_at=at, rulebook=rulebook)
    AssemblyEntry.objects.bulk_create(entries)
    for item in items:
        _call_proposal(item, by)
    facts = notice_facts(assembly, items, Electorate(len(entries), entitled))
    AssemblyChange.objects.create(
        assembly=assembly, kind=AssemblyChange.Kind.NOTICE, after=facts, by=by, at=at
    )
    return entries


def _lock_proposals(assembly: Assembly) -> None:
    """Whoever resumes or withdraws one of them waits, or was first."""
    named = Proposal.objects.filter(agenda_items__assembly=assembly).order_by("pk")
    list(
        Proposal.objects.select_for_update(of=("self",)).filter(
            pk__in=list(named.values_list("pk", flat=True))
        )
    )


def _build_roll(assembly: Assembly, rulebook: Rulebook, today: date) -> list[AssemblyEntry]:
    """One entry a member company of that day, with the reason where it has no vote. Not saved."""
    companies = list(Company.objects.current(today).order_by("pk"))
    suspended = suspension_reasons(companies, rulebook, today)
    directors = directors_companies(today)
    return [
        AssemblyEntry(
            assembly=assembly,
            company=company,
            standing=Standing.SUSPENDED if company.pk in suspended else Standing.ENTITLED,
            reason=suspended.get(company.pk, ""),
            is_director=company.pk in directors,
        )
        for company in companies
    ]


def take_number(year: int) -> int:
    """Without a gap: the row of the year is held until the number is used or given back."""
    AssemblyYear.objects.get_or_create(year=year)
    AssemblyYear.objects.filter(year=year).update(last_number=F("last_number") + 1)
    return AssemblyYear.objects.get(year=year).last_number


def _call_proposal(item: AgendaItem, by: User) -> None:
    if item.proposal and not apply_transition(item.proposal, transitions.CALL, by=by):
        raise ValidationError(transitions.CALL.refusal, code="state")


def _people_of(entries: list[AssemblyEntry]) -> list[Membership]:
    return list(representatives_of([entry.company for entry in entries]))


def people_on_roll(assembly: Assembly) -> list[Membership]:
    """Who represents a company on the roll today; not those that were struck out."""
    entries = assembly.entries.exclude(standing=Standing.LEFT).select_related("company")
    return _people_of(list(entries))


# --- After the notice ------------------------------------------------------------------------------------


@transaction.atomic
def move_assembly(assembly: Assembly, *, by: User, reason: str = "", **details: Any) -> Assembly:
    """Another place, or a later hour: a mail to all, and an entry in the minutes. The same again changes
    nothing; an earlier hour needs another notice."""
    lock_assembly(assembly)
    if assembly.state != Assembly.State.CALLED:
        raise ValidationError(
            _("Only an assembly that was called and is not open can be moved."), code="state"
        )
    before = Assembly.objects.get(pk=assembly.pk)
    for name, value in details.items():
        setattr(assembly, name, value)
    if details_of(before) == details_of(assembly):
        return assembly
    if is_earlier(before, assembly):
        raise ValidationError(EARLIER, code="earlier")
    if faults := move_faults(before, assembly, now=timezone.now()):
        raise ValidationError(faults)
    assembly.full_clean(exclude=["year", "number", "chair", "secretary", "rulebook"])
    assembly.revision += 1
    assembly.save(update_fields=[*details, "revision"])
    change = _keep_change(assembly, AssemblyChange.Kind.MOVED, before=before, by=by, reason=reason.strip())
    emails.send_assembly_moved(assembly, change, people_on_roll(assembly), before=before)
    return assembly


EARLIER = gettext_lazy(
    "An earlier hour, or a call that was not on the notice, needs another notice with its days: call the "
    "assembly again."
)


def _keep_change(assembly: Assembly, kind: str, *, before: Assembly, by: User, reason: str) -> AssemblyChange:
    return AssemblyChange.objects.create(
        assembly=assembly,
        kind=kind,
        before=details_of(before),
        after=details_of(assembly),
        reason=reason,
        by=by,
        at=timezone.now(),
    )


@transaction.atomic
def cancel_assembly(assembly: Assembly, *, reason: str, by: User, anew: Assembly | None = None) -> Assembly:
    """It keeps its number; its proposals can be called again. Again: changes nothing.

    `anew` is the draft that takes its place.
    """
    reason = require_reason(reason)
    lock_assembly(assembly)
    if assembly.state == Assembly.State.CANCELLED:
        return assembly
    CANCEL.ensure_possible(assembly)
    release_items(assembly, by=by)
    change = _keep_change(assembly, AssemblyChange.Kind.CANCELLED, before=assembly, by=by, reason=reason)
    people = people_on_roll(assembly)
    lead_assembly(assembly, CANCEL, state_reason=reason, closed_at=timezone.now(), revision=F("revision") + 1)
    emails.send_assembly_cancelled(assembly, change, people)
    for tell in assembly_cancelled:
        tell(assembly, anew)
    return assembly


@transaction.atomic
def call_anew(assembly: Assembly, *, reason: str, by: User) -> Assembly:
    """Another agenda or an earlier hour: this assembly is cancelled, and a draft of the same is made. Its
    notice has its own days; answers and proxies are asked for again."""
    lock_assembly(assembly)
    CANCEL.ensure_possible(assembly)
    draft = Assembly.objects.create(
        **{name: getattr(assembly, name) for name in ("kind", "mode", "place", "link")},
        first_call_at=assembly.first_call_at,
        second_call_at=assembly.second_call_at,
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(
            assembly=draft,
            **{name: getattr(item, name) for name in ("position", "title", "text", "kind", "search_text")},
            proposal_id=item.proposal_id,
        )
        for item in assembly.items.order_by("position")
    )
    cancel_assembly(assembly, reason=reason, by=by, anew=draft)
    return draft


def release_items(assembly: Assembly, *, by: User | None = None) -> None:
    """What was not reached can be called again: its proposal has a final text, as before the notice.

    The caller holds the assembly's row.
    """
    called = Proposal.objects.filter(agenda_items__assembly=assembly, state=Proposal.State.CALLED)
    for proposal in called.order_by("pk"):
        apply_transition(proposal, transitions.RELEASE, by=by)
    states = AgendaItem.State
    waiting = assembly.items.filter(state__in=[states.WAITING, states.OPEN])
    waiting.update(state=states.NOT_REACHED)
