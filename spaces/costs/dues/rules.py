"""What a company has still to pay: charges, credits and payments, in the order of time. Pure, in cents."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

STEPS = (-5, 0, 15, 60)  # days after the day a quota is due on which its company is reminded
MISSED_DAYS = 5  # a reminder that a standing worker missed still goes out so many days later


@dataclass(frozen=True, slots=True)
class Charge:
    """A quota or what the year's end asks for."""

    due_on: date
    cents: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """A payment, or what the year's end gives back."""

    day: date
    cents: int


@dataclass(frozen=True, slots=True)
class Credited:
    """Usable from a day until a last day, or without end."""

    day: date
    cents: int
    until: date | None = None


@dataclass(slots=True)
class ChargeState:
    """How much of a charge is settled, and by what."""

    charge: Charge
    by_credit: int = 0
    by_payment: int = 0

    @property
    def open(self) -> int:
        return self.charge.cents - self.by_credit - self.by_payment


@dataclass(slots=True)
class _Pot:
    left: int
    until: date | None = None


@dataclass(slots=True)
class Account:
    """A company's account on a day: each charge that has fallen due, and what was paid and not used."""

    charges: list[ChargeState] = field(default_factory=list)
    paid_ahead: int = 0
    credit_left: int = 0
    credit_lapsed: int = 0

    @property
    def open(self) -> int:
        return sum(state.open for state in self.charges)

    @property
    def oldest_open(self) -> date | None:
        """The day since which something is to be paid."""
        return next((state.charge.due_on for state in self.charges if state.open), None)

    def days_late(self, day: date) -> int:
        return (day - self.oldest_open).days if self.oldest_open else 0


def settle(
    charges: Iterable[Charge],
    received: Iterable[Received] = (),
    credited: Iterable[Credited] = (),
    *,
    until: date,
) -> Account:
    """As the account stands at the end of a day.

    A charge that falls due uses credits first, the one that ends first before the others, then what was paid
    ahead. A payment or a credit that comes settles what was due first; what is left of it waits.
    """
    events: list[tuple[date, int, int, Charge | Received | Credited]] = [
        *((one.day, 0, place, one) for place, one in enumerate(credited)),
        *((one.day, 1, place, one) for place, one in enumerate(received)),
        *((one.due_on, 2, place, one) for place, one in enumerate(charges)),
    ]
    account, pots = Account(), []
    for day, _kind, _place, one in sorted(events, key=lambda event: event[:3]):
        if day > until:
            break
        if isinstance(one, Charge):
            account.charges.append(ChargeState(one))
        elif isinstance(one, Credited):
            pots.append(_Pot(one.cents, one.until))
            pots.sort(key=lambda pot: pot.until or date.max)
        else:
            account.paid_ahead += one.cents
        _settle_open(account, pots, day)
    account.credit_left = sum(pot.left for pot in pots if pot.until is None or pot.until >= until)
    account.credit_lapsed = sum(pot.left for pot in pots) - account.credit_left
    return account


def _settle_open(account: Account, pots: Sequence[_Pot], day: date) -> None:
    for state in account.charges:
        for pot in pots:
            if pot.until is None or pot.until >= day:
                used = min(pot.left, state.open)
                pot.left -= used
                state.by_credit += used
        used = min(account.paid_ahead, state.open)
        account.paid_ahead -= used
        state.by_payment += used


def due_step(due_on: date, today: date) -> int | None:
    """The reminder whose turn it is: the last that was reached, unless that is too long ago."""
    reached = [step for step in STEPS if (today - due_on).days >= step]
    if not reached or (today - due_on).days - reached[-1] > MISSED_DAYS:
        return None
    return reached[-1]
