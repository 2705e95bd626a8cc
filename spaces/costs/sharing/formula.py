"""Every figure says itself: "€ 10,000.00 × 21.00 m² × 365 days ÷ 620,500 m²·days = 123.529… → 123.53"."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from multifactory.lib.formats import format_euro, format_thousandths
from spaces.costs.sharing.models import SharingRule

Key = SharingRule.Key
AS_DECIDED = ""  # the key of a cost without a rule: the cents that were decided


def amount_words(key: str, amount: int, unit: str = "") -> str:
    """An amount of a key with its unit, that of the meters where it is by meters: 21.00 m², 3 people."""
    if key == Key.AREA:
        return f"{_number(Fraction(amount, 100), 2)} m²"
    if key == Key.TABLE:
        return _("%(number)s ⁄ 100,000") % {"number": _number(Fraction(amount), 0)}
    if key == AS_DECIDED:
        return format_euro(amount, with_cents=True)
    if key == Key.BOOKED:
        return _("%(number)s min") % {"number": _number(Fraction(amount), 0)}
    if key == Key.HEADS:
        text = ngettext("%(number)s person", "%(number)s people", amount)
        return text % {"number": _number(Fraction(amount), 0)}
    if key == Key.METERED:
        return format_thousandths(amount, unit)
    return _number(Fraction(amount), 0)


def weight_words(key: str, weight: int, unit: str = "") -> str:
    """A whole weight with its unit: 620,500 m²·days."""
    if key == Key.AREA:
        whole = Fraction(weight, 100)
        places = 0 if whole.denominator == 1 else 2
        return _("%(number)s m²·days") % {"number": _number(whole, places)}
    if key in (AS_DECIDED, Key.BOOKED, Key.METERED):
        return amount_words(key, weight, unit)
    names = {
        Key.TABLE: _("%(number)s part·days"),
        Key.HEADS: _("%(number)s person·days"),
        Key.EQUAL: _("%(number)s company·days"),
    }
    return names[Key(key)] % {"number": _number(Fraction(weight), 0)}


def pieces_words(key: str, pieces: Sequence[Sequence[int]], unit: str = "") -> str:
    """What a payer weighs: 21.00 m² × 365 days, or several such in brackets."""
    if key in (AS_DECIDED, Key.BOOKED, Key.METERED):
        texts = [amount_words(key, amount, unit) for amount, count in pieces for _one in range(count)]
        return f"({' + '.join(texts)})" if len(texts) > 1 else "".join(texts)
    texts = []
    for amount, days in pieces:
        count = ngettext("%(number)s day", "%(number)s days", days) % {"number": days}
        texts.append(f"{amount_words(key, amount)} × {count}" if key != Key.EQUAL else count)
    return f"({' + '.join(texts)})" if len(texts) > 1 else "".join(texts)


def explain(cents: int, key: str, pieces: Sequence[Sequence[int]], whole: int, unit: str = "") -> str:
    """One part of a share, exact to three decimals of a cent's ten; the rounding is the whole share's."""
    weight = sum(amount * days for amount, days in pieces)
    exact = Fraction(cents * weight, 100 * whole)
    values = {
        "cost": format_euro(cents, with_cents=True),
        "pieces": pieces_words(key, pieces, unit),
        "whole": weight_words(key, whole, unit),
        "result": _cut(exact),
    }
    return "{cost} × {pieces} ÷ {whole} = {result}".format(**values)


def _cut(value: Fraction) -> str:
    """Three decimals, not rounded, with … where more follow: 123.529…"""
    thousandths = int(abs(value) * 1000)
    is_exact = Fraction(thousandths, 1000) == abs(value)
    places = 2 if is_exact and thousandths % 10 == 0 else 3
    sign = "−" if value < 0 else ""
    return f"{sign}{_number(Fraction(thousandths, 1000), places)}{'' if is_exact else '…'}"


def _number(value: Fraction, places: int) -> str:
    decimal = Decimal(value.numerator) / Decimal(value.denominator)
    return number_format(decimal, places, use_l10n=True, force_grouping=True)
