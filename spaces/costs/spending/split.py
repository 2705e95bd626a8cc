"""How a cost is shared: by its rule, or as the resolution decided that allows it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.proposals.share_models import ProposalShare
from spaces.costs.sharing.models import SharingRule
from spaces.costs.sharing.rules import NoWeightsError, Split, split_cost
from spaces.costs.sharing.split import share_by_rule
from spaces.costs.sharing.weights import Weights
from spaces.costs.spending.models import Authorisation


def share_as_decided(authorisation: Authorisation, cents: int, *, turn: int = 0) -> Split:
    """In the proportion that was decided: of the whole sum the same cents as were voted on."""
    rows = ProposalShare.objects.filter(proposal__resolutions=authorisation.resolution_id)
    weights: Weights = {company: {share: 1} for company, share in rows.values_list("company", "cents")}
    try:
        return split_cost(cents, weights, turn=turn)
    except NoWeightsError:
        text = _("The decision does not say how it is shared: choose a sharing rule.")
        raise ValidationError({"rule": text}) from None


def share_of_cost(
    *,
    rule: SharingRule | None,
    authorisation: Authorisation | None,
    cents: int,
    start: date,
    end: date,
    turn: int = 0,
) -> Split:
    if rule is not None:
        return share_by_rule(rule, cents, start, end, turn=turn)
    if authorisation is None:
        raise ValidationError({"rule": _("Choose a sharing rule: no decision says how it is shared.")})
    return share_as_decided(authorisation, cents, turn=turn)
