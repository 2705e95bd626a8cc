"""URLs to register, of tickets, of guests and of the door."""

from django.urls import path

from events.registrations import door_views, host_views, views

urlpatterns = [
    path("events/<slug:slug>/register/", views.registration_new, name="registration_new"),
    path(
        "events/registrations/<str:token>/cancel/",
        views.registration_cancel,
        name="registration_cancel",
    ),
    path("events/registrations/<str:link>/ticket.ics", views.ticket_calendar, name="ticket_calendar"),
    path("events/registrations/<str:link>/", views.registration_detail, name="registration_detail"),
    path("events/<slug:slug>/guests/", host_views.guest_list, name="guest_list"),
    path("events/<slug:slug>/guests.csv", host_views.guests_download, name="guests_download"),
    path("events/<slug:slug>/guests/<int:pk>/remove/", host_views.guest_remove, name="guest_remove"),
    path("events/<slug:slug>/message/", host_views.guest_letter, name="guest_letter"),
    path("events/<slug:slug>/questions/", host_views.question_list, name="question_list"),
    path("events/<slug:slug>/questions/<int:pk>/edit/", host_views.question_edit, name="question_edit"),
    path("events/<slug:slug>/questions/<int:pk>/delete/", host_views.question_delete, name="question_delete"),
    path("events/<slug:slug>/check-in/", door_views.check_in, name="check_in"),
    path("events/<slug:slug>/check-in/walk-in/", door_views.walk_in, name="walk_in"),
    path("events/<slug:slug>/check-in/list/", door_views.door_list, name="door_list"),
]
