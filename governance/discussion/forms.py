"""Speaking in a discussion."""

import uuid
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.discussion.models import Comment
from governance.proposals.forms import ActingCompanyForm
from governance.proposals.models import Proposal
from multifactory.lib.text.forms import TextField


class CommentEditForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=Comment.Kind, initial=Comment.Kind.QUESTION)
    text = TextField(
        label=_("What you want to say"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )


class CommentForm(ActingCompanyForm, CommentEditForm):
    """A new word; `parent` is the comment of the same discussion that it answers."""

    parent = forms.ModelChoiceField(queryset=Comment.objects.none(), required=False, widget=forms.HiddenInput)
    request_id = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput)

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["parent"]).queryset = proposal.comments.all()
