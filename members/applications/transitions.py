"""What leads an application from one state to another, and who takes the step. Services and pages read this.

    draft → submitted → checking ⇄ info needed → open → proposed → accepted
                                                              ↘ turned down → refused
    refused → proposed (appeal), proposed → open (withdrawn by its proposer); and withdrawn, lapsed.

What also depends on the day (the open days, the last day of an appeal) is in `rules.py`.
"""

from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext_lazy as _

from members.applications.models import Application
from members.applications.querysets import LIVE
from members.people.models import Membership, User
from multifactory.lib import transitions

State = Application.State


class Party(Enum):
    """Who takes a step."""

    APPLICANT = "applicant"  # the bearer of the link
    COORDINATOR = "coordinator"
    REPRESENTATIVE = "representative"  # of any company
    CLOCK = "clock"
    DECISION = "decision"  # it follows from what becomes of the proposal


@dataclass(frozen=True)
class Transition(transitions.Transition[Application]):
    party: Party

    def is_available(self, user: User, membership: Membership | None, application: Application) -> bool:
        """The state allows it, and this person may do it."""
        return self.is_possible(application) and _is_party(user, membership, self.party)


def _is_party(user: User, membership: Membership | None, party: Party) -> bool:
    if party == Party.COORDINATOR:
        return user.is_coordinator
    return party == Party.REPRESENTATIVE and membership is not None and membership.is_representative


SUBMIT = Transition(
    "submit",
    (State.DRAFT,),
    State.SUBMITTED,
    Party.APPLICANT,
    label=_("Send the application"),
    done=_("Your application has been sent."),
    refusal=_("This application has already been sent."),
)
TAKE_UP = Transition(
    "take_up",
    (State.SUBMITTED,),
    State.CHECKING,
    Party.COORDINATOR,
    label=_("Start checking"),
    done=_("The application is being checked."),
    refusal=_("Only an application that has just been received can be taken up."),
)
ASK = Transition(
    "ask",
    (State.CHECKING,),
    State.INFO_NEEDED,
    Party.COORDINATOR,
    label=_("Ask for information"),
    done=_("The applicant has been asked."),
    refusal=_("Information can be asked for only while the application is being checked."),
)
REPLY = Transition(
    "reply",
    (State.INFO_NEEDED,),
    State.CHECKING,
    Party.APPLICANT,
    label=_("Send the information"),
    done=_("Thank you. Your application is being checked."),
    refusal=_("No information is being waited for."),
)
OPEN = Transition(
    "open",
    (State.CHECKING,),
    State.OPEN,
    Party.COORDINATOR,
    label=_("Open to all members"),
    done=_("All members can read the application and ask questions."),
    refusal=_("Only an application that is being checked can be opened to members."),
)
PROPOSE = Transition(
    "propose",
    (State.OPEN,),
    State.PROPOSED,
    Party.REPRESENTATIVE,
    label=_("Put it to the vote"),
    done=_("The application is put to the vote."),
    refusal=_("This application is not open for a proposal: it already has one, or it is decided."),
)
REOPEN = Transition(
    # Its proposer withdrew it, or the resolution was annulled for good.
    "reopen",
    (State.PROPOSED, State.TURNED_DOWN, State.REFUSED),
    State.OPEN,
    Party.DECISION,
    refusal=_("Only an application that was put to the vote can be opened again."),
)
WITHDRAW_APPEAL = Transition(
    # The proposal of an appeal is gone without a decision: the refusal stands.
    "withdraw_appeal",
    (State.PROPOSED,),
    State.REFUSED,
    Party.DECISION,
    refusal=_("There is no appeal to withdraw."),
)
ACCEPT = Transition(
    "accept",
    (State.PROPOSED,),
    State.ACCEPTED,
    Party.DECISION,
    refusal=_("Only an application that was put to the vote can be accepted."),
)
TURN_DOWN = Transition(
    "turn_down",
    (State.PROPOSED,),
    State.TURNED_DOWN,
    Party.DECISION,
    refusal=_("Only an application that was put to the vote can be refused."),
)
REFUSE = Transition(
    "refuse",
    (State.TURNED_DOWN,),
    State.REFUSED,
    Party.COORDINATOR,
    label=_("Write the reasons"),
    done=_("The applicant will be notified, with the reasons."),
    refusal=_("Reasons are written once the companies have decided not to accept an application."),
)
APPEAL = Transition(
    "appeal",
    (State.REFUSED,),
    State.PROPOSED,
    Party.APPLICANT,
    label=_("Appeal"),
    done=_("Your appeal has been received. The companies will decide once more."),
    refusal=_("Only a refusal can be appealed, and only once."),
)
WITHDRAW = Transition(
    "withdraw",
    LIVE,
    State.WITHDRAWN,
    Party.APPLICANT,
    label=_("Withdraw the application"),
    done=_("Your application is withdrawn."),
    refusal=_("This application can no longer be withdrawn: it has been decided or closed."),
)
LAPSE = Transition(
    "lapse",
    (State.DRAFT, State.INFO_NEEDED),
    State.LAPSED,
    Party.CLOCK,
    refusal=_("Only a draft or an application without an answer lapses."),
)

TRANSITIONS = (
    SUBMIT,
    TAKE_UP,
    ASK,
    REPLY,
    OPEN,
    PROPOSE,
    REOPEN,
    WITHDRAW_APPEAL,
    ACCEPT,
    TURN_DOWN,
    REFUSE,
    APPEAL,
    WITHDRAW,
    LAPSE,
)


def available_transitions(
    user: User, membership: Membership | None, application: Application
) -> dict[str, Transition]:
    """What this person may do with the application now, by name."""
    return {
        transition.name: transition
        for transition in TRANSITIONS
        if transition.is_available(user, membership, application)
    }
