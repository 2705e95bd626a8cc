"""Who may book what, and what is wrong with a booking, as the database stands."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from members.companies.models import Company
from members.people.models import Membership, User
from spaces.bookings.models import Booking, Claim
from spaces.bookings.rules import (
    POLICY_KINDS,
    Fault,
    Kind,
    PolicyTerms,
    cancel_hours,
    certificate_faults,
    company_faults,
    explain_conflict,
    is_too_late_to_cancel,
    policy_faults,
    quota_faults,
    slot_faults,
)
from spaces.bookings.terms import certificates_of, quota_use, terms_of
from spaces.building.formats import format_period
from spaces.building.models import Space
from spaces.building.rules import existence_fault
from spaces.hooks import Holder, block_sources, booking_bars, who_holds_booking
from spaces.policies.rules import certified_on

CONFLICTS_NAMED = 3


def can_book_for(user: User, company: Company | None) -> bool:
    """People of the company; for the community, coordinators."""
    if company is None:
        return user.is_coordinator
    return user.memberships.current().filter(company=company).exists()


def can_cancel(user: User, booking: Booking) -> bool:
    """People of the company that booked, and coordinators."""
    return user.is_coordinator or can_book_for(user, booking.company)


def check_booker(by: User, company: Company | None, override_reason: str, *, is_change: bool = False) -> None:
    """Raise where this person cannot book so: for others, or over the rules. Coordinators change all."""
    if not can_book_for(by, company) and not (is_change and by.is_coordinator):
        if company is None:
            raise ValidationError(_("Only coordinators book for the community."))
        raise ValidationError(_("You do not belong to %(company)s.") % {"company": company})
    if override_reason.strip() and not by.is_coordinator:
        raise ValidationError({"override_reason": _("Only coordinators can book outside the rules.")})


def check_operators(company: Company | None, operators: Collection[User]) -> None:
    """Raise who of these is not of the company; for the community, of no company at all."""
    if not operators:
        return
    places = Membership.objects.current().filter(user__in=operators)
    if company is not None:
        places = places.filter(company=company)
    own = set(places.values_list("user", flat=True))
    if strangers := sorted(str(person) for person in operators if person.pk not in own):
        text = (
            _("%(person)s does not belong to %(company)s.") if company else _("%(person)s is in no company.")
        )
        raise ValidationError({"operators": text % {"person": strangers[0], "company": company}})


def check_certificates(space: Space, starts_at: datetime, operators: Collection[User]) -> None:
    """Raise where too few of these have the certificate that the space asks for."""
    if faults := _certificate_faults(space, starts_at, operators):
        raise ValidationError({"operators": [fault.text for fault in faults]})


def _certificate_faults(space: Space, starts_at: datetime, operators: Collection[User]) -> list[Fault]:
    if space.policy is None or space.policy.certificate is None:
        return []
    held = certificates_of(space.policy.certificate, operators)
    certified = certified_on(held, operators, timezone.localdate(starts_at))
    return certificate_faults(space.policy, certified, operators)


def refuse_too_late(booking: Booking, by: User, now: datetime) -> None:
    """Raise where only coordinators cancel a booking or move it now, though it has not begun."""
    if not by.is_coordinator and is_too_late_to_cancel(booking, now):
        text = _("It can be cancelled or moved until %(hours)d hours before it begins. Ask a coordinator.")
        raise ValidationError(text % {"hours": cancel_hours(booking)})


def holder_of(booking: Booking) -> Holder | None:
    """What the booking serves, where it is changed only with it: an event."""
    return next((holder for find in who_holds_booking if (holder := find(booking))), None)


def refuse_changed(booking: Booking, seen: datetime | None) -> None:
    """Raise where somebody has changed a booking since a person looked at it; who says nothing knows it."""
    if seen is not None and booking.updated_at != seen:
        raise ValidationError(
            _("Someone changed this booking after you opened the page. Check it again."), code="stale"
        )


def refuse_held(booking: Booking) -> None:
    if holder := holder_of(booking):
        text = _("This time is reserved for “%(event)s”: it changes only together with the event.")
        raise ValidationError(text % {"event": holder.label})


def occurrence_faults(
    space: Space,
    starts_at: datetime,
    ends_at: datetime,
    *,
    company: Company | None,
    operators: Collection[User] = (),
    now: datetime | None = None,
    terms: PolicyTerms | None = None,
    besides: Collection[int] = (),
) -> list[Fault]:
    """All that is wrong with a time apart from what is booked then; bookings `besides` count for no quota.

    `terms` spares reading the policy again where many dates are asked about.
    """
    now = now or timezone.now()
    if faults := slot_faults(starts_at, ends_at, now):
        return faults
    if not space.is_bookable or space.policy is None:
        return [Fault(Kind.UNUSABLE, _("This space cannot be booked."), "space")]
    faults = policy_faults(terms or terms_of(space.policy), starts_at, ends_at, now)
    faults += [
        Fault(Kind.UNUSABLE, text, field) for field, text in space_faults(space, starts_at, ends_at).items()
    ]
    faults += company_faults(company, ends_at)
    quota = space.policy.quota
    if quota is not None and company is not None:
        use = quota_use(quota, company, starts_at, ends_at, besides)
        faults += quota_faults(quota, use, starts_at, ends_at)
    return faults + _certificate_faults(space, starts_at, operators)


def check_booking(
    space: Space,
    starts_at: datetime,
    ends_at: datetime,
    now: datetime | None = None,
    *,
    company: Company | None = None,
    operators: Collection[User] = (),
    besides: Collection[int] = (),
    is_overridden: bool = False,
) -> None:
    """Raise what is wrong with a booking apart from others' bookings, beside the field it belongs to.

    Overridden, the rules of the policy do not bind; the space, certificates and others' bookings do.
    """
    faults = occurrence_faults(
        space, starts_at, ends_at, company=company, operators=operators, now=now, besides=besides
    )
    if is_overridden:
        faults = [fault for fault in faults if fault.kind not in POLICY_KINDS]
    by_field: dict[str, list[str]] = {}
    for fault in faults:
        by_field.setdefault(fault.field, []).append(fault.text)
    if by_field:
        raise ValidationError(by_field)


def space_faults(space: Space, starts_at: datetime, ends_at: datetime) -> dict[str, str]:
    """What keeps the space, or one that it takes, from being used in this time."""
    first = timezone.localdate(starts_at)
    day_after = timezone.localdate(ends_at - timedelta(microseconds=1)) + timedelta(days=1)
    parts = [space, *space.takes.exclude(pk=space.pk).order_by("code")]
    for part in parts:
        if fault := existence_fault(part, first, day_after):
            return {"space": fault}
        unusable = part.conditions.meeting(first, day_after).unusable().first()
        if unusable and part == space:
            state = {"state": unusable.get_state_display()}
            return {"space": _("This space is not usable then: %(state)s.") % state}
        if unusable:
            text = _("%(space)s is not usable then: %(state)s.")
            return {"space": text % {"space": part, "state": unusable.get_state_display()}}
    return {}


def is_claimed(space: Space, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether anything holds one of the leaves then, perhaps only until somebody sees that it lapsed."""
    return Claim.objects.meeting(space.leaf_ids(), starts_at, ends_at).exists()


