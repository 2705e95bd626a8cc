"""The public list of heads."""

from django.urls import path

from governance.voting.heads import views

urlpatterns = [path("decisions/heads.txt", views.heads, name="heads")]
