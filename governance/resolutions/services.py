"""Entering a resolution in the book, carrying out its effect once, and noting that it is done."""

import logging
from calendar import monthrange
from datetime import date
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.hooks import effects, turn_down_effect
from governance.proposals.choices import Outcome
from governance.proposals.models import Proposal
from governance.proposals.rules import is_chair
from governance.resolutions.models import Resolution, ResolutionYear
from governance.voting.committed_terms import ensure_as_voted, terms_voted_on
from governance.voting.models import VotingRound
from members.people.models import User


def write_resolution(voting_round: VotingRound, *, concluded_by: User | None = None) -> Resolution:
    """Enter a counted round in the book, with the text it was voted on and what follows.

    The day of the decision is the day voting ended, however late it is counted. `concluded_by` is whoever
    entered it instead of another vote.
    """
    proposal, version = voting_round.proposal, voting_round.version
    decided_on = timezone.localdate(voting_round.ended_at)
    is_adopted = voting_round.outcome == Outcome.ADOPTED
    return Resolution.objects.create(
        year=decided_on.year,
        number=_take_next_number(decided_on.year),
        title=version.title,
        text=version.text,
        matter=proposal.matter,
        outcome=Outcome(voting_round.outcome),
        decided_on=decided_on,
        proposal=proposal,
        round=voting_round,
        concluded_by=concluded_by,
        **(_follow_ups(voting_round, decided_on) if is_adopted else {}),
    )


def _follow_ups(voting_round: VotingRound, decided_on: date) -> dict[str, Any]:
    """What companies voted on, whatever the rows say since."""
    terms = terms_voted_on(voting_round)
    months = terms["review_months"]
    return {
        "responsible_id": terms["responsible"] or voting_round.proposal.company_id,
        "due_on": date.fromisoformat(terms["due_on"]) if terms["due_on"] else None,
        "review_on": add_months(decided_on, months) if months else None,
        "supersedes": _replaced(terms["supersedes"]),
    }


def _replaced(reference: str) -> Resolution | None:
    """The resolution of a reference, unless another replaced it while companies voted: that happens once."""
    year, _slash, number = reference.partition("/")
    if not reference:
        return None
    return Resolution.objects.filter(year=year, number=number, superseded_by=None).first()


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last of a shorter month: 31 August and 6 are 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _take_next_number(year: int) -> int:
    """The next number of a year. Its row stays taken until the caller commits: a rollback leaves no gap."""
    last = Resolution.objects.filter(year=year).aggregate(last=Max("number"))["last"] or 0
    ResolutionYear.objects.bulk_create([ResolutionYear(year=year, last_number=last)], ignore_conflicts=True)
    ResolutionYear.objects.filter(year=year).update(last_number=F("last_number") + 1)
    return ResolutionYear.objects.get(year=year).last_number


logger = logging.getLogger(__name__)

MAX_EFFECT_NOTE_LENGTH = 500


def settle_effect(resolution: Resolution) -> None:
    """What follows for the effect of a proposal that was just decided: carried out, or turned down."""
    proposal = resolution.proposal
    if proposal and resolution.outcome == Outcome.ADOPTED:
        carry_out_effect(resolution)
    elif proposal:
        turn_down_effect(proposal, resolution)


def carry_out_effect(resolution: Resolution, *, by: User | None = None) -> None:
    """Try the effect of an adopted proposal; a refusal is written down and undoes nothing but the effect.

    `by` is who tries again; None when the round has just ended.
    """
    proposal = resolution.proposal
    if proposal is None or not proposal.effect or resolution.outcome != Outcome.ADOPTED:
        return
    try:
        with transaction.atomic():
            state, note = Resolution.Effect.DONE, _run_effect(proposal, resolution)
    except (OperationalError, InterfaceError):
        raise  # the database itself: nothing has been decided yet, and somebody tries again
    except (ValidationError, ObjectDoesNotExist) as error:
        state = Resolution.Effect.BLOCKED
        note = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
    except Exception:
        logger.exception("The effect of resolution %s failed", resolution.reference)
        state = Resolution.Effect.BLOCKED
        note = _("Something went wrong in the portal. The administrators have been notified.")
    resolution.effect_state, resolution.effect_note = state, note[:MAX_EFFECT_NOTE_LENGTH]
    resolution.effect_at, resolution.effect_by = timezone.now(), by
    resolution.save(update_fields=["effect_state", "effect_note", "effect_at", "effect_by"])


def _run_effect(proposal: Proposal, resolution: Resolution) -> str:
    effect = effects.get(proposal.effect)
    row = effect.row(proposal) if effect else None
    if effect is None or row is None:
        raise ValidationError(_("The portal no longer recognises this effect."))
    ensure_as_voted(resolution.round, effect)
    return effect.carry_out(row, resolution)


@transaction.atomic
def retry_effect(resolution: Resolution, *, by: User) -> Resolution:
    """Try a blocked effect again, once somebody has cleared the way. Done already: changes nothing."""
    if not is_chair(by):
        raise ValidationError(_("Only a coordinator can carry out a blocked resolution."))
    resolution = (
        Resolution.objects.select_for_update(of=("self",))
        .select_related("proposal", "round__version")
        .get(pk=resolution.pk)
    )
    if resolution.effect_state == Resolution.Effect.BLOCKED:
        carry_out_effect(resolution, by=by)
    return resolution


@transaction.atomic
def mark_done(resolution: Resolution, *, by: User) -> Resolution:
    """Note that it is done, today, or was looked at again. Noted before: changes nothing."""
    if resolution.outcome != Outcome.ADOPTED:
        raise ValidationError(_("Only an adopted resolution can be marked as done."))
    today = timezone.localdate()
    is_to_review = Q(review_on__lte=today, done_on__lt=F("review_on"))
    waiting = Resolution.objects.filter(Q(done_on__isnull=True) | is_to_review, pk=resolution.pk)
    waiting.update(done_on=today, done_by=by)
    resolution.refresh_from_db(fields=["done_on", "done_by"])
    return resolution


@transaction.atomic
def mark_not_done(resolution: Resolution, *, by: User) -> Resolution:
    """Take it back, by a coordinator. If it is overdue, mails are sent about it anew."""
    if not is_chair(by):
        raise ValidationError(_("Only a coordinator can mark a resolution as not done."))
    done = Resolution.objects.filter(pk=resolution.pk, done_on__isnull=False)
    done.update(done_on=None, done_by=None, told_on=None)
    resolution.refresh_from_db(fields=["done_on", "done_by", "told_on"])
    return resolution
