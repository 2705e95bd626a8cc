"""Input about decisions."""

from governance.forms.amendments import AmendmentForm, ComparisonForm
from governance.forms.answers import AnswerForm, answer_form
from governance.forms.attachments import AttachmentForm
from governance.forms.notices import NoticeForm
from governance.forms.proposals import (
    CommentEditForm,
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
    "AmendmentForm",
    "AnswerForm",
    "AttachmentForm",
    "CommentEditForm",
    "CommentForm",
    "CompanyForm",
    "ComparisonForm",
    "ExtensionForm",
    "NoticeForm",
    "ProposalForm",
    "ReasonForm",
    "RecusalForm",
    "RulebookChangeForm",
    "VotingForm",
    "answer_form",
]
