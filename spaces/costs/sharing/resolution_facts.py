"""What the page of a resolution says of rules and tables it put in force, for `governance.hooks`."""

from collections.abc import Mapping, Sequence

from django.db.models import F, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.resolutions.models import Resolution
from members.hooks import Fact
from multifactory.lib.formats import format_day
from spaces.costs.sharing.models import ShareTable, SharingRule


def sharing_decided_by(resolutions: Sequence[Resolution], is_member: bool) -> Mapping[int, Sequence[Fact]]:
    """For members: versions of rules and tables of shares. One query."""
    if not is_member:
        return {}
    columns = ("resolution", "valid_from", "name", "number", "pk")
    rules = SharingRule.objects.versions().annotate(number=F("version"))
    tables = ShareTable.objects.adopted().annotate(number=Value(0))
    found = [
        rows.filter(resolution__in=resolutions).order_by().values_list(*columns) for rows in (rules, tables)
    ]
    facts: dict[int, list[Fact]] = {}
    for resolution, day, name, version, pk in sorted(found[0].union(found[1], all=True)):
        values = {"name": name, "version": version, "day": format_day(day)}
        if version:
            text = _("sharing rule “%(name)s”, version %(version)s, from %(day)s")
            fact = Fact(text % values, reverse("spaces:sharing_rules"))
        else:
            text = _("table of shares “%(name)s”, from %(day)s")
            fact = Fact(text % values, reverse("spaces:share_table", args=[pk]))
        facts.setdefault(resolution, []).append(fact)
    return facts
