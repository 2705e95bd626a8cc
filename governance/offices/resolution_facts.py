"""The offices that a resolution gave, for its page."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from governance.offices.models import Office
from members.hooks import Fact
from multifactory.lib.formats import format_day

if TYPE_CHECKING:
    from governance.resolutions.models import Resolution


def offices_given_by(resolutions: Sequence["Resolution"], is_member: bool) -> Mapping[int, Sequence[Fact]]:
    """Who holds or held which office by them, for members. One query."""
    facts: dict[int, list[Fact]] = {}
    offices = Office.objects.entered().in_order().filter(resolution__in=resolutions).select_related("user")
    for office in offices if is_member else ():
        facts.setdefault(office.resolution_id or 0, []).append(Fact(_term(office)))
    return facts


def _term(office: Office) -> str:
    values = {"office": str(office), "start": format_day(office.start_on)}
    if office.end_on is None:
        return _("%(office)s, from %(start)s") % values
    values["end"] = format_day(office.end_on)
    return _("%(office)s, from %(start)s, until %(end)s") % values
