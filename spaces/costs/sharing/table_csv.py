"""Tables of shares as CSV: a unit and its parts a line. Pure."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from multifactory.lib.csv_lines import MOST_FAULTS, line_fault, numbered_lines
from spaces.costs.sharing.rules import TABLE_WHOLE


def read_table(text: str) -> dict[str, int]:
    """Parts by the code of the unit, from lines as spreadsheets write them: parted by ; or , or tabs.

    A first line without any digit for its parts is the header. ValidationError names each wrong line
    by its number; then nothing is taken.
    """
    parts: dict[str, int] = {}
    faults: list[str] = []
    for number, cells in numbered_lines(text):
        code = cells[0]
        value = cells[1].replace(" ", "").replace("'", "") if len(cells) > 1 else ""
        if number == 1 and not any(map(str.isdigit, value)):
            continue
        fault = _fault(code, value, parts)
        if fault:
            faults.append(line_fault(number, fault))
        else:
            parts[code] = int(value)
        if len(faults) == MOST_FAULTS:
            break
    if faults:
        raise ValidationError(faults)
    return parts


def _fault(code: str, value: str, parts: dict[str, int]) -> str:
    if not code:
        return _("the code of a unit is missing.")
    if code in parts:
        return _("%(code)s stands there twice.") % {"code": code}
    if not value.isascii() or not value.isdecimal() or len(value) > 6 or int(value) > TABLE_WHOLE:
        return _("the parts must be a whole number from 0 to 100,000.")
    return ""


def write_table(rows: list[tuple[str, int]]) -> str:
    return "\n".join(f"{code};{parts}" for code, parts in rows)
