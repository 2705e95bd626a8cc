"""URLs of collaborations."""

from django.urls import path

from members.exchange.collaborations import views

urlpatterns = [
    path("collaborations/", views.collaboration_list, name="collaboration_list"),
    path("collaborations/new/", views.collaboration_new, name="collaboration_new"),
    path("collaborations/<int:pk>/", views.collaboration_detail, name="collaboration_detail"),
    path("collaborations/<int:pk>/confirm/", views.collaboration_confirm, name="collaboration_confirm"),
    path("collaborations/<int:pk>/decline/", views.collaboration_decline, name="collaboration_decline"),
    path("collaborations/<int:pk>/end/", views.collaboration_end, name="collaboration_end"),
    path("collaborations/<int:pk>/public/", views.collaboration_public, name="collaboration_public"),
]
