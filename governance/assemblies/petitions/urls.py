"""Petitions to have an assembly called."""

from django.urls import path

from governance.assemblies.petitions import views

PETITIONS = "assemblies/petitions/"

urlpatterns = [
    path(PETITIONS, views.petition_list, name="petition_list"),
    path(PETITIONS + "new/", views.petition_new, name="petition_new"),
    path(PETITIONS + "<int:pk>/", views.petition_detail, name="petition_detail"),
    path(PETITIONS + "<int:pk>/edit/", views.petition_edit, name="petition_edit"),
    path(PETITIONS + "<int:pk>/sign/", views.petition_sign, name="petition_sign"),
    path(PETITIONS + "<int:pk>/withdraw/", views.petition_unsign, name="petition_unsign"),
    path(PETITIONS + "<int:pk>/answer/", views.petition_answer, name="petition_answer"),
]
