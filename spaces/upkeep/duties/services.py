"""Planning turns, telling of them, recording them, swapping them."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from members.companies.models import Company
from members.people.models import User
from spaces.building.models import Space
from spaces.upkeep.duties.contribution import Participants, doer_of
from spaces.upkeep.duties.emails import send_swap_asked, send_swap_settled, send_turn_soon
from spaces.upkeep.duties.left_turns import note_deleted, note_handed_over
from spaces.upkeep.duties.models import Duty
from spaces.upkeep.duties.rotation import Rota
from spaces.upkeep.duties.rules import (
    PLANNED_AHEAD,
    TOLD_BEFORE,
    can_be_swapped,
    can_be_undone,
    duty_days,
    has_gone_on,
)
from spaces.upkeep.duties.turn_models import Swap, Turn


@transaction.atomic
def create_duty(duty: Duty, *, spaces: Iterable[Space] = (), today: date | None = None) -> Duty:
    """Keep a new duty and plan its first turns; one of this name that runs is refused."""
    if Duty.objects.running().filter(name__iexact=duty.name).exists():
        raise ValidationError({"name": _("There is already a duty “%(name)s”.") % {"name": duty.name}})
    duty.save()
    duty.spaces.set(spaces)
    plan_turns(duty, today=today)
    return duty


@transaction.atomic
def plan_turns(duty: Duty, *, today: date | None = None) -> int:
    """Plan the turns of the next eight weeks and return how many were planned or given to another.

    What is planned stays, unless its company is not there on its day: on leave, or no member any more.
    """
    duty = Duty.objects.select_for_update().get(pk=duty.pk)
    today = today or timezone.localdate()
    if duty.ends_on:
        _forget_turns(duty, max(duty.ends_on, today))
    turns = {turn.day: turn for turn in duty.turns.order_by("day")}
    days = sorted({*turns, *duty_days(duty, today, today + PLANNED_AHEAD)})
    people, rota, changed = Participants(duty), Rota(), 0
    for day in days:
        weights, turn = people.weights_on(day), turns.get(day)
        if turn is None:
            company = rota.give(weights)
            if company is not None:
                Turn.objects.create(duty=duty, day=day, company_id=company)
                changed += 1
        elif turn.state == Turn.State.PLANNED and day >= today and turn.company_id not in weights:
            changed += _give_to_another(turn, rota.give(weights))
        else:
            rota.count(weights, doer_of(turn))
    return changed


def _give_to_another(turn: Turn, company: int | None) -> bool:
    """The turn of a company that is not there goes to another, which is told as of a new one."""
    if company is None:
        return False
    turn.swaps.exclude(state=Swap.State.UNDONE).update(state=Swap.State.UNDONE, settled_at=timezone.now())
    giver = turn.company_id
    turn.company_id, turn.told_at = company, None
    turn.save_change("company", "told_at")
    note_handed_over(turn, giver)
    return True


def _forget_turns(duty: Duty, first: date) -> None:
    """Nobody has a turn of a duty that is over."""
    turns = duty.turns.filter(state=Turn.State.PLANNED, day__gte=first)
    note_deleted(turns)
    Swap.objects.filter(turn__in=turns).delete()
    Swap.objects.filter(in_return__in=turns).delete()
    turns.delete()


def plan_all_turns() -> int:
    """The worker's: of all duties that run, and of those whose end has just come."""
    today = timezone.localdate()
    running = Duty.objects.running(today) | Duty.objects.filter(
        turns__state=Turn.State.PLANNED, turns__day__gte=today
    )
    return sum(plan_turns(duty, today=today) for duty in running.distinct().order_by("pk"))


def tell_of_turns() -> int:
    """Write to each company three days before its turn, once; returns of how many turns."""
    today = timezone.localdate()
    due = Turn.objects.coming(today).filter(day__lte=today + TOLD_BEFORE, told_at=None).for_list()
    return sum(_tell_once(turn) for turn in due)


@transaction.atomic
def _tell_once(turn: Turn) -> bool:
    """Compare and set, in the transaction of the mails: a worker that read the same row finds it changed."""
    seen = Turn.objects.filter(pk=turn.pk, told_at=None, company=turn.company_id, state=Turn.State.PLANNED)
    if not seen.update(told_at=timezone.now()):
        return False
    send_turn_soon(turn)
    return True


@transaction.atomic
def record_turn(turn: Turn, *, done_by: Company | None, by: User) -> Turn:
    """Say who did a turn; without a company, that nobody did. People of the company whose turn it is say that
    they did it, coordinators all. The same again changes nothing."""
    turn = _locked_turn(turn)
    state = Turn.State.DONE if done_by else Turn.State.MISSED
    if turn.state == state and turn.done_by == done_by:
        return turn
    if not (by.is_coordinator or (done_by == turn.company and _is_of(by, turn.company))):
        raise ValidationError(
            _("Only %(company)s can say that its turn is done.") % {"company": turn.company}
        )
    if turn.state != Turn.State.PLANNED and not by.is_coordinator:
        raise ValidationError(_("This turn has already been recorded."))
    if turn.day > timezone.localdate():
        raise ValidationError(_("The date of this turn is in the future."))
    turn.state, turn.done_by = state, done_by
    turn.recorded_by, turn.recorded_at = by, timezone.now()
    turn.save_change("state", "done_by", "recorded_by", "recorded_at")
    turn.swaps.filter(state=Swap.State.ASKED).update(state=Swap.State.UNDONE, settled_at=timezone.now())
    return turn


