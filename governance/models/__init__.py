"""How the managing body decides: rulebook, proposals, their discussion, rounds, the book of resolutions."""

from governance.models.discussion import Comment, CommentEdit
from governance.models.matters import Matter, Method, Outcome
from governance.models.notices import NoticeSettings
from governance.models.proposals import (
    EDITABLE_STATES,
    Amendment,
    Attachment,
    Proposal,
    ProposalOption,
    ProposalVersion,
    Recusal,
)
from governance.models.resolutions import Resolution, ResolutionYear
from governance.models.rounds import RollEntry, RoundEvent, RoundReminder, Vote, VotingRound
from governance.models.rulebook import MatterRule, Rulebook, RulebookChange, VotingSuspension

__all__ = [
    "EDITABLE_STATES",
    "Amendment",
    "Attachment",
    "Comment",
    "CommentEdit",
    "Matter",
    "MatterRule",
    "Method",
    "NoticeSettings",
    "Outcome",
    "Proposal",
    "ProposalOption",
    "ProposalVersion",
    "Recusal",
    "Resolution",
    "ResolutionYear",
    "RollEntry",
    "RoundEvent",
    "RoundReminder",
    "Rulebook",
    "RulebookChange",
    "Vote",
    "VotingRound",
    "VotingSuspension",
]
