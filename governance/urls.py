"""Addresses."""

from django.urls import path

from governance.views import (
    amendments,
    attachments,
    comments,
    followups,
    notices,
    proposals,
    resolutions,
    versions,
    voting,
)

app_name = "governance"

proposal_urls = [
    path("decisions/", proposals.proposal_list, name="proposal_list"),
    path("decisions/new/", proposals.proposal_new, name="proposal_new"),
    path("decisions/<int:pk>/", proposals.proposal_detail, name="proposal_detail"),
    path("decisions/<int:pk>/edit/", proposals.proposal_edit, name="proposal_edit"),
    path("decisions/<int:pk>/discussion/", proposals.proposal_discuss, name="proposal_discuss"),
    path("decisions/<int:pk>/freeze/", proposals.proposal_freeze, name="proposal_freeze"),
    path("decisions/<int:pk>/resume/", proposals.proposal_resume, name="proposal_resume"),
    path("decisions/<int:pk>/withdraw/", proposals.proposal_withdraw, name="proposal_withdraw"),
    path("decisions/<int:pk>/defer/", proposals.proposal_defer, name="proposal_defer"),
    path("decisions/<int:pk>/conclude/", proposals.proposal_conclude, name="proposal_conclude"),
    path("decisions/<int:pk>/aside/", proposals.recusal_new, name="recusal_new"),
    path("decisions/<int:pk>/aside/delete/", proposals.recusal_delete, name="recusal_delete"),
]

discussion_urls = [
    path("decisions/<int:pk>/comments/", comments.comment_new, name="comment_new"),
    path("decisions/<int:pk>/comments/<int:comment_pk>/", comments.comment_edit, name="comment_edit"),
    path(
        "decisions/<int:pk>/comments/<int:comment_pk>/history/",
        comments.comment_history,
        name="comment_history",
    ),
    path("decisions/<int:pk>/versions/", versions.version_list, name="version_list"),
]

attachment_urls = [
    path("decisions/<int:pk>/attachments/new/", attachments.attachment_new, name="attachment_new"),
    path("decisions/<int:pk>/attachments/<int:attachment_pk>/", attachments.attachment, name="attachment"),
    path(
        "decisions/<int:pk>/attachments/<int:attachment_pk>/delete/",
        attachments.attachment_delete,
        name="attachment_delete",
    ),
]

amendment_urls = [
    path("decisions/<int:pk>/amendments/new/", amendments.amendment_new, name="amendment_new"),
    path("decisions/<int:pk>/amendments/<int:number>/", amendments.amendment_edit, name="amendment_edit"),
    path(
        "decisions/<int:pk>/amendments/<int:number>/withdraw/",
        amendments.amendment_withdraw,
        name="amendment_withdraw",
    ),
    path(
        "decisions/<int:pk>/amendments/<int:number>/accept/",
        amendments.amendment_accept,
        name="amendment_accept",
    ),
    path(
        "decisions/<int:pk>/amendments/<int:number>/voting/",
        amendments.amendment_voting,
        name="amendment_voting",
    ),
]

voting_urls = [
    path("decisions/<int:pk>/voting/", voting.voting_open, name="voting_open"),
    path("decisions/<int:pk>/vote/", voting.vote_cast, name="vote_cast"),
    path("decisions/<int:pk>/rounds/<int:number>/extend/", voting.round_extend, name="round_extend"),
    path("decisions/<int:pk>/rounds/<int:number>/cancel/", voting.round_cancel, name="round_cancel"),
    path("decisions/<int:pk>/rounds/<int:number>/close/", voting.round_close, name="round_close"),
    path("decisions/<int:pk>/rounds/<int:number>/record.json", voting.round_record, name="round_record"),
    path("decisions/verify.py", voting.verifier, name="verifier"),
]

resolution_urls = [
    path("resolutions/", resolutions.resolution_list, name="resolution_list"),
    path("resolutions/print/", resolutions.resolution_print, name="resolution_print"),
    path("resolutions/<int:year>/<int:number>/", resolutions.resolution_detail, name="resolution_detail"),
    path("resolutions/<int:year>/<int:number>/done/", followups.resolution_done, name="resolution_done"),
    path(
        "resolutions/<int:year>/<int:number>/undone/", followups.resolution_undone, name="resolution_undone"
    ),
    path(
        "resolutions/<int:year>/<int:number>/effect/", followups.resolution_effect, name="resolution_effect"
    ),
]

mail_urls = [
    path("decisions/mails/", notices.notices, name="notices"),
    path("decisions/mails/<str:token>/", notices.mails_stop, name="mails_stop"),
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