@transaction.atomic
def ask_swap(turn: Turn, *, by: User) -> Swap:
    """Ask the other companies to take a turn. Asked already: changes nothing."""
    turn = _locked_turn(turn)
    if not _is_of(by, turn.company):
        raise ValidationError(_("This is the turn of %(company)s.") % {"company": turn.company})
    if asked := turn.swaps.filter(state=Swap.State.ASKED).first():
        return asked
    if not can_be_swapped(turn, timezone.localdate()):
        raise ValidationError(_("This turn is past or recorded: it cannot be swapped."))
    if turn.swaps.filter(state=Swap.State.ACCEPTED).exists():
        raise ValidationError(_("You took this turn over: undo that instead."))
    swap = Swap.objects.create(turn=turn, asked_by=turn.company, asked_by_person=by)
    there = Participants(turn.duty).weights_on(turn.day)
    others = Company.objects.filter(pk__in=there).exclude(pk=turn.company_id)
    send_swap_asked(swap, others)
    return swap


@transaction.atomic
def accept_swap(swap: Swap, *, company: Company, by: User, in_return: Turn | None = None) -> Swap:
    """Take over the turn, for nothing or for a turn of one's own of the same duty; the count keeps it fair.

    The first who accepts has it. By the same company again: changes nothing.
    """
    swap = _locked_swap(swap)
    if not _is_of(by, company):
        raise ValidationError(_("You do not belong to %(company)s.") % {"company": company})
    if swap.state == Swap.State.ACCEPTED and swap.taken_by == company:
        return swap
    if swap.state != Swap.State.ASKED:
        raise ValidationError(_("Someone was faster, or the request was withdrawn."))
    today = timezone.localdate()
    is_stale = swap.turn.company_id != swap.asked_by_id
    if company == swap.asked_by or is_stale or not can_be_swapped(swap.turn, today):
        raise ValidationError(_("You cannot take this turn."))
    if company.pk not in Participants(swap.turn.duty).weights_on(swap.turn.day):
        text = _("%(company)s has no duties on this day.")
        raise ValidationError(text % {"company": company})
    if in_return is not None:
        own = Turn.objects.for_list().filter(company=company, duty=swap.turn.duty_id)
        in_return = own.filter(pk=in_return.pk).first()
        if in_return is None or not can_be_swapped(in_return, today):
            raise ValidationError({"in_return": _("Offer one of your own upcoming turns of the same duty.")})
        # Who asked for that turn to be taken gives it away now.
        in_return.swaps.filter(state=Swap.State.ASKED).update(
            state=Swap.State.UNDONE, settled_at=timezone.now()
        )
    swap.taken_by, swap.taken_by_person, swap.in_return = company, by, in_return
    swap.state, swap.settled_at = Swap.State.ACCEPTED, timezone.now()
    swap.save()
    _hand_over(swap.turn, swap.asked_by, company)
    if in_return:
        _hand_over(in_return, company, swap.asked_by)
    send_swap_settled(swap, [swap.asked_by])
    return swap


@transaction.atomic
def undo_swap(swap: Swap, *, by: User) -> Swap:
    """Take the question back, or the swap that was accepted, until the day. Again: changes nothing."""
    swap = _locked_swap(swap)
    if swap.state == Swap.State.UNDONE:
        return swap
    companies = [company for company in (swap.asked_by, swap.taken_by) if company]
    own = [company for company in companies if _is_of(by, company)]
    if not own and not by.is_coordinator:
        raise ValidationError(_("Only the companies that swapped can undo it."))
    if swap.state == Swap.State.ACCEPTED and has_gone_on(swap):
        raise ValidationError(
            _("One of these turns has gone on to another company: the swap stays as it is.")
        )
    if not can_be_undone(swap, timezone.localdate()):
        raise ValidationError(_("Its day has arrived: it can no longer be changed."))
    was_accepted = swap.state == Swap.State.ACCEPTED
    swap.state, swap.settled_at, swap.undone_by_person = Swap.State.UNDONE, timezone.now(), by
    swap.save(update_fields=["state", "settled_at", "undone_by_person"])
    if was_accepted and swap.taken_by:
        _hand_over(swap.turn, swap.taken_by, swap.asked_by)
        if swap.in_return:
            _hand_over(swap.in_return, swap.asked_by, swap.taken_by)
        send_swap_settled(swap, [company for company in companies if company not in own])
    return swap


def _hand_over(turn: Turn, giver: Company, taker: Company) -> None:
    """Whose turn it is now, compared and set: it is the giver's and nobody has recorded it.

    They know it, so they are told again only where its time has still to come.
    """
    given = Turn.objects.filter(pk=turn.pk, company=giver, state=Turn.State.PLANNED)
    if not given.update(company=taker, told_at=None, sequence=F("sequence") + 1, updated_at=timezone.now()):
        raise ValidationError(_("Someone has just changed one of these turns. Look again."))
    turn.company, turn.told_at, turn.sequence = taker, None, turn.sequence + 1
    note_handed_over(turn, giver.pk)


def _is_of(user: User, company: Company) -> bool:
    return user.memberships.current().filter(company=company).exists()


def _locked_turn(turn: Turn) -> Turn:
    """Under the lock of its duty, which the plan takes too: two turns of a swap never wait for each other."""
    Duty.objects.select_for_update().get(pk=turn.duty_id)
    return Turn.objects.for_list().get(pk=turn.pk)


def _locked_swap(swap: Swap) -> Swap:
    Duty.objects.select_for_update().get(turns=swap.turn_id)
    return Swap.objects.select_related(
        "turn__duty", "turn__company", "in_return", "asked_by", "taken_by"
    ).get(pk=swap.pk)
