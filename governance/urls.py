"""Addresses."""

from django.urls import path

from governance.amendments import views as amendments_views
from governance.attachments import views as attachments_views
from governance.closing import views as closing_views
from governance.discussion import views as discussion_views
from governance.mail_preferences import views as mail_preferences_views
from governance.pages import views
from governance.proposals import views as proposals_views
from governance.resolutions import views as resolutions_views
from governance.voting import views as voting_views

app_name = "governance"

proposal_urls = [
    path("decisions/", views.proposal_list, name="proposal_list"),
    path("decisions/new/", proposals_views.proposal_new, name="proposal_new"),
    path("decisions/<int:pk>/", views.proposal_detail, name="proposal_detail"),
    path("decisions/<int:pk>/edit/", proposals_views.proposal_edit, name="proposal_edit"),
    path("decisions/<int:pk>/discussion/", proposals_views.proposal_discuss, name="proposal_discuss"),
    path("decisions/<int:pk>/freeze/", proposals_views.proposal_freeze, name="proposal_freeze"),
    path("decisions/<int:pk>/resume/", proposals_views.proposal_resume, name="proposal_resume"),
    path("decisions/<int:pk>/withdraw/", proposals_views.proposal_withdraw, name="proposal_withdraw"),
    path("decisions/<int:pk>/defer/", proposals_views.proposal_defer, name="proposal_defer"),
    path("decisions/<int:pk>/conclude/", closing_views.proposal_conclude, name="proposal_conclude"),
    path("decisions/<int:pk>/aside/", views.recusal_new, name="recusal_new"),
    path("decisions/<int:pk>/aside/delete/", proposals_views.recusal_delete, name="recusal_delete"),
]

discussion_urls = [
    path("decisions/<int:pk>/comments/", views.comment_new, name="comment_new"),
    path("decisions/<int:pk>/comments/<int:comment_pk>/", discussion_views.comment_edit, name="comment_edit"),
    path(
        "decisions/<int:pk>/comments/<int:comment_pk>/history/",
        discussion_views.comment_history,
        name="comment_history",
    ),
    path("decisions/<int:pk>/versions/", proposals_views.version_list, name="version_list"),
]

attachment_urls = [
    path("decisions/<int:pk>/attachments/new/", attachments_views.attachment_new, name="attachment_new"),
    path(
        "decisions/<int:pk>/attachments/<int:attachment_pk>/", attachments_views.attachment, name="attachment"
    ),
    path(
        "decisions/<int:pk>/attachments/<int:attachment_pk>/delete/",
        attachments_views.attachment_delete,
        name="attachment_delete",
    ),
]

amendment_urls = [
    path("decisions/<int:pk>/amendments/new/", amendments_views.amendment_new, name="amendment_new"),
    path(
        "decisions/<int:pk>/amendments/<int:number>/", amendments_views.amendment_edit, name="amendment_edit"
    ),
    path(
        "decisions/<int:pk>/amendments/<int:number>/withdraw/",
        amendments_views.amendment_withdraw,
        name="amendment_withdraw",
    ),
    path(
        "decisions/<int:pk>/amendments/<int:number>/accept/",
        amendments_views.amendment_accept,
        name="amendment_accept",
    ),
    path(
        "decisions/<int:pk>/amendments/<int:number>/voting/",
        voting_views.amendment_voting,
        name="amendment_voting",
    ),
]

voting_urls = [
    path("decisions/<int:pk>/voting/", voting_views.voting_open, name="voting_open"),
    path("decisions/<int:pk>/vote/", views.vote_cast, name="vote_cast"),
    path("decisions/<int:pk>/rounds/<int:number>/extend/", voting_views.round_extend, name="round_extend"),
    path("decisions/<int:pk>/rounds/<int:number>/cancel/", voting_views.round_cancel, name="round_cancel"),
    path("decisions/<int:pk>/rounds/<int:number>/close/", closing_views.round_close, name="round_close"),
    path(
        "decisions/<int:pk>/rounds/<int:number>/record.json", voting_views.round_record, name="round_record"
    ),
    path("decisions/verify.py", voting_views.verifier, name="verifier"),
]

resolution_urls = [
    path("resolutions/", resolutions_views.resolution_list, name="resolution_list"),
    path("resolutions/print/", resolutions_views.resolution_print, name="resolution_print"),
    path(
        "resolutions/<int:year>/<int:number>/", resolutions_views.resolution_detail, name="resolution_detail"
    ),
    path(
        "resolutions/<int:year>/<int:number>/done/", resolutions_views.resolution_done, name="resolution_done"
    ),
    path(
        "resolutions/<int:year>/<int:number>/undone/",
        resolutions_views.resolution_undone,
        name="resolution_undone",
    ),
    path(
        "resolutions/<int:year>/<int:number>/effect/",
        resolutions_views.resolution_effect,
        name="resolution_effect",
    ),
]

mail_urls = [
    path("decisions/mails/", mail_preferences_views.mail_preferences, name="notices"),
    path("decisions/mails/<str:token>/", mail_preferences_views.mail_unsubscribe, name="mails_stop"),
]

urlpatterns = [
    *proposal_urls,
    *discussion_urls,
    *attachment_urls,
    *amendment_urls,
    *voting_urls,
    *resolution_urls,
    *mail_urls,
]
