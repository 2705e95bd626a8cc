"""URL of the page of an event."""

from django.urls import path

from events.pages import views

urlpatterns = [
    path("events/<slug:slug>/", views.event_detail, name="event_detail"),
    path("share/events/<slug:slug>/<slug:mark>.png", views.event_share, name="event_share"),
]
