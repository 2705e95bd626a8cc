"""The pages on which people read, take and erase what is held about them; and the same in the back-office."""

import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members.people.models import User
from tests.factories.marked import with_addresses
from tests.factories.members import PASSWORD, UserFactory
from tests.html import squeezed

pytestmark = pytest.mark.django_db
PAGE, DOWNLOAD, ERASURE = (reverse(f"members:my_data{end}") for end in ("", "_download", "_erasure"))


def logged_in(user: User) -> Client:
    browser = Client()
    browser.post("/account/login/", {"login": user.email, "password": PASSWORD})
    return browser


def test_page_leads_to_download_correction_and_erasure(client_of, collaborator, company):
    page = squeezed(client_of(collaborator).get(PAGE).content.decode())

    links = [
        reverse("members:account_edit"),
        reverse("account_email"),
        reverse("members:company_edit", args=[company.slug]),
    ]
    assert [link for link in [*links, DOWNLOAD, ERASURE] if f'"{link}"' not in page] == []
    assert f'<a href="{PAGE}" aria-current="page">My data</a>' in page


def test_download_asks_for_the_password_and_goes_on_by_itself():
    browser = logged_in(with_addresses(UserFactory()))
    response = browser.post(DOWNLOAD)
    assert response.url == f"/account/reauthenticate/?next={DOWNLOAD.replace('/', '%2F')}"

    response = browser.post(response.url, {"password": PASSWORD, "next": DOWNLOAD})

    assert response.headers["Content-Type"] == "application/zip"
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="my-data-{timezone.localdate():%Y-%m-%d}.zip"'
    )
    assert response.headers["Cache-Control"] == "no-store"
    assert zipfile.ZipFile(io.BytesIO(response.content)).testzip() is None
    assert browser.post(DOWNLOAD).status_code == 200


def test_erasure_asks_for_the_password_then_logs_out_and_says_so():
    user = with_addresses(UserFactory())
    browser, elsewhere = logged_in(user), logged_in(user)
    response = browser.post(ERASURE, {"email": user.email.upper()})
    assert response.url.startswith("/account/reauthenticate/")
    assert User.objects.get(pk=user.pk).is_erased is False

    response = browser.post(response.url, {"password": PASSWORD, "next": ERASURE})

    assert response.url == "/"
    assert User.objects.get(pk=user.pk).is_erased is True
    assert "Your account has been erased." in browser.get("/").content.decode()
    assert browser.get(PAGE).url.startswith("/account/login/")
    assert elsewhere.get(PAGE).url.startswith("/account/login/")


def confirmed(user: User) -> Client:
    browser = logged_in(user)
    browser.post("/account/reauthenticate/", {"password": PASSWORD})
    return browser


@pytest.mark.parametrize("typed", ["", "somebody.else@example.org", "no address"])
def test_erasure_needs_ones_own_address(typed):
    user = with_addresses(UserFactory())

    response = confirmed(user).post(ERASURE, {"email": typed})

    assert (response.status_code, list(response.context["form"].errors)) == (200, ["email"])
    assert User.objects.get(pk=user.pk).is_erased is False


def test_page_of_erasure_says_why_not_and_has_no_form(company, representative):
    browser = confirmed(with_addresses(representative))

    page = browser.get(ERASURE).content.decode()
    response = browser.post(ERASURE, {"email": representative.email})

    assert f"You are the last representative of {company}" in page
    assert reverse("members:people_list", args=[company.slug]) in page
    assert 'name="email"' not in page
    assert "has no other representative" in str(response.context["form"].non_field_errors())
    assert User.objects.get(pk=representative.pk).is_erased is False
