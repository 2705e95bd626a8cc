"""The URLs of all subjects; they share one namespace."""

from django.urls import include, path

app_name = "governance"

urlpatterns = [
    path("", include("governance.pages.urls")),
    path("", include("governance.proposals.urls")),
    path("", include("governance.discussion.urls")),
    path("", include("governance.attachments.urls")),
    path("", include("governance.amendments.urls")),
    path("", include("governance.voting.urls")),
    path("", include("governance.departures.urls")),
    path("", include("governance.voting.heads.urls")),
    path("", include("governance.closing.urls")),
    path("", include("governance.resolutions.urls")),
    path("", include("governance.assemblies.petitions.urls")),
    path("", include("governance.assemblies.elections.urls")),
    path("", include("governance.assemblies.calling.urls")),
    path("", include("governance.assemblies.attending.urls")),
    path("", include("governance.assemblies.secrecy.urls")),
    path("", include("governance.assemblies.minutes.urls")),
    path("", include("governance.assemblies.hall.urls")),
]
