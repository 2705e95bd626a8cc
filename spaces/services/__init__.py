"""What is done with spaces: booking common ones, allocating private ones.

Each service locks what it is about in the order of ids, explains the conflict it can see, and turns the
refusal of the database, which sees all, into the same words. Faults are ValidationErrors for people to read.
"""

from spaces.services.allocations import allocate, end_allocation, void_allocation
from spaces.services.bookings import book, cancel_booking

__all__ = ["allocate", "book", "cancel_booking", "end_allocation", "void_allocation"]
