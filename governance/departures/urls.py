"""Where a company says that it leaves, and that it stays after all."""

from django.urls import path

from governance.departures import views

urlpatterns = [
    path("companies/<slug:slug>/leave/", views.company_leave, name="company_leave"),
    path("companies/<slug:slug>/leave/withdraw/", views.company_stay, name="company_stay"),
]
