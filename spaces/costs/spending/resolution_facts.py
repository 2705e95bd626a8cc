"""What the page of a resolution says of the money spent under it: registered with governance.hooks."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.resolutions.models import Resolution
from members.hooks import Fact
from multifactory.lib.formats import format_euro
from spaces.costs.spending.models import Authorisation


def spent_under(resolutions: Sequence[Resolution], is_member: bool) -> Mapping[int, Sequence[Fact]]:
    """For members: how much of what it allows was spent. One query."""
    if not is_member:
        return {}
    allowed = (
        Authorisation.objects.with_spent().filter(resolution__in=resolutions).select_related("resolution")
    )
    return {one.resolution_id: [Fact(_say_spent(one), costs_path(one))] for one in allowed}


def costs_path(authorisation: Authorisation) -> str:
    """The page that lists what was spent under it, in whatever year."""
    return f"{reverse('spaces:cost_list')}?decision={authorisation.pk}"


def _say_spent(authorisation: Authorisation) -> str:
    values = {"spent": format_euro(authorisation.spent), "allowed": format_euro(authorisation.cents)}
    return _("%(spent)s of %(allowed)s spent") % values
