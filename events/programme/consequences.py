"""What a change of an event does, and who is told of it by mail: said before it is made."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.programme.models import Event
from events.programme.transitions import POSTPONE, PUBLISH, RETURN, SUBMIT, Transition
from multifactory.lib.formats import format_moment


def consequences_of(event: Event, transition: Transition) -> list[str]:
    """Sentences for the page that asks first."""
    if transition == SUBMIT:
        return [_("The coordinators get an e-mail and publish it or return it to you."), *_held(event)]
    if transition == RETURN:
        return [_("The representatives of its hosts read the reason in an e-mail."), *_freed(event)]
    if transition == PUBLISH:
        lines = [_audience(event), *_held(event)]
        return [*lines, told(event)] if event.is_postponed else lines
    if transition == POSTPONE:
        page = _("Its page stays and says that a new date will follow.")
        return [page, told(event), *_freed(event)]
    return [_("Its page stays and says that it is cancelled."), told(event), *_freed(event)]


def told(event: Event) -> str:
    """As many as `services` write to: who has a seat, who waits, who has still to confirm."""
    # Registrations stand above this subject, so their states are named by their values.
    readers = event.registrations.exclude(state__in=["cancelled", "expired"]).exclude(email="").count()
    if not readers:
        return _("Nobody is registered, so no e-mail will be sent.")
    text = ngettext(
        "%(number)d person is registered and will be notified by e-mail.",
        "%(number)d people are registered and will be notified by e-mail.",
        readers,
    )
    return text % {"number": readers}


def _audience(event: Event) -> str:
    if event.is_shown_later and event.published_from:
        return _("It is shown from %(moment)s on.") % {"moment": format_moment(event.published_from)}
    if event.is_internal:
        return _("All members see it at once.")
    return _("Everyone sees it at once, in the programme, the feeds and on the pages of its hosts.")


def _held(event: Event) -> list[str]:
    rooms = ", ".join(str(room.space) for room in event.rooms.select_related("space"))
    return [_("These rooms are reserved: %(rooms)s.") % {"rooms": rooms}] if rooms else []


def _freed(event: Event) -> list[str]:
    rooms = ", ".join(str(room.space) for room in event.rooms.select_related("space").exclude(booking=None))
    return [_("These rooms become free immediately: %(rooms)s.") % {"rooms": rooms}] if rooms else []
