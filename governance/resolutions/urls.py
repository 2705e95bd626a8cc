"""The book of resolutions."""

from django.urls import path

from governance.resolutions import views

urlpatterns = [
    path("resolutions/", views.resolution_list, name="resolution_list"),
    path("resolutions/print/", views.resolution_print, name="resolution_print"),
    path("resolutions/<int:year>/<int:number>/", views.resolution_detail, name="resolution_detail"),
    path(
        "share/resolutions/<int:year>/<int:number>/<slug:mark>.png",
        views.resolution_share,
        name="resolution_share",
    ),
    path(
        "resolutions/<int:year>/<int:number>/done/", views.resolution_mark_done, name="resolution_mark_done"
    ),
    path(
        "resolutions/<int:year>/<int:number>/undone/",
        views.resolution_mark_not_done,
        name="resolution_mark_not_done",
    ),
    path(
        "resolutions/<int:year>/<int:number>/effect/",
        views.resolution_retry_effect,
        name="resolution_retry_effect",
    ),
]
