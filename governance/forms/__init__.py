"""Input about decisions."""

from governance.forms.answers import AnswerForm, answer_form
from governance.forms.proposals import (
    CommentForm,
    CompanyForm,
    ExtensionForm,
    ProposalForm,
    ReasonForm,
    RecusalForm,
    RulebookChangeForm,
    VotingForm,
)

__all__ = [
    "AnswerForm",
    "CommentForm",
    "CompanyForm",
    "ExtensionForm",
    "ProposalForm",
    "ReasonForm",
    "RecusalForm",
    "RulebookChangeForm",
    "VotingForm",
    "answer_form",
]
