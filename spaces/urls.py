"""Addresses."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from spaces.allocations import views as allocations_views
from spaces.bookings import views as bookings_views
from spaces.building.models import CODE
from spaces.pages import views
from spaces.requests import views as requests_views
from spaces.works import views as works_views

app_name = "spaces"


class CodeConverter(StringConverter):
    """The code of a space, as `Space.clean` lets it be."""

    regex = CODE.pattern


register_converter(CodeConverter, "code")

# Words before codes: `Space.clean` refuses these words as codes.
buildings = [
    path("spaces/", views.building_list, name="building_list"),
    path("spaces/plan/", views.plan, name="plan"),
    path("spaces/companies/", views.company_plan, name="company_plan"),
    path("spaces/buildings/<slug:slug>/", views.building_detail, name="building_detail"),
]

requests = [
    path("spaces/vacant/", requests_views.vacancy_list, name="vacancy_list"),
    path("spaces/occupancy/", allocations_views.occupancy, name="occupancy"),
    path("spaces/requests/new/", requests_views.request_new, name="request_new"),
    path("spaces/requests/<str:token>/", requests_views.request_follow, name="request_follow"),
]

renewal = [
    path("spaces/renewal/", works_views.renewal_list, name="renewal_list"),
    path("spaces/renewal/<slug:slug>/", works_views.renewal_detail, name="renewal_detail"),
]

spaces = [
    path("spaces/find/", views.space_list, name="space_list"),
    path("spaces/<code:code>/", views.space_detail, name="space_detail"),
    path("spaces/<code:code>/calendar/", bookings_views.space_calendar, name="space_calendar"),
]

bookings = [
    path("bookings/", bookings_views.booking_list, name="booking_list"),
    path("bookings/new/", bookings_views.booking_new, name="booking_new"),
    path("bookings/<uuid:uid>/", bookings_views.booking_detail, name="booking_detail"),
    path("bookings/<uuid:uid>/cancel/", bookings_views.booking_cancel, name="booking_cancel"),
]

urlpatterns = [*buildings, *requests, *renewal, *spaces, *bookings]
