"""Addresses."""

from django.urls import path

from governance.views import proposals, resolutions, voting

app_name = "governance"

proposal_urls = [
    path("decisions/", proposals.proposal_list, name="proposal_list"),
    path("decisions/new/", proposals.proposal_new, name="proposal_new"),
    path("decisions/<int:pk>/", proposals.proposal_detail, name="proposal_detail"),
    path("decisions/<int:pk>/edit/", proposals.proposal_edit, name="proposal_edit"),
    path("decisions/<int:pk>/discussion/", proposals.proposal_discuss, name="proposal_discuss"),
    path("decisions/<int:pk>/withdraw/", proposals.proposal_withdraw, name="proposal_withdraw"),
    path("decisions/<int:pk>/comments/", proposals.comment_new, name="comment_new"),
]

voting_urls = [
    path("decisions/<int:pk>/voting/", voting.voting_open, name="voting_open"),
    path("decisions/<int:pk>/vote/", voting.vote_cast, name="vote_cast"),
]

resolution_urls = [
    path("resolutions/", resolutions.resolution_list, name="resolution_list"),
    path("resolutions/<int:year>/<int:number>/", resolutions.resolution_detail, name="resolution_detail"),
]

urlpatterns = proposal_urls + voting_urls + resolution_urls
