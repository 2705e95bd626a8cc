"""URLs of the pages of companies."""

from django.urls import path

from members.pages import views

urlpatterns = [
    path("companies/former/", views.company_former_list, name="company_former_list"),
    path("companies/<slug:slug>/", views.company_detail, name="company_detail"),
    path("share/companies/<slug:slug>/<slug:mark>.png", views.company_share, name="company_share"),
]
