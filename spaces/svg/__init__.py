"""Reading a plan drawn in an editor: what comes out is names and numbers, and nothing else of the file."""

from spaces.svg.matching import Matching, PlanNumbers, from_json, match_shapes, plan_numbers, to_json
from spaces.svg.reading import MOST_BYTES, Sheet, Traced, read_drawing

__all__ = [
    "MOST_BYTES",
    "Matching",
    "PlanNumbers",
    "Sheet",
    "Traced",
    "from_json",
    "match_shapes",
    "plan_numbers",
    "read_drawing",
    "to_json",
]
