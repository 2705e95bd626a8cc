"""URLs of the institutions."""

from django.urls import path

from events.institutions import views

urlpatterns = [
    path("institutions/", views.institution_list, name="institution_list"),
    path("institutions/<slug:slug>/", views.institution_detail, name="institution_detail"),
    path("institutions/<slug:slug>/notes/", views.institution_notes, name="institution_notes"),
    path(
        "institutions/<slug:slug>/agreements/<int:pk>/", views.agreement_document, name="agreement_document"
    ),
]
