"""The chair opens and closes calls, lets the assembly rest, and goes through the agenda."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.assemblies.attending.keepers import keeps_roll
from governance.assemblies.calling.services import release_items
from governance.assemblies.hall.quorum import Quorum, electorate_of, quorums_of_items, rules_of
from governance.assemblies.hall.rules import call_opens_at, next_call
from governance.assemblies.minutes.services import draft_minutes
from governance.assemblies.secrecy.scrutineers import is_scrutineer
from governance.attendance.models import AgendaItem, Assembly
from governance.attendance.presence import present_now
from governance.attendance.services import hold_assembly
from governance.offices.models import Office
from governance.proposals.choices import Matter
from governance.proposals.models import Proposal
from governance.proposals.services import require_reason
from governance.voting.models import VotingRound
from members.people.models import User
from multifactory.lib.formats import format_moment

State, Item = Assembly.State, AgendaItem.State
UNDER_WAY = (State.OPEN, State.SUSPENDED)
_COUNTS_VOTES = gettext_lazy(
    "Who chairs the assembly does not count its secret votes: choose someone else, or take them off the "
    "scrutineers first."
)


def hold_for_chair(assembly: Assembly, by: User, *states: str) -> tuple[Assembly, datetime]:
    """The assembly as it is now, its row ours, for whoever chairs it or keeps its minutes."""
    held, at = hold_assembly(assembly)
    if not keeps_roll(by, held):
        raise ValidationError(_("Only those who chair the assembly or keep its minutes do this."))
    if held.state not in states:
        text = _("This cannot be done now: the assembly is %(state)s.")
        raise ValidationError(text % {"state": held.get_state_display()}, code="state")
    return held, at


# --- Chair and secretary --------------------------------------------------------------------------------


@transaction.atomic
def choose_officers(assembly: Assembly, *, chair: User, secretary: User, by: User) -> Assembly:
    """Whom those present choose: the minutes name them. They are two people."""
    assembly, _at = hold_for_chair(assembly, by, State.CALLED, *UNDER_WAY)
    if chair.pk == secretary.pk:
        raise ValidationError({"secretary": _("Chair and secretary are two people.")})
    if is_scrutineer(chair, assembly):
        raise ValidationError({"chair": _COUNTS_VOTES})
    assembly.chair, assembly.secretary = chair, secretary
    assembly.save(update_fields=["chair", "secretary"])
    return assembly


def find_officers(assembly: Assembly, at: datetime) -> tuple[User | None, User | None]:
    """Whom those present chose, else president and secretary in office."""
    in_office = Office.objects.on(timezone.localdate(at)).filter(user__is_active=True)
    people = {office.kind: office.user for office in in_office.select_related("user")}
    chair = assembly.chair or people.get(Office.Kind.PRESIDENT)
    return chair, assembly.secretary or people.get(Office.Kind.SECRETARY)


def officers_to_be(assembly: Assembly, now: datetime) -> tuple[User | None, User | None]:
    """Who chairs it and keeps its minutes; before it is opened, who will as it looks today."""
    if next_call(assembly) is None:
        return assembly.chair, assembly.secretary
    return find_officers(assembly, max(now, assembly.next_call_at or now))


# --- Calls ----------------------------------------------------------------------------------------------


@transaction.atomic
def open_call(assembly: Assembly, *, by: User) -> Assembly:
    """Open the call that comes next, not before its hour. Open already: nothing new."""
    if Assembly.objects.filter(pk=assembly.pk, state=State.OPEN).exists():
        return Assembly.objects.get(pk=assembly.pk)
    assembly, at = hold_for_chair(assembly, by, State.CALLED)
    number = next_call(assembly)
    days = assembly.rulebook.second_call_days if assembly.rulebook else 1
    opens_at = call_opens_at(assembly, second_call_days=days)
    if number is None or opens_at is None:
        raise ValidationError(_("There is no call left to open."), code="state")
    if at < opens_at:
        text = _("This call cannot be opened before %(moment)s.")
        raise ValidationError(text % {"moment": format_moment(opens_at)}, code="too_early")
    chair, secretary = find_officers(assembly, at)
    if chair is None or secretary is None or chair.pk == secretary.pk:
        text = _("First say who chairs the assembly and who keeps its minutes: they are two people.")
        raise ValidationError(text, code="officers")
    if is_scrutineer(chair, assembly):
        raise ValidationError(_COUNTS_VOTES, code="scrutineer")
    assembly.chair, assembly.secretary = chair, secretary
    assembly.state, assembly.call, assembly.opened_at = State.OPEN, number, at
    _ensure_alone(assembly)
    assembly.save(update_fields=["chair", "secretary", "state", "call", "opened_at"])
    return assembly


@transaction.atomic
def desert_call(assembly: Assembly, *, by: User) -> Assembly:
    """The call that was opened has no quorum for any item: the second comes, or the assembly ends.

    Its minutes are drafted at once.
    """
    assembly, at = hold_for_chair(assembly, by, State.OPEN)
    call = assembly.call
    _ensure_no_open_round(assembly)
    if reached := next((one for one in _quorums(assembly) if one.is_reached), None):
        text = _("The quorum is reached: %(present)s are here, %(needed)s are needed.")
        values = {"present": reached.present, "needed": reached.needed}
        raise ValidationError(text % values, code="quorum")
    if assembly.items.filter(state=Item.DONE).exists():
        raise ValidationError(_("Something has been dealt with: close the assembly instead."), code="done")
    if call == 1 and assembly.second_call_at:
        assembly.items.filter(state=Item.OPEN).update(state=Item.WAITING)
        assembly.state = State.CALLED
        assembly.save(update_fields=["state"])
    else:
        _end(assembly, State.DESERTED, at=at, by=by)
    draft_minutes(assembly, call=call)
    return assembly


def _quorums(assembly: Assembly) -> list[Quorum]:
    """Of the items to be voted on; where there are none, that of an ordinary matter."""
    electorate = electorate_of(assembly.entries.all())
    present = len(present_now(assembly).present)
    rules = rules_of(assembly)
    items = list(assembly.items.select_related("proposal").filter(proposal__isnull=False))
    if items:
        return list(quorums_of_items(assembly, items, rules, electorate, present).values())
    ordinary = AgendaItem(assembly=assembly, proposal=Proposal(matter=Matter.ORDINARY))
    return list(quorums_of_items(assembly, [ordinary], rules, electorate, present).values())


# --- Rest and end ---------------------------------------------------------------------------------------


@transaction.atomic
def suspend_assembly(assembly: Assembly, *, reason: str, by: User) -> Assembly:
    """It rests, and goes on later in the same call."""
    reason = require_reason(reason)
    assembly, _at = hold_for_chair(assembly, by, State.OPEN)
    _ensure_no_open_round(assembly)
    assembly.state, assembly.state_reason = State.SUSPENDED, reason
    assembly.save(update_fields=["state", "state_reason"])
    return assembly


@transaction.atomic
def resume_assembly(assembly: Assembly, *, by: User) -> Assembly:
    assembly, _at = hold_for_chair(assembly, by, State.SUSPENDED)
    assembly.state = State.OPEN
    _ensure_alone(assembly)
    assembly.save(update_fields=["state"])
    return assembly


@transaction.atomic
def close_assembly(assembly: Assembly, *, by: User) -> Assembly:
    """The agenda is done, or as far as it was reached: the rest can be on another. Minutes are drafted."""
    assembly, at = hold_for_chair(assembly, by, *UNDER_WAY)
    _ensure_no_open_round(assembly)
    _end(assembly, State.CLOSED, at=at, by=by)
    draft_minutes(assembly, call=assembly.call)
    return assembly


def _end(assembly: Assembly, state: str, *, at: datetime, by: User) -> None:
    """Of what was not decided the proposals are free again."""
    decided = assembly.items.filter(state=Item.OPEN, proposal__state=Proposal.State.DECIDED)
    decided.update(state=Item.DONE)
    release_items(assembly, by=by)
    assembly.state, assembly.closed_at = state, at
    assembly.save(update_fields=["state", "closed_at"])


def _ensure_no_open_round(assembly: Assembly) -> None:
    if VotingRound.objects.ongoing().filter(agenda_item__assembly=assembly).exists():
        raise ValidationError(_("A vote is open: close it first."), code="round_open")


def _ensure_alone(assembly: Assembly) -> None:
    if other := Assembly.objects.filter(state=State.OPEN).exclude(pk=assembly.pk).first():
        text = _("Assembly %(reference)s is open: suspend or close it first.")
        raise ValidationError(text % {"reference": other.reference}, code="another_open")


# --- The agenda -----------------------------------------------------------------------------------------


@transaction.atomic
def open_item(item: AgendaItem, *, by: User) -> AgendaItem:
    """It is being dealt with. What was deferred can be taken up again while the assembly lasts."""
    item = _hold_item(item, by)
    if item.state == Item.DONE:
        raise ValidationError(_("This item is done."), code="done")
    ensure_no_other_item(item)
    return _set_state(item, Item.OPEN)


@transaction.atomic
def finish_item(item: AgendaItem, *, by: User) -> AgendaItem:
    """A report is noted, other business is over; what is voted on ends with its vote."""
    item = _hold_item(item, by)
    if item.proposal_id is not None:
        raise ValidationError(_("What is voted on ends with its vote, or is deferred."), code="voted")
    return _set_state(item, Item.DONE)


@transaction.atomic
def defer_item(item: AgendaItem, *, by: User) -> AgendaItem:
    """Not today: its proposal is free again when the assembly ends."""
    item = _hold_item(item, by)
    if item.state == Item.DONE:
        raise ValidationError(_("This item is done."), code="done")
    return _set_state(item, Item.DEFERRED)


def _hold_item(item: AgendaItem, by: User) -> AgendaItem:
    assembly, _at = hold_for_chair(item.assembly, by, State.OPEN)
    item = AgendaItem.objects.select_related("assembly", "proposal").get(pk=item.pk, assembly=assembly)
    if item.rounds.filter(state=VotingRound.State.OPEN).exists():
        raise ValidationError(_("A vote is open: close it first."), code="round_open")
    return item


def ensure_no_other_item(item: AgendaItem) -> None:
    """What was taken up is done or deferred before the next, so that the minutes know what became of it."""
    if other := item.assembly.items.filter(state=Item.OPEN).exclude(pk=item.pk).first():
        text = _("Item %(number)s is being dealt with: first say that it is done, or defer it.")
        raise ValidationError(text % {"number": other.position}, code="another_item")


def _set_state(item: AgendaItem, state: str) -> AgendaItem:
    item.state = state
    item.save(update_fields=["state"])
    return item
