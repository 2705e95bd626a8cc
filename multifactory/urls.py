"""All addresses of the portal."""

from django.contrib import admin
from django.urls import include, path, re_path

from multifactory.lib.images.models import NAME as PICTURE_NAME
from multifactory.lib.images.views import media
from multifactory.portal import principles, search, styleguide, views
from multifactory.portal.calendars import urls as calendars_urls
from multifactory.portal.sitemaps import sitemap

handler500 = "multifactory.portal.views.server_error"

urlpatterns = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("about/principles/", principles.principles, name="principles"),
    path("search/", search.search, name="search"),
    path("dashboard/", views.dashboard, name="dashboard"),
    path("health/live", views.health_live, name="health_live"),
    path("health/ready", views.health_ready, name="health_ready"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    *calendars_urls.urlpatterns,
    path("", include("members.urls")),
    path("", include("governance.urls")),
    path("", include("spaces.urls")),
    path("", include("events.urls")),
    path("account/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    re_path(rf"^media/(?P<name>{PICTURE_NAME})$", media, name="media"),
]
