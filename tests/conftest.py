"""What all tests share: people of every role, logged in or not."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from members.models import Company, Membership, User
from tests.factories.members import CompanyFactory, MembershipFactory, UserFactory


@pytest.fixture(autouse=True)
def _plain_settings(settings) -> None:
    """Fast passwords, plain static files, a back-office without the second factor; tests of these switch them on."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.REQUIRE_STAFF_MFA = False


@pytest.fixture
def company(db) -> Company:
    return CompanyFactory()


@pytest.fixture
def representative(company) -> User:
    return MembershipFactory(company=company, role=Membership.Role.REPRESENTATIVE).user


@pytest.fixture
def collaborator(company) -> User:
    return MembershipFactory(company=company).user


@pytest.fixture
def coordinator(db) -> User:
    """Staff of the group Coordinators, in no company."""
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get_or_create(name="Coordinators")[0])
    return user


@pytest.fixture
def superuser(db) -> User:
    return UserFactory(is_staff=True, is_superuser=True)


@pytest.fixture
def client_of() -> Callable[[User | None], Client]:
    """A browser in which this person is logged in; None is a visitor."""

    def log_in(user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user)
        return client

    return log_in
