"""Files that belong to a proposal."""

from django.urls import path

from governance.attachments import views

urlpatterns = [
    path("decisions/<int:pk>/attachments/new/", views.attachment_new, name="attachment_new"),
    path("decisions/<int:pk>/attachments/<int:attachment_pk>/", views.attachment, name="attachment"),
    path(
        "decisions/<int:pk>/attachments/<int:attachment_pk>/delete/",
        views.attachment_delete,
        name="attachment_delete",
    ),
]
