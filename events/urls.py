"""Addresses."""

from django.urls import path

from events.pages import views as pages_views
from events.programme import feeds, views
from events.registrations import views as registrations_views

app_name = "events"

event_urls = [
    path("events/", views.event_list, name="event_list"),
    path("events/calendar.ics", feeds.calendar, name="calendar"),
    path("events/feed.atom", feeds.feed, name="feed"),
    path("events/<slug:slug>/", pages_views.event_detail, name="event_detail"),
]

registration_urls = [
    path("events/<slug:slug>/register/", registrations_views.registration_new, name="registration_new"),
    path(
        "events/registrations/<str:token>/cancel/",
        registrations_views.registration_cancel,
        name="registration_cancel",
    ),
]

urlpatterns = event_urls + registration_urls
