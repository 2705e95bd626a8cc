"""Writing a proposal and leading it on; its versions."""

from django.urls import path

from governance.proposals import views

urlpatterns = [
    path("decisions/new/", views.proposal_new, name="proposal_new"),
    path("decisions/<int:pk>/edit/", views.proposal_edit, name="proposal_edit"),
    path("decisions/<int:pk>/discussion/", views.proposal_discuss, name="proposal_discuss"),
    path("decisions/<int:pk>/freeze/", views.proposal_freeze, name="proposal_freeze"),
    path("decisions/<int:pk>/resume/", views.proposal_resume, name="proposal_resume"),
    path("decisions/<int:pk>/withdraw/", views.proposal_withdraw, name="proposal_withdraw"),
    path("decisions/<int:pk>/defer/", views.proposal_defer, name="proposal_defer"),
    path("decisions/<int:pk>/aside/delete/", views.recusal_delete, name="recusal_delete"),
    path("decisions/<int:pk>/versions/", views.version_list, name="version_list"),
]
