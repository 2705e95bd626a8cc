"""What is done with spaces: booking common ones, allocating private ones, drawing all of them.

Each service locks what it is about in the order of ids, explains the conflict it can see, and turns the
refusal of the database, which sees all, into the same words. Faults are ValidationErrors for people to read.
"""

from spaces.services.allocations import allocate, end_allocation, void_allocation
from spaces.services.bookings import book, cancel_booking
from spaces.services.plans import discard_drawing, keep_drawing, mend_drawing, publish_plan

__all__ = [
    "allocate",
    "book",
    "cancel_booking",
    "discard_drawing",
    "end_allocation",
    "keep_drawing",
    "mend_drawing",
    "publish_plan",
    "void_allocation",
]
