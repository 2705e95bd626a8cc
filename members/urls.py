"""The URLs of the subjects, joined."""

from members.accounts import urls as accounts_urls
from members.applications.joining import urls as joining_urls
from members.applications.reading import urls as applications_urls
from members.changes import urls as changes_urls
from members.directory import urls as directory_urls
from members.exchange.collaborations import urls as collaborations_urls
from members.exchange.listings import urls as listings_urls
from members.exchange.projects import urls as projects_urls
from members.exchange.value_chain import urls as value_chain_urls
from members.pages import urls as pages_urls
from members.people import urls as people_urls
from members.people.mails import urls as mails_urls
from members.personal_data import urls as personal_data_urls
from members.profile import urls as profile_urls

app_name = "members"

urlpatterns = [
    *directory_urls.urlpatterns,
    *listings_urls.urlpatterns,
    *collaborations_urls.urlpatterns,
    *projects_urls.urlpatterns,
    *value_chain_urls.urlpatterns,
    *pages_urls.urlpatterns,
    *profile_urls.urlpatterns,
    *changes_urls.urlpatterns,
    *people_urls.urlpatterns,
    *mails_urls.urlpatterns,
    *accounts_urls.urlpatterns,
    *personal_data_urls.urlpatterns,
    *joining_urls.urlpatterns,
    *applications_urls.urlpatterns,
]
