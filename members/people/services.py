"""People come into companies and leave them."""

from collections.abc import Iterable
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
from members.people.emails import (
    send_invitation,
    send_invitation_accepted,
    send_invitation_undelivered,
    send_membership_ended,
    send_representative_invited,
)
from members.people.models import Invitation, Membership, User
from members.people.place_changes import (
    confirm_change,
    end_place_by_staff,
    ensure_not_own,
    make_representative,
    representatives_of,
    represents,
    settle_waiting,
)
from members.people.place_models import PlaceChange
from multifactory.lib.mail_queue.models import QueuedMail


def check_invitation(company: Company, *, email: str, by: User | None) -> None:
    """Refuse an address that is in the company or has been invited, and a company that has left.

    Staff, who does not represent the company, invites no address of their own.
    """
    if by and not represents(company, by):
        ensure_not_own(by, {email})
    if has_left(company):
        raise ValidationError(_("This company is no longer a member."))
    if company.memberships.unended().filter(user__email__iexact=email).exists():
        raise ValidationError({"email": _("This person is already in the company.")})
    if company.invitations.open().filter(email__iexact=email).exists():
        raise ValidationError({"email": _("This address has already been invited.")})


@transaction.atomic
def invite(company: Company, *, email: str, role: str, by: User | None, language: str = "") -> Invitation:
    """Offer a place by mail. An older invitation of the same address that nobody used in time makes room.

    The company is told at once of a representative whom staff invites. Nobody invites (`by`) whom a decision
    of all has admitted, in the language they have applied in.
    """
    email = email.strip().lower()
    company = lock_company(company)
    check_invitation(company, email=email, by=by)
    is_by_staff = by is not None and not represents(company, by)
    unused = company.invitations.filter(
        email__iexact=email, accepted_at__isnull=True, withdrawn_at__isnull=True
    )
    unused.update(withdrawn_at=Now())
    until = timezone.now() + timedelta(days=settings.INVITATION_DAYS)
    invitation = Invitation(company=company, email=email, role=role, invited_by=by, expires_at=until)
    invitation.is_by_staff = is_by_staff
    invitation.full_clean(exclude=() if by else ("invited_by",))
    invitation.save()
    send_invitation(invitation, language)
    if is_by_staff and role == Membership.Role.REPRESENTATIVE:
        send_representative_invited(invitation, [one.user for one in representatives_of(company)])
    return invitation


@transaction.atomic
def invite_all(company: Company, *, emails: Iterable[str], role: str, by: User) -> list[tuple[str, str]]:
    """Each address with why it was not invited; empty where it was. One that is refused stops no other."""
    outcomes = []
    for email in emails:
        try:
            invite(company, email=email, role=role, by=by)
        except ValidationError as error:
            outcomes.append((email, " ".join(error.messages)))
        else:
            outcomes.append((email, ""))
    return outcomes


@transaction.atomic
def note_undelivered_mail(mail: QueuedMail) -> None:
    """A mail to this address was given up: whoever has invited it is told, once."""
    refused = Invitation.objects.open().filter(email__iexact=mail.to, undelivered_at__isnull=True)
    for invitation in refused.select_related("company", "invited_by"):
        is_first = refused.filter(pk=invitation.pk).update(undelivered_at=Now())
        if is_first and invitation.invited_by:
            send_invitation_undelivered(invitation, invitation.invited_by)


@transaction.atomic
def withdraw_invitation(invitation: Invitation) -> bool:
    """Make the link useless. False if it was no longer open, which changes nothing."""
    return bool(Invitation.objects.open().filter(pk=invitation.pk).update(withdrawn_at=Now()))


@transaction.atomic
def accept_invitation(invitation: Invitation, *, user: User) -> Membership:
    """Give the place to whoever holds the link, with whichever account is theirs.

    The invitation is used up first: used twice, it gives one.
    """
    company = lock_company(invitation.company)
    if has_left(company):
        raise ValidationError(_("This company is no longer a member."))
    is_member = company.memberships.unended().filter(user=user).exists()
    if is_member and invitation.email.lower() not in user.all_addresses():
        raise ValidationError(_("You already belong to this company: this invitation is for someone else."))
    if invitation.is_by_staff and invitation.invited_by:
        ensure_not_own(invitation.invited_by, user.all_addresses())
    if not Invitation.objects.open().filter(pk=invitation.pk).update(accepted_at=Now()):
        raise ValidationError(_("This invitation is no longer open."))
    membership, is_new = Membership.objects.get_or_create(user=user, company=company, ended_on=None)
    if invitation.role == Membership.Role.REPRESENTATIVE and not membership.is_representative:
        make_representative(
            membership,
            by=invitation.invited_by,
            is_by_staff=invitation.is_by_staff,
            role_before="" if is_new else membership.role,
        )
    if invitation.invited_by:
        send_invitation_accepted(membership, invitation.invited_by)
    return membership


def _ensure_representative_remains(company: Company, *, without: Membership) -> None:
    """A member company always has somebody who can vote for it."""
    if has_left(company):
        return
    others = company.memberships.representatives().filter(ended_on__isnull=True, user__is_active=True)
    if not others.exclude(pk=without.pk).exists():
        raise ValidationError(
            _("A company keeps at least one representative: make someone else a representative first.")
        )


@transaction.atomic
def end_membership(membership: Membership, *, by: User, reason: str = "") -> bool:
    """End a place from today; the company itself keeps its last representative. False if it has ended.

    A coordinator, who does not represent the company, gives a reason (`end_place_by_staff`).
    """
    company = lock_company(membership.company)
    membership = Membership.objects.select_related("user", "company").get(pk=membership.pk)
    if membership.ended_on is not None and membership.ended_on <= timezone.localdate():
        return False
    if by != membership.user and not represents(company, by):
        return end_place_by_staff(membership, by=by, reason=reason)
    ending = membership.place_changes.waiting().filter(kind=PlaceChange.Kind.ENDED).first()
    if ending and by == membership.user:
        confirm_change(ending, mine=membership)
        return True
    if membership.is_representative:
        _ensure_representative_remains(company, without=membership)
    settle_waiting(membership, PlaceChange.State.REFUSED, by=by)
    membership.ended_on = max(timezone.localdate(), membership.started_on)
    membership.save(update_fields=["ended_on"])
    if by != membership.user:
        send_membership_ended(membership, by)
    return True


@transaction.atomic
def change_role(membership: Membership, *, role: str, by: User) -> Membership:
    """Make a collaborator a representative or the other way round; refused for the last representative.

    A representative whom a coordinator makes may have to wait (`make_representative`).
    """
    company = lock_company(membership.company)
    membership = Membership.objects.select_related("user", "company").get(pk=membership.pk)
    if role not in Membership.Role.values:
        raise ValidationError(_("There is no such role."))
    is_by_staff = not represents(company, by)
    if role == Membership.Role.REPRESENTATIVE:
        if membership.role == role and (is_by_staff or membership.represents_from is None):
            return membership
        return make_representative(membership, by=by, is_by_staff=is_by_staff, role_before=membership.role)
    if is_by_staff:
        raise ValidationError(_("Only a representative of the company can make someone a collaborator."))
    if membership.is_representative:
        _ensure_representative_remains(company, without=membership)
    settle_waiting(membership, PlaceChange.State.REFUSED, by=by)
    membership.role, membership.represents_from = Membership.Role.COLLABORATOR, None
    membership.save(update_fields=["role", "represents_from"])
    return membership
