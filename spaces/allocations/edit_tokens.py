"""Whether what a page showed of some spaces is still so."""

from collections.abc import Iterable, Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from multifactory.lib.formats import format_day
from spaces.allocations.models import Allocation
from spaces.allocations.rules import explain_holder
from spaces.building.models import Space
from spaces.condition.models import Condition

Facts = dict[str, Allocation | Condition | Space]


def unit_edit_token(unit: Space) -> str:
    return units_edit_token([unit])


def units_edit_token(units: Iterable[Space]) -> str:
    """Who holds these units, their condition and since when they are in use, as a short text.

    It differs when anything about them has changed.
    """
    return ";".join(sorted(_facts(units)))


def check_unit_unchanged(unit: Space, edit_token: str | None) -> None:
    check_units_unchanged([unit], edit_token)


def check_units_unchanged(units: Iterable[Space], edit_token: str | None) -> None:
    """Raise, where somebody changed something about the units after a page was opened, what is so now."""
    facts = {} if edit_token is None else _facts(units)
    seen = {row for row in (edit_token or "").split(";") if row}
    if edit_token is None or seen == set(facts):
        return
    now = " ".join(_news(facts, seen))
    text = _("The unit changed after you opened this page: %(now)s Begin again from the list.") % {"now": now}
    raise ValidationError(text, code="stale")


def _facts(units: Iterable[Space]) -> Facts:
    ids = [unit.pk for unit in units]
    facts: Facts = {}
    for allocation in Allocation.objects.valid().filter(unit__in=ids).select_related("unit", "company"):
        facts[f"a{allocation.pk}:{allocation.company_id}:{allocation.start_on}:{allocation.end_on or ''}"] = (
            allocation
        )
    for state in Condition.objects.valid().filter(space__in=ids).select_related("space"):
        facts[f"c{state.pk}:{state.state}:{state.start_on}:{state.end_on or ''}"] = state
    for space in Space.objects.filter(pk__in=ids):
        if space.valid_from or space.valid_to:
            facts[f"s{space.pk}:{space.valid_from or ''}:{space.valid_to or ''}"] = space
    return facts


def _news(facts: Facts, seen: set[str]) -> Iterator[str]:
    """What is so now and was not when the page was opened; else what was so and is no more."""
    fresh = [fact for row, fact in sorted(facts.items()) if row not in seen]
    for fact in fresh:
        if isinstance(fact, Allocation):
            yield explain_holder(fact.unit, fact)
        elif isinstance(fact, Condition):
            values = {
                "space": fact.space.code,
                "state": fact.get_state_display(),
                "day": format_day(fact.start_on),
            }
            yield _("%(space)s: %(state)s from %(day)s.") % values
        elif fact.valid_to:
            values = {"space": fact.code, "day": format_day(fact.valid_to)}
            yield _("%(space)s is out of use from %(day)s.") % values
    if not fresh:
        yield _("something recorded earlier is no longer valid.")
