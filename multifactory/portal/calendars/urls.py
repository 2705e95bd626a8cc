"""Links to calendars: the page of those logged in, and what they open."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from multifactory.portal.calendars import feeds, views


class TokenConverter(StringConverter):
    """What `multifactory.lib.signed_links.new_token` writes."""

    regex = r"[A-Za-z0-9_-]{1,64}"


register_converter(TokenConverter, "bearer_token")

urlpatterns = [
    path("account/calendars/", views.calendar_list, name="calendar_list"),
    path("account/calendars/<int:pk>/revoke/", views.calendar_revoke, name="calendar_revoke"),
    path("calendar/<bearer_token:token>.ics", feeds.calendar_feed, name="calendar_feed"),
    path("door/<bearer_token:token>/", feeds.door, name="door"),
]
