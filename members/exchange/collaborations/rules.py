"""Who may do what to a collaboration: the people of its two companies. Nothing here reads the database."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from members.companies.models import Company
from members.exchange.collaborations.models import Collaboration, CollaborationKind, CollaborationState


class Side(TextChoices):
    """What a collaboration is to one of its two companies."""

    GIVES = "gives", _("We supply them")
    GETS = "gets", _("They supply us")
    WITH = "with", _("We work together")
    PROJECT = "project", _("We share a joint project")


OFFERED_SIDES = [(one.value, one.label) for one in (Side.GIVES, Side.GETS, Side.WITH)]


def side_of(collaboration: Collaboration, company: Company) -> Side:
    if collaboration.kind == CollaborationKind.SUPPLIES:
        return Side.GIVES if company.pk == collaboration.giver_id else Side.GETS
    return Side.WITH if collaboration.kind == CollaborationKind.WORKS_WITH else Side.PROJECT


def in_order(giver: Company, taker: Company, kind: str) -> tuple[Company, Company]:
    """As the row keeps the two: what has no direction begins with the lower id."""
    if kind == CollaborationKind.SUPPLIES or giver.pk < taker.pk:
        return giver, taker
    return taker, giver


def is_of(collaboration: Collaboration, company: Company) -> bool:
    return company.pk in (collaboration.giver_id, collaboration.taker_id)


def can_answer(collaboration: Collaboration, company: Company) -> bool:
    """Confirm or decline: the company that was asked."""
    is_asked = collaboration.state == CollaborationState.ASKED
    return is_asked and collaboration.asked.pk == company.pk


def can_end(collaboration: Collaboration, company: Company) -> bool:
    """Either of the two, what stands; and who asked takes back what waits.

    What belongs to a joint project ends on the project's own page.
    """
    if not is_of(collaboration, company):
        return False
    if collaboration.state == CollaborationState.ASKED:
        return collaboration.asker.pk == company.pk
    is_own = collaboration.kind != CollaborationKind.PROJECT
    return is_own and collaboration.state == CollaborationState.CONFIRMED


def can_set_public(collaboration: Collaboration, company: Company) -> bool:
    """Each for itself, while it is confirmed."""
    return is_of(collaboration, company) and collaboration.state == CollaborationState.CONFIRMED


def is_public_by(collaboration: Collaboration, company: Company) -> bool:
    """Whether this one of the two shows it to everybody."""
    if company.pk == collaboration.giver_id:
        return collaboration.is_public_by_giver
    return collaboration.is_public_by_taker
