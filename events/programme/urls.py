"""URLs of the list of events and of its feeds."""

from django.urls import path

from events.programme import feeds, views

urlpatterns = [
    path("events/", views.event_list, name="event_list"),
    path("events/calendar.ics", feeds.calendar, name="calendar"),
    path("events/feed.atom", feeds.feed, name="feed"),
]
