"""Comments on a proposal."""

from django.urls import path

from governance.discussion import views

urlpatterns = [
    path("decisions/<int:pk>/comments/<int:comment_pk>/", views.comment_edit, name="comment_edit"),
    path(
        "decisions/<int:pk>/comments/<int:comment_pk>/history/", views.comment_history, name="comment_history"
    ),
]
