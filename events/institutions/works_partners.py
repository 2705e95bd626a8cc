"""What the page of works says of institutions: registered with spaces.hooks."""

from collections.abc import Sequence

from events.institutions.models import RenewalPartner
from members.hooks import Fact
from spaces.works.models import Renewal


def partners_of_works(renewal: Renewal) -> Sequence[tuple[str, Fact]]:
    """Each institution with its part, in the order of the parts. One query."""
    partners = RenewalPartner.objects.filter(renewal=renewal).shown()
    return [
        (one.get_role_display(), Fact(one.institution.name, one.institution.get_absolute_url()))
        for one in partners
    ]
