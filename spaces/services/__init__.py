"""What is done with spaces: booking common ones; allocating, reshaping, offering private ones; drawing all.

Each service locks what it is about in the order of ids, explains the conflict it can see, and turns the
refusal of the database, which sees all, into the same words. Faults are ValidationErrors for people to read.
"""

from spaces.services.allocations import allocate, end_allocation, extend_allocation, void_allocation
from spaces.services.bookings import book, cancel_booking
from spaces.services.conditions import change_condition
from spaces.services.moves import swap_units
from spaces.services.offers import (
    accept_offer,
    allocate_offer,
    close_due_offers,
    offer_unit,
    refuse_offer,
    withdraw_offer,
)
from spaces.services.plans import discard_drawing, keep_drawing, mend_drawing, publish_plan
from spaces.services.renewal import void_condition, void_renewal
from spaces.services.requests import (
    KEPT_FOR,
    ask_for_unit,
    forget,
    forget_old_requests,
    refuse_request,
    withdraw_request,
)
from spaces.services.reshaping import Part, merge_units, split_unit

__all__ = [
    "KEPT_FOR",
    "Part",
    "accept_offer",
    "allocate",
    "allocate_offer",
    "ask_for_unit",
    "book",
    "cancel_booking",
    "change_condition",
    "close_due_offers",
    "discard_drawing",
    "end_allocation",
    "extend_allocation",
    "forget",
    "forget_old_requests",
    "keep_drawing",
    "mend_drawing",
    "merge_units",
    "offer_unit",
    "publish_plan",
    "refuse_offer",
    "refuse_request",
    "split_unit",
    "swap_units",
    "void_allocation",
    "void_condition",
    "void_renewal",
    "withdraw_offer",
    "withdraw_request",
]
