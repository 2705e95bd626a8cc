"""What is done to companies and people, one module a subject; all of it is called `services.<verb>`."""

from members.services.changes import accept_change_request, refuse_change_request, request_change
from members.services.confirmation import ask_for_confirmation, confirm_page
from members.services.offer import (
    LIMITS,
    delete_item,
    delete_logo,
    move_item,
    save_link,
    save_logo,
    save_machine,
    save_photo,
    save_product,
    save_profile,
)
from members.services.people import (
    accept_invitation,
    change_role,
    check_invitation,
    end_membership,
    has_left,
    invite,
    withdraw_invitation,
)
from members.services.terms import LONGEST_WORD, split_words, term_slug, terms_from_words

__all__ = [
    "LIMITS",
    "LONGEST_WORD",
    "accept_change_request",
    "accept_invitation",
    "ask_for_confirmation",
    "change_role",
    "check_invitation",
    "confirm_page",
    "delete_item",
    "delete_logo",
    "end_membership",
    "has_left",
    "invite",
    "move_item",
    "refuse_change_request",
    "request_change",
    "save_link",
    "save_logo",
    "save_machine",
    "save_photo",
    "save_product",
    "save_profile",
    "split_words",
    "term_slug",
    "terms_from_words",
    "withdraw_invitation",
]
