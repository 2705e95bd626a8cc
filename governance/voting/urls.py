"""Opening a round, what a coordinator does with it, and its record."""

from django.urls import path

from governance.voting import views

urlpatterns = [
    path("decisions/<int:pk>/voting/", views.voting_open, name="voting_open"),
    path(
        "decisions/<int:pk>/amendments/<int:number>/voting/",
        views.amendment_voting_open,
        name="amendment_voting_open",
    ),
    path("decisions/<int:pk>/rounds/<int:number>/extend/", views.round_extend, name="round_extend"),
    path("decisions/<int:pk>/rounds/<int:number>/cancel/", views.round_cancel, name="round_cancel"),
    path("decisions/<int:pk>/rounds/<int:number>/record.json", views.round_record, name="round_record"),
    path("decisions/verify.py", views.verifier, name="verifier"),
]
