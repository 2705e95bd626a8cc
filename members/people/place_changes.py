"""Coordinators change who represents a company: the company is told at once, and answers.

Being staff gives no vote and no way to one. Whoever represents the company is no staff here, whatever else
they are; whoever does not is, by whichever page they act.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from members.companies.models import Company
from members.companies.rules import has_left
from members.companies.services import lock_company
from members.people import emails
from members.people.models import Membership, MembershipQuerySet, User
from members.people.place_models import HAD_ONE_WITHIN, TIME_TO_OBJECT, PlaceChange
from members.people.rules import can_confirm_change, can_object_to_change, is_same_mailbox

Kind, State = PlaceChange.Kind, PlaceChange.State


def representatives_of(company: Company) -> MembershipQuerySet:
    """Who can vote for it today, and log in to do so."""
    in_force = Membership.objects.current().representatives()
    return in_force.filter(company=company, user__is_active=True).select_related("user", "company")


def represents(company: Company, user: User) -> bool:
    return representatives_of(company).filter(user=user).exists()


def ensure_not_own(by: User, addresses: set[str]) -> None:
    """No coordinator gives a place to themselves, at whatever address."""
    own = by.all_addresses()
    if any(is_same_mailbox(one, other) for one in own for other in addresses):
        text = _(
            "You cannot add yourself to a company. Ask one of its representatives, or another coordinator."
        )
        raise ValidationError(text, code="own_account")


def _witnesses(company: Company, *, without: Membership) -> list[User]:
    """Who answers for the company: its representatives; without any, those of the last 30 days, who may not
    be able to log in."""
    others = company.memberships.representatives().exclude(pk=without.pk).select_related("user")
    now = [one.user for one in others.current() if one.user.is_active]
    if now:
        return now
    since = timezone.localdate() - HAD_ONE_WITHIN
    return [one.user for one in others.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=since))]


@transaction.atomic
def make_representative(
    membership: Membership, *, by: User | None, is_by_staff: bool, role_before: str = ""
) -> Membership:
    """Give a person a place as representative. The caller holds the company's row.

    One that staff gives waits for seven days where the company has, or lately had, representatives: one of
    them confirms it or objects. Where it has none it is in force at once, for rounds opened from now on.
    """
    settle_waiting(membership, State.REFUSED if is_by_staff else State.CONFIRMED, by=by)
    membership.role = Membership.Role.REPRESENTATIVE
    if not is_by_staff:
        membership.represents_from = None
        membership.save(update_fields=["role", "represents_from"])
        return membership
    if by:
        ensure_not_own(by, membership.user.all_addresses())
    witnesses, now = _witnesses(membership.company, without=membership), timezone.now()
    membership.represents_from = now + TIME_TO_OBJECT if witnesses else now
    membership.save(update_fields=["role", "represents_from"])
    change = PlaceChange.objects.create(
        membership=membership,
        kind=Kind.GIVEN,
        state=State.WAITING if witnesses else State.AT_ONCE,
        role_before=role_before,
        made_by=by,
        made_at=now,
        due_at=membership.represents_from,
    )
    emails.send_place_given(change, witnesses)
    return membership


def settle_waiting(membership: Membership, state: PlaceChange.State, *, by: User | None) -> None:
    """What still waits about this place is answered by what is done now."""
    earlier = membership.place_changes.filter(state=State.WAITING)
    earlier.due().update(state=State.PASSED)
    earlier.update(state=state, answered_by=by, answered_at=timezone.now())


@transaction.atomic
def end_place_by_staff(membership: Membership, *, by: User, reason: str) -> bool:
    """End a place for a reason that everybody in the company reads. False if it ends already.

    The last representative keeps it for seven days, unless they agree, so that the company can name another.
    The caller holds the company's row.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise ValidationError({"reason": _("Write the reason: everyone in the company will read it.")})
    if membership.ended_on is not None:
        return False
    others = representatives_of(membership.company).filter(ended_on__isnull=True).exclude(pk=membership.pk)
    can_vote = membership.is_representative and membership.user.is_active and not has_left(membership.company)
    is_last = can_vote and not others.exists()
    now, today = timezone.now(), timezone.localdate()
    settle_waiting(membership, State.REFUSED, by=by)
    people = [one.user for one in membership.company.memberships.current().select_related("user")]
    if membership.user not in people:
        people.append(membership.user)
    membership.ended_on = max(today + TIME_TO_OBJECT if is_last else today, membership.started_on)
    membership.save(update_fields=["ended_on"])
    change = PlaceChange.objects.create(
        membership=membership,
        kind=Kind.ENDED,
        state=State.WAITING if is_last else State.AT_ONCE,
        role_before=membership.role,
        reason=reason[: PlaceChange._meta.get_field("reason").max_length],
        made_by=by,
        made_at=now,
        due_at=now + TIME_TO_OBJECT if is_last else now,
    )
    emails.send_place_ended(change, people)
    return True


def _lock_waiting(change: PlaceChange) -> PlaceChange:
    """The change as it is now, its company's row locked; refused once it is answered or past its day."""
    lock_company(change.membership.company)
    change = PlaceChange.objects.select_related("membership__user", "membership__company", "made_by").get(
        pk=change.pk
    )
    if not change.is_waiting:
        raise ValidationError(_("This no longer needs an answer: %(state)s.") % {"state": change.outcome})
    return change


