"""URLs of change requests."""

from django.urls import path

from members.changes import views

urlpatterns = [
    path("companies/<slug:slug>/edit/changes/", views.change_request_new, name="change_request_new"),
]
