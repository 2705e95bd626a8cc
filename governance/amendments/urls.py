"""Amendments to a proposal."""

from django.urls import path

from governance.amendments import views

urlpatterns = [
    path("decisions/<int:pk>/amendments/new/", views.amendment_new, name="amendment_new"),
    path("decisions/<int:pk>/amendments/<int:number>/", views.amendment_edit, name="amendment_edit"),
    path(
        "decisions/<int:pk>/amendments/<int:number>/withdraw/",
        views.amendment_withdraw,
        name="amendment_withdraw",
    ),
    path(
        "decisions/<int:pk>/amendments/<int:number>/accept/", views.amendment_accept, name="amendment_accept"
    ),
]
