"""How companies' answers are counted: whole numbers in, whole numbers out. The standard library only.

`validate` says what is wrong with an answer, `tally` counts the answers of a round. One module a method;
the rules are those of the statute as far as it speaks (civil code, art. 21; Third Sector code, art. 24),
the formulas are named where they stand. `governance/verify.py` counts the same rounds again with code of
its own.
"""

from governance.counting.answers import (
    ERROR_CODES,
    MAX_OPTIONS,
    METHODS,
    NONE,
    choices_of,
    names_allowed,
    validate,
)
from governance.counting.motion import (
    Counts,
    has_majority,
    has_quorum,
    outcome,
    outcome_under,
)
from governance.counting.rule import (
    ADOPTED,
    ADVISED,
    ALL,
    BASES,
    CAST,
    NO_QUORUM,
    OBJECTED,
    OUTCOMES,
    PRESENT,
    REJECTED,
    TIED,
    Answer,
    Electorate,
    Rule,
    quorum_needed,
)
from governance.counting.shares import shares
from governance.counting.tally import Tally, tally

__all__ = [
    "ADOPTED",
    "ADVISED",
    "ALL",
    "BASES",
    "CAST",
    "ERROR_CODES",
    "MAX_OPTIONS",
    "METHODS",
    "NONE",
    "NO_QUORUM",
    "OBJECTED",
    "OUTCOMES",
    "PRESENT",
    "REJECTED",
    "TIED",
    "Answer",
    "Counts",
    "Electorate",
    "Rule",
    "Tally",
    "choices_of",
    "has_majority",
    "has_quorum",
    "names_allowed",
    "outcome",
    "outcome_under",
    "quorum_needed",
    "shares",
    "tally",
    "validate",
]
