"""What the desk says of its acts: before them what follows, afterwards that they are done."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Words:
    title: Any
    text: Any
    button: Any
    done: Any


DESERT_FIRST = Words(
    _("No quorum"),
    _(
        "The first call ends without a quorum, and its minutes are drafted. The assembly meets again in"
        " second call, at the hour of the notice."
    ),
    _("End the first call"),
    _("The first call is over. Its minutes are drafted."),
)
DESERT_LAST = Words(
    _("No quorum"),
    _("The assembly ends without having decided anything, and its minutes are drafted."),
    _("End the assembly"),
    _("The assembly is over. Its minutes are drafted."),
)
SUSPEND = Words(
    _("Suspend the assembly"),
    _("It goes on later, in the same call. The minutes say why it was suspended."),
    _("Suspend"),
    _("The assembly is suspended."),
)
CLOSE = Words(
    _("Close the assembly"),
    _(
        "What was not reached can be put on the agenda of another assembly. The minutes are drafted, for the"
        " secretary to complete."
    ),
    _("Close the assembly"),
    _("The assembly is closed. Its minutes are drafted."),
)
OFFICERS = Words(
    _("Chair and secretary"),
    _("Enter whom those present choose. The minutes name them, and both sign."),
    _("Save"),
    _("Chair and secretary are entered."),
)
CANCEL_VOTE = Words(
    _("Cancel the vote"),
    _("The votes cast are never counted. The item can be voted on again."),
    _("Cancel the vote"),
    _("The vote is cancelled."),
)
PHONES_REMINDED = _("Whoever is here and has not voted gets an e-mail with the way to the vote.")
ITEM_OPENED = _("This item is being dealt with.")
ITEM_DONE = _("This item is done.")
ITEM_DEFERRED = _("This item is deferred.")
