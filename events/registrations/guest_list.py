"""Who comes to an event, for its hosts: the list, its figures, the download."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Prefetch, Q, Subquery, Sum
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.programme.models import Event
from events.programme.querysets import EventQuerySet
from events.registrations.door_models import GuestListDownload
from events.registrations.models import Registration, RegistrationQuerySet
from events.registrations.question_models import Answer
from events.registrations.rules import are_seats_released
from members.people.models import User
from multifactory.lib.csv import csv_response
from multifactory.lib.text.search import searchable

State = Registration.State
_ANSWERS = Prefetch("answers", Answer.objects.select_related("question"))
# The lists of the page, in order, with the states on each.
LISTS = {
    "confirmed": (_("Have a seat"), (State.CONFIRMED,)),
    "waiting": (_("Waiting"), (State.WAITING, State.OFFERED)),
    "open": (_("To be confirmed"), (State.HELD, State.UNCONFIRMED)),
    "over": (_("Cancelled or expired"), (State.CANCELLED, State.EXPIRED)),
}


@dataclass(frozen=True)
class GuestFigures:
    """People, not registrations, but for the counts by state."""

    capacity: int | None
    used: int
    confirmed: int
    waiting: int
    offered: int
    held: int
    came: int
    walk_ins: int
    rows: dict[str, int]

    @property
    def free(self) -> int | None:
        return None if self.capacity is None else max(0, self.capacity - self.used)


def guest_figures(event: Event) -> GuestFigures:
    """One query."""
    now = timezone.now()
    counts = {
        f"rows_{key}": Count("pk", filter=Q(state__in=states)) for key, (_label, states) in LISTS.items()
    }
    found = event.registrations.aggregate(
        confirmed=Sum("party", filter=Q(state=State.CONFIRMED)),
        waiting=Sum("party", filter=Q(state=State.WAITING)),
        offered=Sum("party", filter=Q(state=State.OFFERED, offered_until__gt=now)),
        held=Sum("party", filter=Q(state=State.HELD, held_until__gt=now)),
        came=Sum("checked_in_party"),
        walk_ins=Sum("checked_in_party", filter=Q(is_walk_in=True)),
        **counts,
    )
    people = {name: value or 0 for name, value in found.items() if not name.startswith("rows_")}
    seated = people["came"] if are_seats_released(event, now) else people["confirmed"]
    used = seated + people["offered"] + people["held"]
    rows = {key: found[f"rows_{key}"] for key in LISTS}
    return GuestFigures(capacity=event.capacity, used=used, rows=rows, **people)


def guests_of(event: Event, which: str) -> RegistrationQuerySet:
    """One of the lists; those who wait in the order of their queue, the others by name."""
    order = ("queued_at", "id") if which == "waiting" else ("name", "id")
    guests = Registration.objects.filter(event=event, state__in=LISTS[which][1]).order_by(*order)
    return guests.prefetch_related(_ANSWERS)


def guests_found(event: Event, words: str) -> list[Registration]:
    """Whose name holds all the words, whatever the case and the accents."""
    wanted = searchable(words).split()
    if not wanted:
        return []
    guests = Registration.objects.filter(event=event, erased_at=None).order_by("name", "id")
    return [one for one in guests if all(word in searchable(one.name) for word in wanted)]


def with_downloads(events: EventQuerySet) -> EventQuerySet:
    """Adds how often the list was downloaded, and who did it last and when."""
    downloads = GuestListDownload.objects.filter(event=OuterRef("pk")).order_by("-at")
    number = downloads.order_by().values("event").annotate(number=Count("pk")).values("number")
    return events.annotate(
        downloaded=Subquery(number),
        downloaded_at=Subquery(downloads.values("at")[:1]),
        downloaded_by=Subquery(downloads.values("by__name")[:1]),
    )


def guests_csv(event: Event, *, by: User) -> HttpResponse:
    """All registrations with the answers, as a download that is noted."""
    language = get_language() or "en"
    questions = list(event.questions.all())
    header = [
        *(_("Name"), _("E-mail address"), _("People"), _("State"), _("Code"), _("Registered on")),
        *(_("Checked in"), _("People checked in")),
        *(question.label(language) for question in questions),
    ]
    rows = []
    guests = Registration.objects.filter(event=event).order_by("name", "id")
    for guest in guests.prefetch_related(_ANSWERS):
        answers = {answer.question_id: answer.in_words(language) for answer in guest.answers.all()}
        came = (
            timezone.localtime(guest.checked_in_at).strftime("%Y-%m-%d %H:%M") if guest.checked_in_at else ""
        )
        rows.append(
            [
                *(guest.name, guest.email, guest.party, guest.get_state_display(), guest.code),
                timezone.localtime(guest.created_at).strftime("%Y-%m-%d %H:%M"),
                *(came, guest.checked_in_party),
                *(answers.get(question.pk, "") for question in questions),
            ]
        )
    GuestListDownload.objects.create(event=event, by=by, rows=len(rows))
    return csv_response("guests.csv", header, rows)
