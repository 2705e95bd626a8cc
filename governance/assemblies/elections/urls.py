"""Candidates of an election, below the proposal."""

from django.urls import path

from governance.assemblies.elections import views

CANDIDATES = "decisions/<int:pk>/candidates/"

urlpatterns = [
    path(CANDIDATES, views.candidacy_list, name="candidacy_list"),
    path(CANDIDATES + "<int:candidacy>/", views.candidacy_detail, name="candidacy_detail"),
    path(CANDIDATES + "<int:candidacy>/accept/", views.candidacy_accept, name="candidacy_accept"),
    path(CANDIDATES + "<int:candidacy>/withdraw/", views.candidacy_withdraw, name="candidacy_withdraw"),
    path(CANDIDATES + "<int:candidacy>/take/", views.office_accept, name="office_accept"),
    path(CANDIDATES + "<int:candidacy>/refuse/", views.office_refuse, name="office_refuse"),
]
