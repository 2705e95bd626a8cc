"""Who else claims the unit of a proposal: named before its text is final and before voting opens."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from governance.proposals.models import Proposal
from multifactory.lib.formats import format_day
from spaces.allocations.models import Allocation
from spaces.allocations.rules import explain_holder
from spaces.building.models import Space
from spaces.effects.models import ProposedAllocation, ProposedEnd
from spaces.requests.models import Offer

SETTLED = (Proposal.State.DRAFT, Proposal.State.DECIDED, Proposal.State.WITHDRAWN)


def holders_of(unit: Space, start_on: date, end_on: date | None) -> list[str]:
    """Allocations of the unit in the time that is proposed: while one stands, nobody can vote on it."""
    rivals = Allocation.objects.meeting(start_on, end_on).filter(unit=unit)
    return [explain_holder(unit, rival) for rival in rivals.select_related("company").order_by("start_on")]


def offers_to_others(unit: Space, end_on: date | None, *, own: Q) -> list[str]:
    """A live offer of the unit to somebody else, which the adoption of the proposal would take back."""
    offers = Offer.objects.live().filter(unit=unit).exclude(own)
    if end_on:
        offers = offers.filter(free_from__lt=end_on)
    return [_explain_offer(unit, offer) for offer in offers.select_related("request__company")]


def _explain_offer(unit: Space, offer: Offer) -> str:
    values = {"unit": unit.code, "asker": offer.request, "day": format_day(offer.free_from)}
    if offer.state == Offer.State.ACCEPTED:
        return _("%(asker)s has accepted the offer of %(unit)s, free from %(day)s.") % values
    return _("%(unit)s has been offered to %(asker)s, from %(day)s.") % values


def other_proposals(unit: Space, apart_from: int | None = None) -> list[str]:
    """Proposals under way about the unit, drafts left out: only their company sees those."""
    about_unit = under_way(apart_from)
    return [*_proposed_allocations(unit, about_unit), *_proposed_ends(unit, about_unit)]


def under_way(apart_from: int | None) -> Q:
    """Effects of proposals that are going to be voted on, but for those of one."""
    return Q(amendment__isnull=True) & ~Q(proposal__state__in=SETTLED) & ~Q(proposal=apart_from)


def _proposed_allocations(unit: Space, about_unit: Q) -> Iterator[str]:
    rows = ProposedAllocation.objects.filter(about_unit, unit=unit).select_related("proposal", "company")
    for row in rows.order_by("proposal"):
        values = values_of(row.proposal) | {"unit": unit.code, "company": row.company}
        yield (
            _("Proposal %(number)s, “%(title)s”, would allocate %(unit)s to %(company)s (%(state)s).")
            % values
        )


def _proposed_ends(unit: Space, about_unit: Q) -> Iterator[str]:
    rows = ProposedEnd.objects.filter(about_unit, allocation__unit=unit).select_related("proposal")
    for row in rows.order_by("proposal"):
        values = values_of(row.proposal) | {"unit": unit.code, "day": format_day(row.end_on)}
        yield (
            _("Proposal %(number)s, “%(title)s”, would make %(unit)s free from %(day)s (%(state)s).") % values
        )


def values_of(proposal: Proposal) -> dict[str, object]:
    return {"number": proposal.pk, "title": proposal.title, "state": proposal.get_state_display()}
