"""The institutions everybody may see, for search engines."""

from datetime import datetime

from events.institutions.models import Institution, InstitutionQuerySet
from multifactory.lib.sitemap import PortalSitemap


class InstitutionSitemap(PortalSitemap):
    def items(self) -> InstitutionQuerySet:
        return Institution.objects.visible_to(is_member=False).order_by("name", "pk")

    def lastmod(self, item: Institution) -> datetime:
        return item.updated_at
