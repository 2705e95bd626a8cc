"""Whether a calendar still says the same: a state of each source, all of them asked by one query.

Programs ask each hour, and are mostly answered that nothing has changed. Django takes longer to write this
query than a database to answer it, so it is written once, for stand-ins: a moment far ahead, and numbers and
texts that nobody has. Each time it is asked, its moments are moved to now and the others replaced.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Aggregate, DateTimeField, F, Max, Q, QuerySet, Sum, TextField, Value
from django.db.models.functions import Cast
from django.utils import timezone

# What a source asks for, in groups: the numbers of companies, an address …
Values = Sequence[Sequence[int | str]]
StatesFor = Callable[[Values, datetime], Iterable[QuerySet]]
Fill = Callable[[Values, datetime], Any]

NEVER = Cast(Value(None), DateTimeField())  # for rows that do not say when they changed
_STAND_IN_MOMENT = datetime(3000, 7, 1, 12, 0, 0, 123457, tzinfo=UTC)
_STAND_IN_NUMBER = 1_987_000_000
_NEAR = timedelta(days=1000)  # sources compare with moments around now


class Words(Aggregate):
    """The texts of all rows, one after the other."""

    function = "STRING_AGG"
    template = "%(function)s(%(expressions)s, '|')"
    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **context)


def state_of(
    source: str,
    rows: QuerySet,
    *,
    standing: Q | None = None,
    sequence: Any = None,
    changed: Any = None,
    words: Any = None,
) -> QuerySet:
    """One row that changes with what these rows say: which they are, which of them stand, the last change,
    and `words` of theirs that change without leaving a moment."""
    return (
        rows.order_by()
        .annotate(feed_source=Value(source))
        .values_list("feed_source")
        .annotate(
            feed_keys=Sum("pk"),
            feed_standing=Sum("pk", filter=standing) if standing is not None else Value(0),
            feed_sequence=Sum(F("sequence") if sequence is None else sequence),
            feed_changed=Max(F("updated_at") if changed is None else changed),
            feed_words=Value("") if words is None else Words(words),
        )
    )


def words_of(source: str, rows: QuerySet, words: Any) -> QuerySet:
    """The state of rows of which a calendar shows names alone."""
    return state_of(source, rows, sequence=Value(0), changed=NEVER, words=words)


def ask_states(states_for: StatesFor, values: Values, now: datetime) -> list[tuple[Any, ...]]:
    """The rows of all states, in order; one query. `states_for` looks at no value: it is called once for all
    values in groups of the same length."""
    shape = tuple(tuple(type(value) for value in group) for group in values)
    zone = timezone.get_current_timezone_name()
    sql, fills = _written(states_for, shape, (connection.alias, connection.vendor, zone))
    if not sql:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, [fill(values, now) for fill in fills])
        return sorted(cursor.fetchall())


@lru_cache(maxsize=128)
def _written(
    states_for: StatesFor, shape: tuple[tuple[type, ...], ...], _of: Hashable
) -> tuple[str, list[Fill]]:
    """The query, and what gives each of its parameters."""
    stand_ins = [
        [_stand_in(kind, 100 * group + place) for place, kind in enumerate(kinds)]
        for group, kinds in enumerate(shape)
    ]
    first, *others = states_for(stand_ins, _STAND_IN_MOMENT)
    query = (first.union(*others, all=True) if others else first).query
    try:
        sql, parameters = query.get_compiler(connection.alias).as_sql()
    except EmptyResultSet:
        return "", []
    places = {value: (group, place) for group, row in enumerate(stand_ins) for place, value in enumerate(row)}
    return sql, [_fill(parameter, places) for parameter in parameters]


def _stand_in(kind: type, place: int) -> int | str:
    return f"nobody-{place}@stand-in.invalid" if kind is str else _STAND_IN_NUMBER + place


def _fill(parameter: Any, places: dict[int | str, tuple[int, int]]) -> Fill:
    if isinstance(parameter, int | str) and parameter in places:
        group, place = places[parameter]
        return lambda values, _now: values[group][place]
    moment = _moment_in(parameter)
    if isinstance(moment, datetime) and abs(away := moment - _STAND_IN_MOMENT) < _NEAR:
        return lambda _values, now: connection.ops.adapt_datetimefield_value(now + away)
    if isinstance(moment, date) and not isinstance(moment, datetime):
        days = moment - timezone.localdate(_STAND_IN_MOMENT)
        if abs(days) < _NEAR:
            return lambda _values, now: connection.ops.adapt_datefield_value(timezone.localdate(now) + days)
    return lambda _values, _now: parameter


def _moment_in(parameter: Any) -> date | None:
    """SQLite is given moments as text, in UTC."""
    if not isinstance(parameter, str):
        return parameter if isinstance(parameter, date) else None
    try:
        if len(parameter) == len("3000-07-01"):
            return date.fromisoformat(parameter)
        moment = datetime.fromisoformat(parameter)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
