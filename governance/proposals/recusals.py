"""Who does not vote because the matter is its own: by its own word, or by a resolution that names it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from governance.proposals.choices import Outcome
from governance.proposals.models import Proposal, Recusal
from governance.proposals.services import lock_proposal, require_reason
from members.companies.models import Company
from members.people.models import User
from members.people.recipients import representatives_of

if TYPE_CHECKING:
    from governance.resolutions.models import Resolution


@transaction.atomic
def declare_recusal(proposal: Proposal, *, company: Company, by: User, reason: str) -> Recusal:
    """Declare that a company does not vote because the matter is its own. Again: changes the reason.

    By one of its representatives: nobody else says so for it, no coordinator either.
    """
    lock_proposal(proposal)
    _ensure_roll_open(proposal)
    _ensure_own(company, by)
    if cited := _cited(proposal, company):
        return cited
    values: Mapping[str, Any] = {"reason": require_reason(reason), "declared_by": by}
    Recusal(proposal=proposal, company=company, **values).clean_fields()
    return Recusal.objects.update_or_create(proposal=proposal, company=company, defaults=values)[0]


@transaction.atomic
def withdraw_recusal(proposal: Proposal, *, company: Company, by: User) -> None:
    """Take part again. What a resolution says, no company takes back by itself."""
    lock_proposal(proposal)
    _ensure_roll_open(proposal)
    _ensure_own(company, by)
    if cited := _cited(proposal, company):
        values = {"company": company, "resolution": cited.resolution}
        raise ValidationError(_("%(company)s does not vote by resolution %(resolution)s.") % values)
    Recusal.objects.filter(proposal=proposal, company=company).delete()


def cite_recusal(proposal: Proposal, *, company: Company, resolution: "Resolution", by: User) -> Recusal:
    """Write that a company does not vote in what opens now, as an adopted resolution says that names it.

    The caller holds the proposal's row. Its own declaration, if there is one, stays as it is.
    """
    if resolution.outcome != Outcome.ADOPTED:
        raise ValidationError({"recusal_resolution": _("This resolution was not adopted.")})
    if not names_company(f"{resolution.title}\n{resolution.text}", company):
        text = _("Resolution %(reference)s does not name %(company)s.")
        values = {"reference": resolution.reference, "company": company}
        raise ValidationError({"recusal_resolution": text % values})
    reason = _("by resolution %(reference)s") % {"reference": resolution.reference}
    values = {"reason": reason, "declared_by": by, "resolution": resolution}
    return Recusal.objects.get_or_create(proposal=proposal, company=company, defaults=values)[0]


def names_company(text: str, company: Company) -> bool:
    """Whether the words of a text, whatever its line ends and letters, hold the company's name."""
    return f" {_plain(company.name)} " in f" {_plain(text)} "


def _plain(text: str) -> str:
    letters = (sign if sign.isalnum() else " " for sign in text.casefold())
    return " ".join("".join(letters).split())


def _cited(proposal: Proposal, company: Company) -> Recusal | None:
    recusals = Recusal.objects.filter(proposal=proposal, company=company, resolution__isnull=False)
    return recusals.select_related("resolution").first()


def _ensure_own(company: Company, by: User) -> None:
    if not representatives_of([company]).filter(user=by).exists():
        text = _("Only a representative of %(company)s can say that it does not vote.")
        raise ValidationError(text % {"company": company}, code="not_representative")


def _ensure_roll_open(proposal: Proposal) -> None:
    if not proposal.takes_recusals:
        raise ValidationError(
            _("The list of voters is final: a conflict of interest is declared before voting opens."),
            code="state",
        )
