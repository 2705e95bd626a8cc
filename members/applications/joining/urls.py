"""URLs of joining, for anyone and for the bearer of a link."""

from django.urls import path

from members.applications.joining import applicant_views, views

join_urls = [
    path("join/", views.join, name="join"),
    path("join/new/", views.join_new, name="join_new"),
    path("join/calls/<slug:slug>/", views.call_detail, name="call_detail"),
]

applicant_urls = [
    path("join/<str:link>/", applicant_views.join_follow, name="join_follow"),
    path("join/<str:link>/edit/", applicant_views.join_edit, name="join_edit"),
    path("join/<str:link>/send/", applicant_views.join_submit, name="join_submit"),
    path("join/<str:link>/documents/new/", applicant_views.join_document_new, name="join_document_new"),
    path("join/<str:link>/documents/<int:pk>/", applicant_views.join_document, name="join_document"),
    path(
        "join/<str:link>/documents/<int:pk>/delete/",
        applicant_views.join_document_delete,
        name="join_document_delete",
    ),
    path("join/<str:link>/messages/", applicant_views.join_message, name="join_message"),
    path("join/<str:link>/withdraw/", applicant_views.join_withdraw, name="join_withdraw"),
    path("join/<str:link>/appeal/", applicant_views.join_appeal, name="join_appeal"),
]

urlpatterns = join_urls + applicant_urls
