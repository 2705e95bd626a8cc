"""What a link opens, and who may make one. Nothing here reads the database but places of the person."""

from django.utils import timezone

from members.companies.rules import has_left
from multifactory.portal.calendars.models import CalendarLink
from spaces.building.models import Space

Kind = CalendarLink.Kind


def is_opening(link: CalendarLink) -> bool:
    """Whether a link that was not revoked opens anything today; of many rows: with `with_maker_inside()`.

    A person's own, and a space's, are theirs while they have a place here. A company's goes on without the
    one who made it: its other people see it, and revoke it.
    """
    if link.company is not None:
        return link.company.joined_on <= timezone.localdate() and not has_left(link.company)
    if link.space is not None and not is_shown(link.space):
        return False
    return link.is_door or is_of_insider(link)


def is_of_insider(link: CalendarLink) -> bool:
    maker = link.made_by
    return maker is not None and maker.is_active and (link.is_maker_inside or maker.is_appointed)


def is_shown(space: Space) -> bool:
    """A space that can be booked and is in use today."""
    today = timezone.localdate()
    has_begun = space.valid_from is None or space.valid_from <= today
    return space.is_bookable and has_begun and (space.valid_to is None or space.valid_to > today)


def has_maker_left(link: CalendarLink) -> bool:
    """Whether who made a company's link is no longer in it, or uses the portal no more."""
    if link.company is None:
        return False
    return link.made_by is None or not (link.made_by.is_active and link.is_maker_in_company)
