"""URLs of the directory."""

from django.urls import path

from members.directory import views

urlpatterns = [
    path("companies/", views.company_list, name="company_list"),
]
