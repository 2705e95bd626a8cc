"""The URLs of the subjects, joined."""

from events.institutions import urls as institutions_urls
from events.pages import urls as pages_urls
from events.programme import urls as programme_urls
from events.registrations import urls as registrations_urls

app_name = "events"

urlpatterns = [
    *programme_urls.urlpatterns,
    *pages_urls.urlpatterns,
    *registrations_urls.urlpatterns,
    *institutions_urls.urlpatterns,
]
