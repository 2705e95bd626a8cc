"""Addresses."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from spaces import views
from spaces.models import CODE

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

spaces = [
    path("spaces/<code:code>/", views.space_detail, name="space_detail"),
    path("spaces/<code:code>/calendar/", views.space_calendar, name="space_calendar"),
]

bookings = [
    path("bookings/", views.booking_list, name="booking_list"),
    path("bookings/new/", views.booking_new, name="booking_new"),
    path("bookings/<uuid:uid>/", views.booking_detail, name="booking_detail"),
    path("bookings/<uuid:uid>/cancel/", views.booking_cancel, name="booking_cancel"),
]

urlpatterns = [*buildings, *spaces, *bookings]
