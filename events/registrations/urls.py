"""URLs to register, and to cancel that."""

from django.urls import path

from events.registrations import views

urlpatterns = [
    path("events/<slug:slug>/register/", views.registration_new, name="registration_new"),
    path(
        "events/registrations/<str:token>/cancel/",
        views.registration_cancel,
        name="registration_cancel",
    ),
]
