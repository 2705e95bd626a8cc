"""What a bank says was paid in, as CSV: each line a day, an amount, its words, and whom it is from. Pure."""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from multifactory.lib.csv_lines import MOST_FAULTS, line_fault, numbered_lines, read_written_day
from multifactory.lib.numbers import with_point
from multifactory.lib.table_io.cells import same_name
from spaces.costs.sharing.rules import MOST_CENTS

NAMES = {
    "day": ("date", "day", "data", "data contabile", "data operazione", "giorno"),
    "amount": ("amount", "euro", "importo", "accrediti"),
    "words": ("words", "description", "causale", "descrizione"),
    "company": ("company", "azienda", "ordinante"),
}
SPACE = uuid.UUID("6f1e6d0e-2f0f-4d2e-9d52-1c61ac3f6b10")  # of the ids of lines


@dataclass(frozen=True, slots=True)
class BankLine:
    """A line that can be read. `company` is None where none is named and no name stands in the words."""

    number: int
    day: date
    cents: int
    words: str
    company: int | None

    @property
    def request_id(self) -> uuid.UUID:
        """The same line of another download is the same payment."""
        return uuid.uuid5(SPACE, f"{self.day}|{self.cents}|{self.words.casefold()}")


def read_bank_file(text: str, companies: Mapping[int, tuple[str, str]], *, today: date) -> list[BankLine]:
    """What was paid in; what was paid out is left aside. `companies`: slug and name by id.

    ValidationError names each wrong line by its number; then nothing is taken.
    """
    rows = numbered_lines(text)
    columns = _columns(next(rows, (0, []))[1])
    known = _Known.of(companies)
    found: list[BankLine] = []
    faults: list[str] = []
    seen: dict[uuid.UUID, int] = {}
    for number, cells in rows:
        try:
            line = _line(number, _named(cells, columns), known, today)
            if line and line.request_id in seen:
                raise ValueError(_("it is the same as line %(line)s.") % {"line": seen[line.request_id]})
        except ValueError as error:
            faults.append(line_fault(number, error))
            if len(faults) == MOST_FAULTS:
                break
            continue
        if line:
            seen[line.request_id] = number
            found.append(line)
    if faults:
        raise ValidationError(faults)
    return found


def _columns(head: list[str]) -> dict[str, int]:
    names = [cell.casefold() for cell in head]
    columns = {
        column: next(place for place, name in enumerate(names) if name in known)
        for column, known in NAMES.items()
        if any(name in known for name in names)
    }
    if missing := [column for column in ("day", "amount", "words") if column not in columns]:
        text = _("The first line names the columns: date, amount, description, and if you like company.")
        raise ValidationError(f"{text} ({', '.join(missing)})")
    return columns


def _named(cells: list[str], columns: Mapping[str, int]) -> dict[str, str]:
    return {name: cells[place] if place < len(cells) else "" for name, place in columns.items()}


def _line(number: int, cells: Mapping[str, str], known: "_Known", today: date) -> BankLine | None:
    cents = _cents(cells["amount"])
    if cents < 0:
        return None
    day, words = _day(cells["day"], today), " ".join(cells["words"].split())[:200]
    return BankLine(number, day, cents, words, known.company(cells.get("company", ""), words))


def _cents(text: str) -> int:
    try:
        euros = Decimal(with_point(text.replace("€", "")))
    except InvalidOperation:
        raise ValueError(_("“%(text)s” is not an amount.") % {"text": text[:40]}) from None
    if not euros.is_finite() or abs(euros) > MOST_CENTS // 100 or euros * 100 % 1 or not euros:
        raise ValueError(_("“%(text)s” is not an amount.") % {"text": text[:40]})
    return int(euros * 100)


def _day(text: str, today: date) -> date:
    day = read_written_day(text)
    if day and date(2000, 1, 1) <= day <= today:
        return day
    raise ValueError(_("“%(text)s” is not a day in the past.") % {"text": text[:40]})


@dataclass(frozen=True, slots=True)
class _Known:
    """The companies by each of their names, and their names as they may stand within words."""

    by_name: Mapping[str, int]
    within: Mapping[int, str]

    @classmethod
    def of(cls, companies: Mapping[int, tuple[str, str]]) -> "_Known":
        by_name = {same_name(name): pk for pk, names in companies.items() for name in names}
        return cls(by_name, {pk: f" {_plain(name)} " for pk, (_slug, name) in companies.items()})

    def company(self, named: str, words: str) -> int | None:
        """Named in its column, by name or by the last part of its address; else the one whose name stands
        in the words, where it is one."""
        if named:
            if pk := self.by_name.get(same_name(named)):
                return pk
            raise ValueError(_("no company is called “%(name)s”.") % {"name": named[:40]})
        plain = f" {_plain(words)} "
        fits = [pk for pk, name in self.within.items() if name in plain]
        return fits[0] if len(fits) == 1 else None


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
