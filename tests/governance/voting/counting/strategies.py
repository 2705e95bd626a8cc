"""Rounds of every method for hypothesis."""

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from governance.voting.counting.answers import METHODS, NONE, choices_of, names_allowed
from governance.voting.counting.rule import BASES, QUORUMS_OF, Electorate, Rule
from governance.voting.counting.tally import Tally, tally

KEYS = ("A", "B", "C", "D", "E")


@dataclass(frozen=True)
class Voting:
    method: str
    answers: tuple[dict[str, Any], ...]
    rule: Rule
    keys: tuple[str, ...]
    lot: tuple[str, ...]
    seats: int = 1
    dots: tuple[int, int] = (0, 0)

    def tally(self, absent: int = 0, recused: int = 0, suspended: int = 0) -> Tally:
        entitled = len(self.answers) + absent + recused
        electorate = Electorate(entitled + suspended, entitled, recused)
        return tally(
            self.method,
            self.answers,
            electorate,
            rule=self.rule,
            option_keys=self.keys,
            lot=self.lot,
            seats=self.seats,
        )


fractions = st.integers(1, 8).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))
rules = st.builds(
    lambda base, part, is_strict, quorum, of, run_off: Rule(
        base, *part, is_strict, *quorum, of, is_tie_run_off=run_off and of is not None
    ),
    *(st.sampled_from(BASES), fractions, st.booleans(), fractions),
    *(st.sampled_from([None, *QUORUMS_OF]), st.booleans()),
)


def _answer(method: str, keys: tuple[str, ...], seats: int, dots: tuple[int, int]) -> st.SearchStrategy:
    plain = st.sampled_from([choice for choice in choices_of(method) if choice != "ballot"])
    simple = plain.map(
        lambda choice: {"choice": choice} | ({"reason": "No"} if choice == "objection" else {})
    )
    if method == "ranked":
        places = st.integers(1, len(keys) + 1)
        content = st.dictionaries(st.sampled_from([*keys, NONE]), places, min_size=1)
    elif method == "approval":
        content = st.lists(st.sampled_from(keys), unique=True, max_size=names_allowed(seats, len(keys)))
    elif method == "dots":
        content = st.dictionaries(st.sampled_from(keys), st.integers(0, dots[1]), min_size=1).filter(
            lambda one: 0 < sum(one.values()) <= dots[0]
        )
    else:
        return simple
    name = {"ranked": "ranks", "approval": "options", "dots": "dots"}[method]
    return st.one_of(content, content, content, st.none()).map(
        lambda one: {"choice": "blank"} if one is None else {"choice": "ballot", name: one}
    )


@st.composite
def rounds(draw: st.DrawFn, methods: tuple[str, ...] = METHODS, max_answers: int = 12) -> Voting:
    method = draw(st.sampled_from(methods))
    keys, lot, seats, dots = (), (), 1, (0, 0)
    if method in ("ranked", "approval", "dots"):
        keys = KEYS[: draw(st.integers(1, len(KEYS)))]
        lot = tuple(draw(st.permutations(keys)))
    if method == "approval":
        seats = draw(st.integers(1, 4))
    if method == "dots":
        dots = (draw(st.integers(1, 6)), draw(st.integers(1, 6)))
    answers = draw(st.lists(_answer(method, keys, seats, dots), max_size=max_answers))
    return Voting(method, tuple(answers), draw(rules), keys, lot, seats, dots)
