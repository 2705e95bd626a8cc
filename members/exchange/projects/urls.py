"""URLs of joint projects: words come before slugs (`RESERVED_SLUGS`)."""

from django.urls import path

from members.exchange.projects import edit_views, views

urlpatterns = [
    path("projects/", views.project_list, name="project_list"),
    path("projects/new/", edit_views.project_new, name="project_new"),
    path("projects/<slug:slug>/", views.project_detail, name="project_detail"),
    path("projects/<slug:slug>/edit/", edit_views.project_edit, name="project_edit"),
    path("projects/<slug:slug>/parts/", edit_views.project_parts, name="project_parts"),
    path("projects/<slug:slug>/pictures/", edit_views.project_pictures, name="project_pictures"),
    path(
        "projects/<slug:slug>/pictures/<int:pk>/delete/",
        edit_views.project_picture_delete,
        name="project_picture_delete",
    ),
    path("projects/<slug:slug>/agree/", views.project_agree, name="project_agree"),
    path("projects/<slug:slug>/decline/", views.project_decline, name="project_decline"),
    path("projects/<slug:slug>/public/", views.project_public, name="project_public"),
    path("projects/<slug:slug>/end/", views.project_end, name="project_end"),
]
