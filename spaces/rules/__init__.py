"""What may be done with spaces. Nothing here writes."""

from spaces.rules.allocations import (
    check_allocation,
    check_end,
    check_free,
    decision_faults,
    existence_fault,
    explain_holder,
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
from spaces.rules.requests import before_in_line, fits, line_for
from spaces.rules.spaces import check_use
from spaces.rules.stamps import check_stamp, check_stamp_of, stamp_of, unit_stamp
from spaces.rules.words import day_words, moment_words, term_words, time_words

__all__ = [
    "HORIZON",
    "LONGEST_BOOKING",
    "SLOT",
    "Figures",
    "before_in_line",
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
    "check_stamp_of",
    "check_use",
    "code_words",
    "day_words",
    "decision_faults",
    "existence_fault",
    "explain_conflict",
    "explain_holder",
    "figures",
    "fits",
    "is_cancellable",
    "line_for",
    "match_draft",
    "moment_words",
    "stamp_of",
    "term_words",
    "time_words",
    "unit_stamp",
]
