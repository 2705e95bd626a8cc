"""What may be done with spaces. Nothing here writes."""

from spaces.rules.allocations import (
    check_allocation,
    check_end,
    check_free,
    check_stamp,
    decision_faults,
    explain_holder,
    unit_stamp,
)
from spaces.rules.bookings import (
    HORIZON,
    LONGEST_BOOKING,
    SLOT,
    can_book_for,
    can_cancel,
    check_booking,
    explain_conflict,
    is_cancellable,
)
from spaces.rules.figures import Figures, figures
from spaces.rules.plans import check_publishing, code_words, match_draft
from spaces.rules.proposed import check_proposed_allocation, check_proposed_end
from spaces.rules.words import day_words, moment_words, term_words, time_words

__all__ = [
    "HORIZON",
    "LONGEST_BOOKING",
    "SLOT",
    "Figures",
    "can_book_for",
    "can_cancel",
    "check_allocation",
    "check_booking",
    "check_end",
    "check_free",
    "check_proposed_allocation",
    "check_proposed_end",
    "check_publishing",
    "check_stamp",
    "code_words",
    "day_words",
    "decision_faults",
    "explain_conflict",
    "explain_holder",
    "figures",
    "is_cancellable",
    "match_draft",
    "moment_words",
    "term_words",
    "time_words",
    "unit_stamp",
]
