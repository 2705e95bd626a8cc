"""Addresses."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from spaces.models import CODE
from spaces.views import bookings as booking_views
from spaces.views import buildings as building_views
from spaces.views import occupancy as occupancy_views
from spaces.views import renewal as renewal_views
from spaces.views import requests as request_views
from spaces.views import spaces as space_views

app_name = "spaces"


class CodeConverter(StringConverter):
    """The code of a space, as `Space.clean` lets it be."""

    regex = CODE.pattern


register_converter(CodeConverter, "code")

# Words before codes: `Space.clean` refuses these words as codes.
buildings = [
    path("spaces/", building_views.building_list, name="building_list"),
    path("spaces/plan/", building_views.plan, name="plan"),
    path("spaces/companies/", building_views.company_plan, name="company_plan"),
    path("spaces/buildings/<slug:slug>/", building_views.building_detail, name="building_detail"),
]

requests = [
    path("spaces/vacant/", request_views.vacancy_list, name="vacancy_list"),
    path("spaces/occupancy/", occupancy_views.occupancy, name="occupancy"),
    path("spaces/requests/new/", request_views.request_new, name="request_new"),
    path("spaces/requests/<str:token>/", request_views.request_follow, name="request_follow"),
]

renewal = [
    path("spaces/renewal/", renewal_views.renewal_list, name="renewal_list"),
    path("spaces/renewal/<slug:slug>/", renewal_views.renewal_detail, name="renewal_detail"),
]

spaces = [
    path("spaces/find/", renewal_views.space_list, name="space_list"),
    path("spaces/<code:code>/", space_views.space_detail, name="space_detail"),
    path("spaces/<code:code>/calendar/", space_views.space_calendar, name="space_calendar"),
]

bookings = [
    path("bookings/", booking_views.booking_list, name="booking_list"),
    path("bookings/new/", booking_views.booking_new, name="booking_new"),
    path("bookings/<uuid:uid>/", booking_views.booking_detail, name="booking_detail"),
    path("bookings/<uuid:uid>/cancel/", booking_views.booking_cancel, name="booking_cancel"),
]

urlpatterns = [*buildings, *requests, *renewal, *spaces, *bookings]
