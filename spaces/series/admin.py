"""Series of bookings, to look at."""

from django.contrib import admin

from multifactory.lib.admin import ReadOnlyAdmin
from spaces.series.models import Series


@admin.register(Series)
class SeriesAdmin(ReadOnlyAdmin):
    list_display = ["space", "company", "every", "first_day", "until", "start_time", "end_time"]
    list_filter = ["every", "space"]
    list_select_related = ["space", "company"]
    search_fields = ["company__name", "space__code", "space__name"]
    date_hierarchy = "first_day"
