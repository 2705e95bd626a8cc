"""URLs of the programme, of its feeds, and of writing events."""

from django.urls import path

from events.programme import edit_views, embed, feeds, series_views, state_views, views

listing = [
    path("events/", views.event_list, name="event_list"),
    path("events/month/<int:year>/<int:month>/", views.event_month, name="event_month"),
    path("events/archive/<int:year>/", views.event_archive, name="event_archive"),
    path("events/embed/", embed.event_embed, name="event_embed"),
    path("events/calendar.ics", feeds.calendar, name="calendar"),
    path("events/feed.atom", feeds.feed, name="feed"),
]
event = [
    path("events/new/", edit_views.event_new, name="event_new"),
    path("events/<slug:slug>/event.ics", views.event_ics, name="event_ics"),
    path("events/<slug:slug>/poster/", views.event_poster, name="event_poster"),
    path("events/<slug:slug>/edit/", edit_views.event_edit, name="event_edit"),
    path("events/<slug:slug>/duplicate/", edit_views.event_duplicate, name="event_duplicate"),
    path("events/<slug:slug>/series/", series_views.event_series, name="event_series"),
    path("events/<slug:slug>/hosts/", edit_views.event_hosts, name="event_hosts"),
    path("events/<slug:slug>/hosts/<int:pk>/", edit_views.host_edit, name="host_edit"),
    path("events/<slug:slug>/hosts/<int:pk>/answer/", edit_views.host_answer, name="host_answer"),
    path("events/<slug:slug>/hosts/<int:pk>/withdraw/", edit_views.host_withdraw, name="host_withdraw"),
]
state = [
    path("events/<slug:slug>/submit/", state_views.event_submit, name="event_submit"),
    path("events/<slug:slug>/return/", state_views.event_return, name="event_return"),
    path("events/<slug:slug>/publish/", state_views.event_publish, name="event_publish"),
    path("events/<slug:slug>/postpone/", state_views.event_postpone, name="event_postpone"),
    path("events/<slug:slug>/cancel/", state_views.event_cancel, name="event_cancel"),
    path("events/<slug:slug>/move/", state_views.event_move, name="event_move"),
]

urlpatterns = [*listing, *event, *state]
