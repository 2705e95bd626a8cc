"""Deleting a draft of a table, a rule or a budget in the back-office."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from multifactory.lib.admin_actions import Change, ConfirmedAction
from spaces.costs.sharing.services import delete_draft
from spaces.costs.sharing.validation import ensure_deletable_draft


class DeleteDraft(ConfirmedAction):
    """Of what nobody decided and nothing cites; of any other its page has no button for it."""

    name, description = "delete_draft", _("Delete the draft")
    button = _("Yes, delete it")
    explanation = _("It was never in force and no proposal is about it: nothing of it is kept.")

    @property
    def title(self) -> str:
        return gettext("Delete “%(draft)s”") % {"draft": self.row}

    def refusal(self) -> str:
        try:
            ensure_deletable_draft(self.row)
        except ValidationError as error:
            return " ".join(error.messages)
        return ""

    def changes(self, form: Any) -> Sequence[Change]:
        return [(str(self.row), gettext("draft"), gettext("deleted"))]

    def carry_out(self, form: Any) -> str:
        name = str(self.row)
        delete_draft(self.row)
        return gettext("“%(draft)s” is deleted.") % {"draft": name}
