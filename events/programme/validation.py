"""Who may do what to an event, and what is wrong with one, as the database stands."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from events.programme.models import Event, EventQuerySet
from events.programme.parts import EventHost, Programme
from events.programme.transitions import PUBLISH, RETURN, SUBMIT, TRANSITIONS, Transition
from members.companies.models import Company, CompanyQuerySet
from members.people.models import Membership, User
from spaces.allocations.models import Allocation
from spaces.building.models import Space

Person = User | AnonymousUser


def the_programme() -> Programme:
    return Programme.objects.filter(pk=1).first() or Programme(pk=1)


def represented_companies(user: Person) -> CompanyQuerySet:
    """Those the person acts for today."""
    if not isinstance(user, User):
        return Company.objects.none()
    return Company.objects.filter(pk__in=user.memberships.current().representatives().values("company"))


def events_seen_by(user: Person, *, is_member: bool) -> EventQuerySet:
    """What is shown; drafts too to companies that make them or are asked to, and to coordinators."""
    if not isinstance(user, User):
        return Event.objects.visible_to(is_member)
    if user.is_coordinator:
        return Event.objects.all()
    mine = EventHost.objects.exclude(state=EventHost.State.DECLINED).filter(
        company__in=user.memberships.current().values("company")
    )
    return Event.objects.visible_to(is_member) | Event.objects.filter(pk__in=mine.values("event"))


def can_edit_event(user: Person, event: Event) -> bool:
    """Representatives of a confirmed host, and coordinators."""
    if not isinstance(user, User):
        return False
    hosts = event.hosts.confirmed().filter(company__in=represented_companies(user))
    return user.is_coordinator or hosts.exists()


def can_write_event(user: Person, places: Iterable[Membership]) -> bool:
    """Start a new one: who represents a company in one of their places, and coordinators."""
    if not isinstance(user, User):
        return False
    return user.is_coordinator or any(place.is_representative for place in places)


def can_answer(user: Person, host: EventHost) -> bool:
    """A company answers for itself."""
    return represented_companies(user).filter(pk=host.company_id).exists()


def can_change_state(user: Person, event: Event, transition: Transition) -> bool:
    """Hosts publish where the back-office says so; returning is for who looks at what is submitted."""
    if not can_edit_event(user, event):
        return False
    if isinstance(user, User) and user.is_coordinator:
        return True
    if transition == PUBLISH:
        return the_programme().hosts_publish and not event.is_common
    return transition != RETURN


def transitions_for(user: Person, event: Event) -> list[Transition]:
    """What can be done to it now by this person. Who publishes it has nobody to submit it to."""
    found = [
        one for one in TRANSITIONS.values() if one.is_possible(event) and can_change_state(user, event, one)
    ]
    return [one for one in found if one != SUBMIT or PUBLISH not in found]


def check_ready(event: Event) -> None:
    """Raise what an event lacks to be submitted or published: a place, and somebody who answers for it."""
    if not event.where:
        raise ValidationError(_("Choose a space or enter a location before publishing."), code="place")
    check_hosts(event)
    check_unit(event)


def check_hosts(event: Event) -> None:
    """Raise where nobody answers for it: neither a confirmed host nor the whole community."""
    if not event.is_common and not event.hosts.confirmed().exists():
        raise ValidationError(
            _("Choose an organiser, or tick “organised by the whole community”."), code="organisers"
        )


def check_unit(event: Event) -> None:
    """In a private unit takes place what its holder makes."""
    space = event.space
    if space is None or space.kind != Space.Kind.UNIT:
        return
    first, last = timezone.localdate(event.starts_at), timezone.localdate(event.ends_at)
    hosts = event.hosts.confirmed().values("company")
    held = Allocation.objects.on(first).filter(unit=space, company__in=hosts)
    if not held.exists() or not Allocation.objects.on(last).filter(unit=space, company__in=hosts).exists():
        text = _("%(space)s is a private unit: the company it is allocated to must be one of the hosts.")
        raise ValidationError({"space": text % {"space": space}})
