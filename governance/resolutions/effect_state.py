"""How the effect of a proposal stands: told in one place for every page, list, mail and the dashboard."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from governance.hooks import describe_effect
from governance.proposals.choices import Outcome
from governance.proposals.models import Proposal
from governance.resolutions.models import Resolution


class EffectState(models.TextChoices):
    WOULD = "would", _("carried out if it is adopted")
    WAITS = "waits", _("not carried out: it waits for another vote")
    DONE = "done", Resolution.Effect.DONE.label
    BLOCKED = "blocked", Resolution.Effect.BLOCKED.label
    NOT_ADOPTED = "not_adopted", _("not carried out: it was not adopted")


_BY_STATE = {
    Proposal.State.CLOSED: EffectState.WAITS,
    Proposal.State.DEFERRED: EffectState.WAITS,
    Proposal.State.CANCELLED: EffectState.WAITS,
    Proposal.State.WITHDRAWN: EffectState.NOT_ADOPTED,
}

_LOOKS = {
    EffectState.WOULD: "open",
    EffectState.WAITS: "waiting",
    EffectState.DONE: "done",
    EffectState.BLOCKED: "rejected",
    EffectState.NOT_ADOPTED: "closed",
}


@dataclass(frozen=True)
class EffectView:
    """`sentence` is what the proposal is about, `note` what was done or what stood in the way."""

    state: EffectState
    sentence: str = ""
    note: str = ""

    @property
    def label(self) -> str:
        return str(self.state.label)

    @property
    def look(self) -> str:
        """Which label of the style sheet it wears."""
        return _LOOKS[self.state]


def effect_state(proposal: Proposal, resolution: Resolution | None) -> EffectState | None:
    """None where the proposal carries nothing out. `resolution` is the one its last round led to."""
    if not proposal.effect:
        return None
    if proposal.state != Proposal.State.DECIDED:
        return _BY_STATE.get(Proposal.State(proposal.state), EffectState.WOULD)
    if resolution is None or resolution.outcome != Outcome.ADOPTED:
        return EffectState.NOT_ADOPTED
    if resolution.effect_state == Resolution.Effect.DONE:
        return EffectState.DONE
    return EffectState.BLOCKED


def effect_view(
    proposal: Proposal | None, resolution: Resolution | None, *, is_described: bool = True
) -> EffectView | None:
    """How it stands, in words; `is_described` asks the rows what it is about."""
    state = effect_state(proposal, resolution) if proposal else None
    if proposal is None or state is None:
        return None
    note = resolution.effect_note if resolution else ""
    return EffectView(state, describe_effect(proposal) if is_described else "", note)


def resolution_of(voting_round: models.Model | None) -> Resolution | None:
    """The entry in the book that a voting round led to, as it was fetched with it."""
    return getattr(voting_round, "resolution", None) if voting_round else None
