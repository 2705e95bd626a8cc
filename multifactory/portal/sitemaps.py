"""`/sitemap.xml`: the pages open to everybody, with the day they last changed where that is known."""

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as sitemap_view
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from events.institutions.sitemaps import InstitutionSitemap
from events.programme.feeds import EventSitemap
from governance.resolutions.models import Resolution, ResolutionQuerySet
from members.companies.models import Company, CompanyQuerySet
from members.exchange.projects.models import JointProject, JointProjectQuerySet
from multifactory.lib.public_pages.content import Scope
from multifactory.lib.public_pages.pages import public_page
from multifactory.lib.sitemap import PortalSitemap
from spaces.building.models import Building


class PageSitemap(PortalSitemap):
    """Pages that are always there."""

    def items(self) -> list[str]:
        return [
            *("home", "about", "principles", "members:company_list", "members:company_former_list"),
            *(
                "members:value_chain",
                "members:project_list",
                "spaces:building_list",
                "spaces:works_list",
                "spaces:space_list",
                "events:event_list",
                "events:institution_list",
                "governance:resolution_list",
            ),
        ]

    def location(self, item: str) -> str:
        return reverse(item)


class CompanySitemap(PortalSitemap):
    """Members and remembered ones. Whatever their people write, they confirm the page with it."""

    def items(self) -> CompanyQuerySet:
        return Company.objects.with_page().order_by("name")

    def lastmod(self, item: Company) -> date | None:
        return item.confirmed_on


class ProjectSitemap(PortalSitemap):
    """Joint projects that every partner shows to everybody."""

    def items(self) -> JointProjectQuerySet:
        return JointProject.objects.public().order_by("pk")


class BuildingSitemap(PortalSitemap):
    def items(self) -> QuerySet[Building]:
        return Building.objects.all()


class ResolutionSitemap(PortalSitemap):
    """What everybody may read; a resolution does not change after it was taken."""

    def items(self) -> ResolutionQuerySet:
        return Resolution.objects.visible_to(is_member=False).order_by("-year", "-number")

    def lastmod(self, item: Resolution) -> date:
        return item.decided_on


SECTIONS: dict[str, type[Sitemap] | Sitemap] = {
    "pages": PageSitemap,
    "companies": CompanySitemap,
    "projects": ProjectSitemap,
    "buildings": BuildingSitemap,
    "events": EventSitemap,
    "institutions": InstitutionSitemap,
    "resolutions": ResolutionSitemap,
}


@public_page(Scope.MEMBERS, Scope.GOVERNANCE, Scope.SPACES, Scope.EVENTS, parameters=("p",))
@login_not_required
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    return sitemap_view(request, SECTIONS)
