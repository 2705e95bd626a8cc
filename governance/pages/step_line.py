"""The line of steps of a proposal: what is behind it, where it stands, what is still to come."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.proposals.models import Proposal
from governance.resolutions.effect_state import EffectView
from governance.voting.models import VotingRound
from multifactory.lib.formats import format_day, format_moment

State = Proposal.State
DRAFT, DISCUSSION, FIXED, VOTING, END = range(5)
_CURRENT = {
    State.DRAFT: DRAFT,
    State.DISCUSSION: DISCUSSION,
    State.FROZEN: FIXED,
    State.CALLED: FIXED,
    State.VOTING: VOTING,
    State.CLOSED: VOTING,
    State.DECIDED: END,
}


@dataclass(frozen=True)
class Step:
    label: str
    note: str
    is_current: bool


def steps_of_proposal(
    proposal: Proposal, voting_round: VotingRound | None, effect: EffectView | None, *, comments: int
) -> list[Step]:
    """Five steps; those of a proposal that was withdrawn, deferred or cancelled end there."""
    decisive = voting_round if voting_round and not voting_round.amendment_id else None
    steps = [
        (_("Draft"), _day(proposal.created_at)),
        (_("Discussion"), _discussed(proposal, comments)),
        (_("Text final"), _fixed(proposal)),
        (_("Voting"), _voted(decisive)),
        _end(proposal, decisive, effect),
    ]
    current = _CURRENT.get(State(proposal.state))
    if current is None:  # it stopped: only what it has been through
        steps = [step for step in steps[:END] if step[1]]
        stopped = (str(proposal.get_state_display()).capitalize(), _day(proposal.withdrawn_at))
        steps, current = [*steps, stopped], len(steps)
    return [Step(label, note, number == current) for number, (label, note) in enumerate(steps)]


def _day(moment: datetime | None) -> str:
    return format_day(timezone.localtime(moment).date()) if moment else ""


def _discussed(proposal: Proposal, comments: int) -> str:
    said = ngettext("%(number)s comment", "%(number)s comments", comments) % {"number": comments}
    return ", ".join(filter(None, [_day(proposal.discussion_opened_at), said if comments else ""]))


def _fixed(proposal: Proposal) -> str:
    if proposal.state == State.CALLED:
        return str(proposal.get_state_display())
    if not proposal.frozen_at:
        return ""
    version = _("version %(number)s") % {"number": proposal.version_count}
    return f"{_day(proposal.frozen_at)}, {version}"


def _voted(decisive: VotingRound | None) -> str:
    if decisive is None or decisive.state == VotingRound.State.CANCELLED:
        return ""
    if decisive.state == VotingRound.State.CLOSED:
        days = {"first": _day(decisive.opened_at), "last": _day(decisive.ended_at)}
        return days["first"] if days["first"] == days["last"] else _("%(first)s to %(last)s") % days
    if decisive.closes_at:
        return _("until %(moment)s") % {"moment": format_moment(decisive.closes_at)}
    return _("in the assembly")


def _end(proposal: Proposal, decisive: VotingRound | None, effect: EffectView | None) -> tuple[str, str]:
    if proposal.state != State.DECIDED or decisive is None:
        return (_("Result"), effect.label if effect else "")
    words = str(decisive.get_outcome_display()).capitalize()
    return (words, ", ".join(filter(None, [_day(decisive.ended_at), effect.label if effect else ""])))
