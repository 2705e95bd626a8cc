"""Writing a proposal and leading it on; its versions."""

from django.urls import path

from governance.proposals import views

urlpatterns = [
    path("decisions/new/", views.proposal_new, name="proposal_new"),
    path("decisions/<int:pk>/edit/", views.proposal_edit, name="proposal_edit"),
    path("decisions/<int:pk>/discussion/", views.discussion_open, name="discussion_open"),
    path("decisions/<int:pk>/freeze/", views.proposal_freeze, name="proposal_freeze"),
    path("decisions/<int:pk>/resume/", views.discussion_resume, name="discussion_resume"),
    path("decisions/<int:pk>/withdraw/", views.proposal_withdraw, name="proposal_withdraw"),
    path("decisions/<int:pk>/defer/", views.proposal_defer, name="proposal_defer"),
    path("decisions/<int:pk>/aside/delete/", views.recusal_withdraw, name="recusal_withdraw"),
    path("decisions/<int:pk>/versions/", views.version_list, name="version_list"),
]
