"""A majority in words, in the language of its reader."""

from math import gcd

from django.utils.translation import gettext_lazy as _

from governance.rulebook.models import MatterRule

Base = MatterRule.Base

_HALF = {
    (Base.CAST, True): _("more yes than no"),
    (Base.CAST, False): _("more yes than no"),
    (Base.PRESENT, True): _("yes from more than half of those taking part"),
    (Base.PRESENT, False): _("yes from at least half of those taking part"),
    (Base.ALL, True): _("yes from more than half of all companies"),
    (Base.ALL, False): _("yes from at least half of all companies"),
}
_FRACTION = {
    (Base.CAST, True): _("yes in more than %(fraction)s of the yes and no votes"),
    (Base.CAST, False): _("yes in at least %(fraction)s of the yes and no votes"),
    (Base.PRESENT, True): _("yes from more than %(fraction)s of those taking part"),
    (Base.PRESENT, False): _("yes from at least %(fraction)s of those taking part"),
    (Base.ALL, True): _("yes from more than %(fraction)s of all companies"),
    (Base.ALL, False): _("yes from at least %(fraction)s of all companies"),
}

# In an assembly it is who is there, not who answers.
_HALF_PRESENT = {
    True: _("yes from more than half of those present"),
    False: _("yes from at least half of those present"),
}
_FRACTION_PRESENT = {
    True: _("yes from more than %(fraction)s of those present"),
    False: _("yes from at least %(fraction)s of those present"),
}


def majority_text(
    base: str, numerator: int, denominator: int, *, is_strict: bool, is_in_assembly: bool = False
) -> str:
    """Such as "yes from at least 3/4 of all companies"."""
    key = (Base(base), is_strict)
    of_present = is_in_assembly and base == Base.PRESENT
    if 2 * numerator == denominator:
        return str(_HALF_PRESENT[is_strict] if of_present else _HALF[key])
    shared = gcd(numerator, denominator)
    words = _FRACTION_PRESENT[is_strict] if of_present else _FRACTION[key]
    return str(words) % {"fraction": f"{numerator // shared}/{denominator // shared}"}
