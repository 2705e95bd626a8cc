"""What all tests share: people of every role, logged in or not; and what may be left out of a run, loudly."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as portal_settings
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connections
from django.db.backends.sqlite3.base import DatabaseOperations
from django.test import Client
from hypothesis import settings as hypothesis_settings

from members.companies.models import Company
from members.people.models import Membership, User
from multifactory.lib.immutability import drop_statements, install_statements
from tests.factories.members import CompanyFactory, MembershipFactory, UserFactory
from tests.prepared_database import prepared_database
from tests.second_factor import use_second_factor

# Several processes share the cores: how long an example took by the clock says nothing about the code.
hypothesis_settings.register_profile("portal", deadline=None)
hypothesis_settings.load_profile("portal")

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
REQUIRE_EVERYTHING = bool(os.environ.get("REQUIRE_EVERYTHING"))  # set by .ci/run
ON_POSTGRES = portal_settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    elsewhere = "sqlite" if ON_POSTGRES else "postgres"
    left = [item for item in items if item.get_closest_marker(elsewhere)]
    if left:
        items[:] = [item for item in items if item not in left]
        config.hook.pytest_deselected(items=left)
        config.stash[_LEFT] = (
            f"{len(left)} tests are about the other database and left to a run on {elsewhere}."
        )
        if hasattr(config, "workeroutput"):  # one of several processes: the first prints the summary
            config.workeroutput["left"] = config.stash[_LEFT]
    for item in items:
        marker = item.get_closest_marker("django_db")
        wanted = dict(marker.kwargs) if marker else {}
        if wanted.get("transaction") or _COMMITTING & set(getattr(item, "fixturenames", ())):
            # Tests that commit empty every table afterwards; the next need the rows of the migrations back.
            wanted |= {"transaction": True, "serialized_rollback": True}
            item.add_marker(pytest.mark.django_db(**wanted), append=False)
        if CHROMIUM is None and item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))
    yield
    # pytest groups the tests of one browser after pytest-django has put those that commit behind the others.
    items.sort(key=lambda item: (_commits(item), item.get_closest_marker("browser") is not None))


def _commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))


_COMMITTING = {"transactional_db", "live_server", "other_process"}
_LEFT = pytest.StashKey[str]()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """A process of `-n` has ended: what it said of the tests it left, each says the same."""
    if left := getattr(node, "workeroutput", {}).get("left"):
        node.config.stash[_LEFT] = left


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if left := config.stash.get(_LEFT, ""):
        terminalreporter.line(left)
    skipped = terminalreporter.stats.get("skipped", [])
    if any("no Chromium" in str(report.longrepr) for report in skipped):
        terminalreporter.section("THE BROWSER TESTS DID NOT RUN", sep="!", red=True, bold=True)
        terminalreporter.line("Install Chromium (Debian: apt-get install chromium) and run the tests again.")
    if skipped and REQUIRE_EVERYTHING:
        terminalreporter.section("SKIPPED, WHERE NOTHING MAY BE", sep="!", red=True, bold=True)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if REQUIRE_EVERYTHING and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Every process of `-n` has a database of its own.

    On SQLite a file, as the portal uses: threads and other processes meet real locks there. On PostgreSQL no
    pool: threads stand for the processes of many servers, and each has a connection of its own.
    """
    if ON_POSTGRES:
        connections["default"].settings_dict["OPTIONS"].pop("pool")
    else:
        name = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connections["default"].settings_dict["TEST"]["NAME"] = str(name)


@pytest.fixture(scope="session")
def _preparing(django_db_modify_db_settings: None) -> Iterator[ExitStack]:
    with ExitStack() as preparing:
        yield preparing


@pytest.fixture(scope="session")
def django_db_keepdb(_preparing: ExitStack, django_db_blocker: Any) -> bool:
    """A file that lies there already is migrated further; PostgreSQL copies by itself."""
    with django_db_blocker.unblock():
        is_there = _preparing.enter_context(prepared_database())
    return is_there and not ON_POSTGRES


@pytest.fixture(scope="session")
def django_db_setup(_preparing: ExitStack, django_db_setup: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        _preparing.close()


@pytest.fixture(scope="session", autouse=True)
def _emptied_without_seals() -> None:
    """Tests that commit are followed by emptying every table, which the seals of SQLite would refuse.

    Of the class, because browser tests have another connection. PostgreSQL truncates, which fires no trigger.
    """
    flush = DatabaseOperations.sql_flush

    def sql_flush(self: DatabaseOperations, *args: Any, **kwargs: Any) -> list[str]:
        return [*drop_statements("sqlite"), *flush(self, *args, **kwargs), *install_statements("sqlite")]

    DatabaseOperations.sql_flush = sql_flush


@pytest.fixture
def other_process(transactional_db: None) -> dict[str, str]:
    """The environment in which another process finds the database of this test."""
    cache.clear()  # its table is no model's, so no test empties it
    name = connections["default"].settings_dict["NAME"]
    server = os.environ["DATABASE_URL"].rpartition("/")[0]
    url = f"{server}/{name}" if ON_POSTGRES else f"sqlite:///{name}"
    return os.environ | {"DATABASE_URL": url, "PYTHONWARNINGS": "default"}


ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def _plain_settings(settings, tmp_path) -> None:
    """Fast passwords, plain static files, no second factor for staff, and no stored pages, since tests count
    queries and look at templates; tests of these switch them on.

    Pictures go to a folder of the test's own.
    """
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    # It would read the folder of collected files for every client, and there is none in a fresh clone.
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith("whitenoise")]
    settings.REQUIRE_STAFF_MFA = False
    settings.PUBLIC_PAGES_MB = 0


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
def client_of(settings) -> Callable[[User | None], Client]:
    """A browser in which this person is logged in, staff with the second factor; None is a visitor."""

    def log_in(user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user)
            if user.is_staff and settings.REQUIRE_STAFF_MFA:
                use_second_factor(client, user)
        return client

    return log_in
