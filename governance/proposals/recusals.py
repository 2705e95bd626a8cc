"""A company declares that it does not vote because the matter is its own."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from governance.proposals.models import Proposal, Recusal
from governance.proposals.services import lock_proposal, require_reason
from members.companies.models import Company
from members.people.models import User


@transaction.atomic
def declare_recusal(proposal: Proposal, *, company: Company, by: User, reason: str) -> Recusal:
    """Declare that a company does not vote because the matter is its own. Again: changes the reason."""
    lock_proposal(proposal)
    _ensure_roll_open(proposal)
    values: Mapping[str, Any] = {"reason": require_reason(reason), "declared_by": by}
    return Recusal.objects.update_or_create(proposal=proposal, company=company, defaults=values)[0]


@transaction.atomic
def withdraw_recusal(proposal: Proposal, *, company: Company) -> None:
    lock_proposal(proposal)
    _ensure_roll_open(proposal)
    Recusal.objects.filter(proposal=proposal, company=company).delete()


def _ensure_roll_open(proposal: Proposal) -> None:
    if not proposal.takes_recusals:
        raise ValidationError(
            _("The roll is fixed: standing aside is declared before voting opens."), code="state"
        )