@transaction.atomic
def confirm_change(change: PlaceChange, *, mine: Membership | None) -> PlaceChange:
    """Another representative confirms a new one; the last one agrees to go at once."""
    change = _lock_waiting(change)
    if mine is None or not can_confirm_change(mine, change):
        raise ValidationError(_("Only another representative of the company can confirm this."))
    membership = change.membership
    if change.kind == Kind.GIVEN:
        membership.represents_from = None
    else:
        membership.ended_on = max(timezone.localdate(), membership.started_on)
    membership.save(update_fields=["represents_from", "ended_on"])
    return _answer(change, State.CONFIRMED, by=mine.user)


@transaction.atomic
def object_to_change(change: PlaceChange, *, mine: Membership | None) -> PlaceChange:
    """A new representative is none then; an ending is taken back. `mine` None: by the link in the mail."""
    change = _lock_waiting(change)
    if not can_object_to_change(mine, change):
        raise ValidationError(_("Only another representative of the company can object."))
    membership = change.membership
    if change.kind == Kind.ENDED:
        membership.ended_on = None
    elif change.role_before == Membership.Role.COLLABORATOR:
        membership.role, membership.represents_from = Membership.Role.COLLABORATOR, None
    else:
        membership.ended_on = max(timezone.localdate(), membership.started_on)
    membership.save(update_fields=["role", "represents_from", "ended_on"])
    return _answer(change, State.REFUSED, by=mine.user if mine else None)


def _answer(change: PlaceChange, state: PlaceChange.State, *, by: User | None) -> PlaceChange:
    change.state, change.answered_by, change.answered_at = state, by, timezone.now()
    change.save(update_fields=["state", "answered_by", "answered_at"])
    emails.send_place_answered(change)
    return change


def settle_due_changes() -> int:
    """Note what came true by the clock and tell the company of its new representatives. Told once."""
    done = 0
    for change in PlaceChange.objects.due().select_related("membership__company", "membership__user"):
        with transaction.atomic():
            lock_company(change.membership.company)
            if not PlaceChange.objects.due().filter(pk=change.pk).update(state=State.PASSED):
                continue
            done += 1
            if change.kind == Kind.GIVEN:
                witnesses = _witnesses(change.membership.company, without=change.membership)
                emails.send_place_in_force(change, witnesses)
    return done


def answers_to(change: PlaceChange, mine: Membership | None) -> tuple[PlaceChange, bool, bool]:
    """The change, whether this person may confirm it, and whether they may object."""
    if mine is None:
        return change, False, False
    return change, can_confirm_change(mine, change), can_object_to_change(mine, change)


def waiting_changes(mine: Membership) -> list[tuple[PlaceChange, bool, bool]]:
    """What waits for an answer of the company this person acts for."""
    return [answers_to(change, mine) for change in PlaceChange.objects.of_company(mine.company).waiting()]


def ensure_contact_may_change(company: Company, *, by: User) -> None:
    """While the company is being asked, staff does not change where it is asked."""
    is_asked = PlaceChange.objects.waiting().filter(membership__company=company).exists()
    if is_asked and not represents(company, by):
        text = _(
            "A change of who represents this company waits for its answer:"
            " until then only the company itself can change its e-mail address."
        )
        raise ValidationError(text, code="waiting")


def tell_contact_changed(company: Company, *, former_email: str, by: User) -> None:
    """The former address and the representatives read that staff has changed where the company is asked."""
    if former_email and not represents(company, by):
        people = [one.user for one in representatives_of(company)]
        emails.send_contact_changed(company, people, former_email=former_email, by=by)


@transaction.atomic
def deactivate_account(user: User, *, by: User, reason: str) -> None:
    """Nobody logs in any more. The places stay; their companies are told, and each keeps a representative."""
    reason = " ".join(reason.split())
    places = list(user.memberships.current().select_related("company", "user").order_by("company_id"))
    for place in places:
        lock_company(place.company)
    check_deactivation(user, reason=reason)
    User.objects.filter(pk=user.pk).update(is_active=False)
    now = timezone.now()
    for place in places:
        people = [one.user for one in place.company.memberships.current().select_related("user")]
        change = PlaceChange.objects.create(
            membership=place,
            kind=Kind.CLOSED,
            state=State.AT_ONCE,
            role_before=place.role,
            reason=reason,
            made_by=by,
            made_at=now,
            due_at=now,
        )
        emails.send_place_ended(change, people)


def check_deactivation(user: User, *, reason: str) -> None:
    places = user.memberships.current().select_related("company")
    if not reason.strip() and places:
        raise ValidationError({"reason": _("Write the reason: everyone in the company will read it.")})
    for place in places:
        if place.is_representative and not representatives_of(place.company).exclude(user=user).exists():
            text = _(
                "%(company)s has no other representative: end the membership first, which takes seven days."
            )
            raise ValidationError({"is_active": text % {"company": place.company}})


@transaction.atomic
def reactivate_account(user: User, *, by: User) -> None:
    """The person logs in again. A place as representative they still have is given anew, by staff."""
    for place in user.memberships.unended().select_related("company", "user").order_by("company_id"):
        lock_company(place.company)
        if place.role == Membership.Role.REPRESENTATIVE:
            make_representative(place, by=by, is_by_staff=True, role_before=place.role)
    User.objects.filter(pk=user.pk).update(is_active=True)
