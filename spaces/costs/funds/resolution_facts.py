"""What the page of a resolution says of the fund it set aside: registered with governance.hooks."""

from collections.abc import Mapping, Sequence

from django.db.models import F, Q, Sum
from django.utils.translation import gettext as _

from governance.resolutions.models import Resolution
from members.hooks import Fact
from multifactory.lib.formats import format_euro
from spaces.costs.funds.models import Fund


def funds_of(resolutions: Sequence[Resolution], is_member: bool) -> Mapping[int, Sequence[Fact]]:
    """For members: how much of the fund was called. One query."""
    if not is_member:
        return {}
    rows = Fund.objects.filter(authorisation__resolution__in=resolutions).annotate(
        resolution=F("authorisation__resolution"),
        whole=F("authorisation__cents"),
        called=Sum("calls__cents", filter=Q(calls__voided_at__isnull=True), default=0),
    )
    return {one.resolution: [Fact(_say_called(one), one.get_absolute_url())] for one in rows}


def _say_called(fund: Fund) -> str:
    called, whole = fund.called, fund.whole  # type: ignore[attr-defined]
    values = {"called": format_euro(called), "whole": format_euro(whole)}
    return _("fund for the works: %(called)s of %(whole)s called") % values
