"""What leads a proposal from one state to another, and who may do it. No way back from an open voting.

Services, views and pages read this one table. The name of a transition is that of its service and its view:
`freeze` is `freeze_proposal` and `proposal_freeze`, `open_voting` is `voting_open`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from governance.proposals.models import Proposal
from governance.proposals.rules import can_lead_proposal, is_chair, is_proposer
from members.people.models import Membership, User
from multifactory.lib import transitions

State = Proposal.State

WhoMay = Callable[[User, Membership | None, Proposal], bool]


def by_proposer(_user: User, membership: Membership | None, proposal: Proposal) -> bool:
    return is_proposer(membership, proposal)


def by_chair(user: User, _membership: Membership | None, _proposal: Proposal) -> bool:
    return is_chair(user)


def by_proposer_or_chair_of_stopped(user: User, membership: Membership | None, proposal: Proposal) -> bool:
    """What the chair has deferred or cancelled, the chair can end for good: its company may have left."""
    is_stopped = proposal.state in (State.DEFERRED, State.CANCELLED)
    return is_proposer(membership, proposal) or (is_stopped and is_chair(user))


def by_nobody(_user: User, _membership: Membership | None, _proposal: Proposal) -> bool:
    """It follows from something else: from the count of a round."""
    return False


@dataclass(frozen=True)
class Transition(transitions.Transition[Proposal]):
    who_may: WhoMay

    def is_available(self, user: User, membership: Membership | None, proposal: Proposal) -> bool:
        """The state allows it, and this person may do it."""
        return self.is_possible(proposal) and self.who_may(user, membership, proposal)


OPEN_DISCUSSION = Transition(
    "open_discussion",
    (State.DRAFT,),
    State.DISCUSSION,
    by_proposer,
    label=_("Open the discussion"),
    done=_("The discussion is open: every company reads the proposal and can answer."),
    refusal=_("Only a draft can be opened for discussion."),
)
FREEZE = Transition(
    "freeze",
    (State.DISCUSSION,),
    State.FROZEN,
    can_lead_proposal,
    label=_("Finalise the text"),
    done=_("The text is final. Voting can now be opened."),
    refusal=_("Only the text of a proposal in discussion can be made final."),
)
RESUME_DISCUSSION = Transition(
    "resume_discussion",
    (State.FROZEN, State.CLOSED, State.DEFERRED, State.CANCELLED),
    State.DISCUSSION,
    can_lead_proposal,
    label=_("Back to the discussion"),
    done=_("The discussion goes on, and the text can change again."),
    refusal=_("The discussion of this proposal cannot be taken up again."),
)
WITHDRAW = Transition(
    "withdraw",
    # Never while companies vote: from then on the proposal belongs to the managing body.
    (State.DRAFT, State.DISCUSSION, State.FROZEN, State.DEFERRED, State.CANCELLED),
    State.WITHDRAWN,
    by_proposer_or_chair_of_stopped,
    label=_("Withdraw"),
    done=_("Proposal withdrawn."),
    refusal=_("A proposal can be withdrawn only before voting opens."),
)
DEFER = Transition(
    "defer",
    (State.DISCUSSION, State.FROZEN, State.CLOSED),
    State.DEFERRED,
    by_chair,
    label=_("Defer"),
    done=_("The proposal is deferred. Its discussion can be taken up again."),
    refusal=_("This proposal cannot be deferred now."),
)
OPEN_VOTING = Transition(
    "open_voting",
    (State.FROZEN, State.CLOSED),
    State.VOTING,
    can_lead_proposal,
    label=_("Open voting"),
    done=_("Voting is open. The representatives of all companies will receive an e-mail."),
    refusal=_("Voting can be opened only on a proposal whose text is final, or on an open amendment."),
)
CANCEL = Transition(
    "cancel",
    (State.VOTING,),
    State.CANCELLED,
    by_chair,
    label=_("Cancel voting"),
    done=_("Voting is cancelled. Its votes stay sealed and are never counted."),
    refusal=_("Voting has ended: it cannot be cancelled any more."),
)
CONCLUDE = Transition(
    "conclude",
    (State.CLOSED,),
    State.DECIDED,
    by_chair,
    label=_("Record the result as it is"),
    done=_("The result is written in the book of resolutions."),
    refusal=_("There is no closed voting round to conclude."),
)
# What the notice of an assembly and its end lead to. Until then nobody withdraws, resumes, amends or defers.
CALL = Transition(
    "call",
    (State.FROZEN, State.CLOSED),
    State.CALLED,
    by_nobody,
    refusal=_("Only a proposal whose text is final can be on the agenda of an assembly."),
)
RELEASE = Transition("release", (State.CALLED,), State.FROZEN, by_nobody)
OPEN_IN_ASSEMBLY = Transition(
    "open_in_assembly",
    (State.CALLED, State.CLOSED),  # closed: it is voted on again at once after a tie or an objection
    State.VOTING,
    by_nobody,
    refusal=_("In an assembly, only what was on its notice is voted on."),
)
# What the count of a round leads to: another round may follow, or not.
CLOSE = Transition("close", (State.VOTING,), State.CLOSED, by_nobody)
DECIDE = Transition("decide", (State.VOTING,), State.DECIDED, by_nobody)
# A secret vote of an assembly that a correction of its roll has overtaken is held again.
ANNUL = Transition("annul", (State.CLOSED, State.DECIDED), State.CALLED, by_nobody)
# A vote that an assembly stopped can be opened there again.
CALL_AGAIN = Transition("call_again", (State.CANCELLED,), State.CALLED, by_nobody)

TRANSITIONS = (
    OPEN_DISCUSSION,
    FREEZE,
    RESUME_DISCUSSION,
    WITHDRAW,
    DEFER,
    OPEN_VOTING,
    CANCEL,
    CONCLUDE,
    CALL,
    RELEASE,
    OPEN_IN_ASSEMBLY,
    CLOSE,
    DECIDE,
    ANNUL,
    CALL_AGAIN,
)


def available_transitions(
    user: User, membership: Membership | None, proposal: Proposal
) -> dict[str, Transition]:
    """What this person may do with the proposal now, by name."""
    return {
        transition.name: transition
        for transition in TRANSITIONS
        if transition.is_available(user, membership, proposal)
    }
