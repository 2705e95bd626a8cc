"""The minutes of an assembly: read, write, sign, print, take."""

from django.urls import path

from governance.assemblies.minutes import views

_ASSEMBLY = "assemblies/<int:year>/<int:number>/"

urlpatterns = [
    path(f"{_ASSEMBLY}notes/", views.assembly_notes, name="assembly_notes"),
    path(f"{_ASSEMBLY}minutes/", views.minutes, name="minutes"),
    path(f"{_ASSEMBLY}minutes/edit/", views.minutes_edit, name="minutes_edit"),
    path(f"{_ASSEMBLY}minutes/sign/", views.minutes_sign, name="minutes_sign"),
    path(f"{_ASSEMBLY}minutes/correct/", views.minutes_correct, name="minutes_correct"),
    path(f"{_ASSEMBLY}minutes/print/", views.minutes_print, name="minutes_print"),
    path(f"{_ASSEMBLY}minutes/extract/", views.minutes_extract, name="minutes_extract"),
    path(f"{_ASSEMBLY}minutes.pdf", views.minutes_pdf, name="minutes_pdf"),
    path(f"{_ASSEMBLY}minutes.json", views.minutes_json, name="minutes_json"),
]
