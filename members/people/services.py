"""People come into companies and leave them."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from members.companies.models import Company
from members.companies.rules import has_left
from members.companies.services import lock_company
from members.people import emails
from members.people.models import Invitation, Membership, User


def check_invitation(company: Company, *, email: str) -> None:
    """Refuse an address that is in the company or has been invited, and a company that has left."""
    if has_left(company):
        raise ValidationError(_("This company is no longer a member."))
    if company.memberships.filter(user__email__iexact=email, ended_on__isnull=True).exists():
        raise ValidationError({"email": _("This person is in the company already.")})
    if company.invitations.open().filter(email__iexact=email).exists():
        raise ValidationError({"email": _("This address has been invited already.")})


@transaction.atomic
def invite(company: Company, *, email: str, role: str, by: User) -> Invitation:
    """Offer a place by mail. An older invitation of the same address that nobody used in time makes room."""
    email = email.strip().lower()
    company = lock_company(company)
    check_invitation(company, email=email)
    unused = company.invitations.filter(
        email__iexact=email, accepted_at__isnull=True, withdrawn_at__isnull=True
    )
    unused.update(withdrawn_at=Now())
    until = timezone.now() + timedelta(days=settings.INVITATION_DAYS)
    invitation = Invitation(company=company, email=email, role=role, invited_by=by, expires_at=until)
    invitation.full_clean()
    invitation.save()
    emails.send_invitation(invitation)
    return invitation


@transaction.atomic
def withdraw_invitation(invitation: Invitation) -> bool:
    """Make the link useless. False if it was no longer open, which changes nothing."""
    return bool(Invitation.objects.open().filter(pk=invitation.pk).update(withdrawn_at=Now()))


@transaction.atomic
def accept_invitation(invitation: Invitation, *, user: User) -> Membership:
    """Give the invited person the place. The invitation is used up first: used twice, it gives one."""
    company = lock_company(invitation.company)
    if has_left(company):
        raise ValidationError(_("This company is no longer a member."))
    if invitation.email.lower() != user.email.lower():
        raise ValidationError(_("This invitation is for another address."))
    if not Invitation.objects.open().filter(pk=invitation.pk).update(accepted_at=Now()):
        raise ValidationError(_("This invitation is no longer open."))
    membership, is_new = Membership.objects.get_or_create(
        user=user, company=company, ended_on=None, defaults={"role": invitation.role}
    )
    if not is_new and invitation.role == Membership.Role.REPRESENTATIVE:
        membership.role = invitation.role
        membership.save(update_fields=["role"])
    if invitation.invited_by:
        emails.send_invitation_accepted(membership, invitation.invited_by)
    return membership


def _ensure_representative_remains(company: Company, *, without: Membership) -> None:
    """A member company always has somebody who can vote for it."""
    if has_left(company):
        return
    others = company.memberships.representatives().filter(ended_on__isnull=True, user__is_active=True)
    if not others.exclude(pk=without.pk).exists():
        raise ValidationError(
            _("A company keeps at least one representative: make somebody else a representative first.")
        )


@transaction.atomic
def end_membership(membership: Membership, *, by: User) -> bool:
    """End a place from today; refused for the last representative. False if it had ended already."""
    company = lock_company(membership.company)
    membership = Membership.objects.select_related("user", "company").get(pk=membership.pk)
    if membership.ended_on is not None and membership.ended_on <= timezone.localdate():
        return False
    if membership.is_representative:
        _ensure_representative_remains(company, without=membership)
    membership.ended_on = max(timezone.localdate(), membership.started_on)
    membership.save(update_fields=["ended_on"])
    if by != membership.user:
        emails.send_membership_ended(membership, by)
    return True


@transaction.atomic
def change_role(membership: Membership, *, role: str) -> Membership:
    """Make a collaborator a representative or the other way round; refused for the last representative."""
    company = lock_company(membership.company)
    membership = Membership.objects.select_related("user", "company").get(pk=membership.pk)
    if role not in Membership.Role.values:
        raise ValidationError(_("There is no such role."))
    if membership.is_representative and role != Membership.Role.REPRESENTATIVE:
        _ensure_representative_remains(company, without=membership)
    membership.role = role
    membership.save(update_fields=["role"])
    return membership