def refuse_taken(
    leaves: list[int],
    starts_at: datetime,
    ends_at: datetime,
    besides: Booking | None = None,
    *,
    cleanup: timedelta = timedelta(0),
) -> None:
    """Raise which bookings stand in the way of a time and of the cleaning after it."""
    if why := why_barred(leaves):
        raise ValidationError(why, code="barred")
    if not Claim.objects.meeting(leaves, starts_at, ends_at + cleanup).exists():
        return  # mostly: nobody has to be named
    refuse_shut(leaves, starts_at, ends_at)
    taken = Booking.objects.occupying(leaves, starts_at, ends_at + cleanup)
    if besides is not None:
        taken = taken.exclude(pk=besides.pk)
    refuse_bookings(taken[:CONFLICTS_NAMED], starts_at, ends_at)


def why_barred(leaves: Collection[int]) -> str:
    """Why nothing new is booked of these leaf spaces now, whenever it is for; empty where it can be."""
    why = next((found for bar in booking_bars if (found := bar(leaves))), "")
    return _("This cannot be booked now. %(why)s") % {"why": why} if why else ""


def refuse_shut(leaves: Collection[int], starts_at: datetime, ends_at: datetime) -> None:
    """Raise why one of these leaf spaces is shut in this time."""
    for block in (
        Claim.objects.meeting(leaves, starts_at, ends_at).filter(booking=None).select_related("space")
    ):
        why = reason_of(block)
        values = {"space": block.space, "when": format_period(block.starts_at, block.ends_at), "why": why}
        raise ValidationError(_("%(space)s is closed: %(when)s. %(why)s") % values, code="overlap")


def reason_of(block: Claim) -> str:
    """What shuts a leaf then: of the sources of blocks, the first that says so. Two queries and theirs."""
    around = [block.space_id, *block.space.taken_by.values_list("pk", flat=True)]
    for source in block_sources:
        for stretch in source(around):
            if stretch.starts_at < block.ends_at and block.starts_at < stretch.ends_at:
                return stretch.why
    return ""


def refuse_bookings(
    bookings: Iterable[Booking], starts_at: datetime | None = None, ends_at: datetime | None = None
) -> None:
    faults = [
        ValidationError(explain_conflict(booking, starts_at, ends_at), code="overlap") for booking in bookings
    ]
    if faults:
        raise ValidationError(faults)
