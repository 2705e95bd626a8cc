"""Each condition as words and as styles: the one map that pages, plans, drawings and charts read."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from spaces.condition.models import Condition


@dataclass(frozen=True, slots=True)
class ConditionFormat:
    """`css` styles it in drawings, `label` in tables; `on_plan` is what plans call it."""

    name: str | Promise
    css: str
    label: str
    on_plan: str | Promise

    @property
    def caption(self) -> str:
        """Its name where it stands alone, with a capital."""
        return str(capfirst(str(self.name)))


State = Condition.State

# From the worst to the best, as a building comes back.
CONDITION_FORMATS: dict[str, ConditionFormat] = {
    State.DISUSED: ConditionFormat(State.DISUSED.label, "disused", "disused", _("disused")),
    State.MADE_SAFE: ConditionFormat(State.MADE_SAFE.label, "safe", "works", _("made safe, not yet usable")),
    State.UNDER_WORKS: ConditionFormat(State.UNDER_WORKS.label, "works", "works", _("works in progress")),
    State.USABLE: ConditionFormat(State.USABLE.label, "usable", "", _("usable")),
}

STATES_FROM_WORST = tuple(str(state) for state in CONDITION_FORMATS)
