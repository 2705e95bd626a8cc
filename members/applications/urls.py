"""URLs of joining, for anybody and the bearer of a link, and of applications, for members."""

from django.urls import path

from members.applications import views

urlpatterns = [
    path("join/<str:link>/", views.join_follow, name="join_follow"),
]
