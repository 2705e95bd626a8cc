"""How the cost of a proposal may be shared by what spaces know: registered with `governance.hooks`."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from governance.hooks import CostKey
from spaces.costs.sharing.facts import read_facts, weights_by
from spaces.costs.sharing.models import SharingRule
from spaces.costs.sharing.weights import Scope, weight_of


def _weights_on(day: date, key: str) -> dict[int | None, int]:
    scope = Scope()
    facts = read_facts(day, day + timedelta(days=1), keys=[key], scope=scope)
    return {payer: weight_of(pieces) for payer, pieces in weights_by(key, facts, scope).items()}


def area_on(day: date) -> Mapping[int | None, int]:
    """Hundredths of a m² on a day; usable units that nobody holds weigh as None. Three queries."""
    return _weights_on(day, SharingRule.Key.AREA)


def heads_on(day: date) -> Mapping[int | None, int]:
    return _weights_on(day, SharingRule.Key.HEADS)


AREA = CostKey("area", _("by the m² allocated to each company"), area_on)
HEADS = CostKey("heads", _("by the people of each company"), heads_on)
