"""Who comes to the sample events: seats taken, a queue with an offer, questions answered, people checked in.

The names are invented, and their addresses lead nowhere.
"""

import itertools
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256

from django.utils import timezone

from events.programme.models import Event
from events.registrations.codes import ALPHABET, CODE_LENGTH
from events.registrations.models import Registration
from events.registrations.question_models import Answer, EventQuestion
from multifactory.demo.sample.data import slug_of

State = Registration.State
LARGEST_PARTY = 4
PARTIES = (1, 2, 1, 1, 3, 1, 2, 1)
STAY_AWAY = 9  # of so many people with a seat, one does not come

GUESTS = (
    *(
        "Giulia Marchetti",
        "Paolo Benassi",
        "Elena Rizzi",
        "Davide Colombo",
        "Francesca Lodi",
        "Marco Zanetti",
    ),
    *("Silvia Prandi", "Luca Ferrari", "Chiara Bonomi", "Andrea Sala", "Martina Gatti", "Stefano Villa"),
    *(
        "Ilaria Moretti",
        "Roberto Negri",
        "Valentina Corti",
        "Giorgio Belloni",
        "Paola Brambilla",
        "Simone Riva",
    ),
    *("Laura Castelli", "Fabio Mantovani", "Alice Pedrini", "Matteo Ghisi", "Irene Salvi", "Nicola Tosi"),
)


def load_guests(event: Event, number: int) -> None:
    """So many seats taken; with more than the event has, or as many, others wait for one."""
    if not number:
        return
    Event.objects.filter(pk=event.pk).update(max_party=LARGEST_PARTY)
    people = _people(event)
    guests = list(_confirmed(people, number))
    is_full = event.capacity is not None and number >= event.capacity
    if is_full and event.state == Event.State.PUBLISHED and not event.has_started:
        guests[-1].state, guests[-1].confirmed_at = State.OFFERED, None
        guests[-1].queued_at = timezone.now() - timedelta(days=3)
        guests[-1].offered_until = timezone.now() + timedelta(hours=20)
        guests += _queue(people)
        _ask(event)
    if event.is_over and event.state == Event.State.PUBLISHED:
        _check_in(event, guests)
        guests.append(_walk_in(event, people))
    Registration.objects.bulk_create(guests)
    _answer(event)


def _people(event: Event) -> Iterator[Registration]:
    """One after the other, each with a code of their own."""
    for position, name in enumerate(itertools.cycle(GUESTS)):
        digest = sha256(f"{event.pk}.{position}".encode()).digest()
        code = "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:CODE_LENGTH])
        yield Registration(
            event=event,
            name=name,
            email=f"{slug_of(name).replace('-', '.')}.{position}@example.org",
            code=code,
            created_at=min(timezone.now(), event.starts_at) - timedelta(days=6, minutes=37 * position),
        )


def _confirmed(people: Iterator[Registration], seats: int) -> Iterator[Registration]:
    for party, guest in zip(itertools.cycle(PARTIES), people, strict=False):
        guest.party = min(party, seats)
        guest.confirmed_at = guest.created_at + timedelta(minutes=4)
        seats -= guest.party
        yield guest
        if not seats:
            return


def _queue(people: Iterator[Registration]) -> list[Registration]:
    """A group that others may pass, and two people alone."""
    queue = list(itertools.islice(people, 3))
    for hours, guest, party in zip((50, 31, 6), queue, (3, 1, 2), strict=True):
        guest.party, guest.state = party, State.WAITING
        guest.created_at = guest.queued_at = timezone.now() - timedelta(hours=hours)
    return queue


def _check_in(event: Event, guests: list[Registration]) -> None:
    for position, guest in enumerate(guests):
        if position % STAY_AWAY != STAY_AWAY - 1:
            guest.checked_in_at = _came(event, position)
            guest.checked_in_party = guest.party


def _walk_in(event: Event, people: Iterator[Registration]) -> Registration:
    guest = next(people)
    guest.email, guest.is_walk_in, guest.party = "", True, 1
    guest.created_at = guest.confirmed_at = guest.checked_in_at = _came(event, 20)
    guest.checked_in_party = 1
    return guest


def _came(event: Event, position: int) -> datetime:
    return event.starts_at + timedelta(minutes=position % 25 - 12)


def _ask(event: Event) -> None:
    EventQuestion.objects.create(
        event=event,
        position=1,
        kind=EventQuestion.Kind.CHOICE,
        label_it="Hai già lavorato con questo materiale?",
        label_en="Have you worked with this material before?",
        options_it="Mai\nQualche volta\nSpesso",
        options_en="Never\nSometimes\nOften",
        purpose="to form the groups",
    )
    EventQuestion.objects.create(
        event=event,
        position=2,
        kind=EventQuestion.Kind.YES_NO,
        label_it="Vieni in bicicletta?",
        label_en="Do you come by bicycle?",
        purpose="to open the bicycle shed",
        days_kept=1,
    )


def _answer(event: Event) -> None:
    guests = event.registrations.confirmed()[:6]
    Answer.objects.bulk_create(
        Answer(registration=guest, question=question, text=text)
        for question, texts in zip(event.questions.all(), ("123", ("yes", "no")), strict=False)
        for guest, text in zip(guests, itertools.cycle(texts), strict=False)
    )
