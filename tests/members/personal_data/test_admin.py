"""Accounts in the back-office, and erasing those who asked for it."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.test import Client

from members.people.models import User
from tests.factories.members import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
ADMIN = "/admin/members"


def user_form(user: User, **changes) -> dict[str, str]:
    data = {"email": user.email, "name": user.name, "language": "en", "is_active": "on"}
    return data | {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"} | changes


def test_a_coordinator_mends_a_name_and_shuts_an_account(backoffice, collaborator):
    address = f"{ADMIN}/user/{collaborator.pk}/change/"
    data = user_form(collaborator, name="Mended")
    del data["is_active"]
    refused = backoffice.post(address, data).context["adminform"].form.errors
    assert refused == {"reason": ["Write the reason: everyone in the company will read it."]}
    backoffice.post(address, data | {"reason": "Asked for it"})
    collaborator.refresh_from_db()
    assert (collaborator.name, collaborator.is_active) == ("Mended", False)


def test_the_account_of_the_last_representative_stays_open(backoffice, company, representative):
    data = user_form(representative, reason="Lost the telephone")
    del data["is_active"]
    response = backoffice.post(f"{ADMIN}/user/{representative.pk}/change/", data)
    assert response.context["adminform"].form.errors == {
        "is_active": [
            f"{company} has no other representative: end the membership first, which takes seven days."
        ]
    }


def test_an_account_that_is_opened_again_represents_nobody_at_once(backoffice, company, representative):
    """Was: representative again, with a vote, and nobody of the company heard of it."""
    back = MembershipFactory(company=company, role="representative", user__is_active=False)
    backoffice.post(f"{ADMIN}/user/{back.user.pk}/change/", user_form(back.user))
    back.refresh_from_db()
    assert (back.user.is_active, back.is_representative, back.is_waiting) == (True, False, True)


def test_a_coordinator_gives_no_roles_and_changes_no_address(backoffice, collaborator):
    group = Group.objects.get(name="Coordinators")
    address, password = f"{ADMIN}/user/{collaborator.pk}/change/", collaborator.password
    changes = {"is_staff": "on", "is_superuser": "on", "groups": [group.pk], "email": "x@example.org"}
    backoffice.post(address, user_form(collaborator, **changes, password="x"))
    after = User.objects.get(pk=collaborator.pk)
    assert (after.is_staff, after.is_superuser, after.groups.count()) == (False, False, 0)
    assert (after.email, after.password) == (collaborator.email, password)


def test_a_coordinator_changes_neither_staff_nor_themselves(backoffice, coordinator, superuser):
    for person in (coordinator, superuser, UserFactory(is_staff=True)):
        response = backoffice.post(f"{ADMIN}/user/{person.pk}/change/", user_form(person, name="Mended"))
        assert response.status_code == 403
    assert User.objects.filter(name="Mended").count() == 0


def test_nobody_reads_a_password(backoffice, client_of, superuser, collaborator):
    for browser in (backoffice, client_of(superuser)):
        page = browser.get(f"{ADMIN}/user/{collaborator.pk}/change/").content.decode()
        assert collaborator.email in page
        assert collaborator.password not in page


def test_a_superuser_makes_a_coordinator_without_a_password(client_of, superuser):
    group = Group.objects.get(name="Coordinators")
    data = {"email": "c@example.org", "name": "Carla", "language": "it", "is_active": "on"}
    client_of(superuser).post(f"{ADMIN}/user/add/", data | {"is_staff": "on", "groups": [group.pk]})
    made = User.objects.get(email="c@example.org")
    assert (made.is_coordinator, made.has_usable_password()) == (True, False)


def test_a_coordinator_makes_no_accounts(backoffice):
    assert backoffice.get(f"{ADMIN}/user/add/").status_code == 403


PEOPLE = "/admin/members/user/"


def erase_from_list(browser: Client, *people: User, **more: str):
    chosen = {"action": "erase_people", "_selected_action": [person.pk for person in people]}
    return browser.post(PEOPLE, chosen | more)


def messages_after(response, browser: Client) -> list[str]:
    return [str(message) for message in browser.get(response.url).context["messages"]]


def test_coordinator_erases_who_asked_after_a_confirmation(client_of, coordinator, person):
    browser = client_of(coordinator)
    page = erase_from_list(browser, person).content.decode()
    assert "Zoe Zname (zmain@example.org)" in page
    assert User.objects.get(pk=person.pk).is_erased is False

    response = erase_from_list(browser, person, do="1")

    assert messages_after(response, browser) == ["1 person erased."]
    assert User.objects.get(pk=person.pk).is_erased is True
    entry = LogEntry.objects.filter(user=coordinator).latest("pk")
    assert (entry.object_id, entry.object_repr) == (str(person.pk), "a former member")


def test_coordinator_erases_no_staff_and_not_themself(client_of, coordinator, superuser, representative):
    browser = client_of(coordinator)

    response = erase_from_list(browser, coordinator, superuser, representative, do="1")

    assert sorted(messages_after(response, browser)) == sorted(
        [
            f"{coordinator}: erase your own account under “My data”.",
            f"{superuser}: only a superuser can erase staff.",
            f"{representative}: {representative.memberships.get().company} has no other representative:"
            " make someone else a representative first.",
            "0 people erased.",
        ]
    )
    assert not User.objects.filter(email__startswith="erased-").exists()
