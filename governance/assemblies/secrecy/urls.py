"""Scrutineers and the urn, the secret ballot, papers."""

from django.urls import path

from governance.assemblies.secrecy import ballot_views, paper_views, urn_views

_OF = "assemblies/<int:year>/<int:number>"

urlpatterns = [
    path(f"{_OF}/urn/", urn_views.assembly_urn, name="assembly_urn"),
    path(f"{_OF}/urn/open/", urn_views.assembly_urn_open, name="assembly_urn_open"),
    path(f"{_OF}/urn/close/", urn_views.assembly_urn_close, name="assembly_urn_close"),
    path(f"{_OF}/urn/annul/", urn_views.assembly_urn_annul, name="assembly_urn_annul"),
    path(f"{_OF}/scrutineers/", urn_views.assembly_scrutineer_add, name="assembly_scrutineer_add"),
    path(
        f"{_OF}/scrutineers/<int:pk>/remove/",
        urn_views.assembly_scrutineer_remove,
        name="assembly_scrutineer_remove",
    ),
    path(f"{_OF}/secret/<int:position>/", urn_views.assembly_secret_vote, name="assembly_secret_vote"),
    path(f"{_OF}/ballot/", ballot_views.assembly_ballots, name="assembly_ballots"),
    path(f"{_OF}/ballot/<int:company>/", ballot_views.assembly_ballot, name="assembly_ballot"),
    path(f"{_OF}/ballot/<int:company>/cast/", ballot_views.assembly_ballot_cast, name="assembly_ballot_cast"),
    path(
        f"{_OF}/ballots/<int:position>/<int:round_number>/",
        ballot_views.assembly_secret_ballots,
        name="assembly_secret_ballots",
    ),
    path(f"{_OF}/papers/", paper_views.assembly_papers, name="assembly_papers"),
    path(f"{_OF}/papers/<int:company>/give/", paper_views.assembly_paper_give, name="assembly_paper_give"),
]
