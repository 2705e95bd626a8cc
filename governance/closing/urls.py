"""Ending a round early, and writing a round without a decision in the book."""

from django.urls import path

from governance.closing import views

urlpatterns = [
    path("decisions/<int:pk>/conclude/", views.proposal_conclude, name="proposal_conclude"),
    path("decisions/<int:pk>/rounds/<int:number>/close/", views.round_close_early, name="round_close_early"),
]
