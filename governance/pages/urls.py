"""The list of proposals, the page of each, and the forms that stand on that page."""

from django.urls import path

from governance.pages import views
from members.people.mails.views import mail_preferences, mail_unsubscribe

urlpatterns = [
    path("decisions/", views.proposal_list, name="proposal_list"),
    path("decisions/rulebook/", views.rulebook_detail, name="rulebook_detail"),
    path("decisions/<int:pk>/", views.proposal_detail, name="proposal_detail"),
    path("decisions/<int:pk>/aside/", views.recusal_declare, name="recusal_declare"),
    path("decisions/<int:pk>/comments/", views.comment_new, name="comment_new"),
    path("decisions/<int:pk>/vote/", views.vote_cast, name="vote_cast"),
    path(
        "assemblies/<int:year>/<int:number>/votes/<int:pk>/proxies/",
        views.assembly_proxy_vote,
        name="assembly_proxy_vote",
    ),
    # Where earlier mails lead: what they offer as a button is a POST, which no mail program sends on.
    path("decisions/mails/", mail_preferences, name="mail_preferences"),
    path("decisions/mails/<str:token>/", mail_unsubscribe, name="mail_unsubscribe"),
]
