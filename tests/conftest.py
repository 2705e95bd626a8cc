"""What all tests share: people of every role, logged in or not; and what may be left out of a run, loudly."""

import gc
import os
import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as portal_settings
from django.contrib.auth.models import Group
from django.db import connections, transaction
from django.test import Client, TransactionTestCase, override_settings
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from members.companies.models import Company
from members.people.models import Membership, User
from tests.committed import KeptFile, KeptRows, first_rows, wait_until_alone
from tests.factories.members import CompanyFactory, MembershipFactory, UserFactory
from tests.prepared_database import prepared_database
from tests.second_factor import use_second_factor
from tests.world import World, make_world

# Several processes share the cores: how long an example took by the clock says nothing about the code.
hypothesis_settings.register_profile("portal", deadline=None)
hypothesis_settings.load_profile("portal")

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
REQUIRE_EVERYTHING = bool(os.environ.get("REQUIRE_EVERYTHING"))  # set by .ci/run
ON_POSTGRES = portal_settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    elsewhere = "sqlite" if ON_POSTGRES else "postgres"
    about = [item for item in items if item.get_closest_marker(elsewhere)]
    alike = [item for item in items if ON_POSTGRES and not _asks_database(item) and item not in about]
    if left := {*about, *alike}:
        items[:] = [item for item in items if item not in left]
        config.hook.pytest_deselected(items=left)
        config.stash[_LEFT] = f"Left to a run on {elsewhere}: {len(about)} tests about the other database" + (
            f", {len(alike)} that ask none." if alike else "."
        )
        if hasattr(config, "workeroutput"):  # one of several processes: the first prints the summary
            config.workeroutput["left"] = config.stash[_LEFT]
    for item in items:
        marker = item.get_closest_marker("django_db")
        wanted = dict(marker.kwargs) if marker else {}
        if wanted.get("transaction") or _COMMITTING & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.django_db(**wanted | {"transaction": True}), append=False)
        if CHROMIUM is None and item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))
    yield
    # pytest groups the tests of one browser after pytest-django has put those that commit behind the others.
    items.sort(key=lambda item: (_commits(item), item.get_closest_marker("browser") is not None))


def pytest_collection_finish(session: pytest.Session) -> None:
    """What has been loaded stays: asking again and again whether it is garbage took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


def _asks_database(item: pytest.Item) -> bool:
    """Those about PostgreSQL do, whatever they say of themselves."""
    if item.get_closest_marker("django_db") or item.get_closest_marker("postgres"):
        return True
    return bool(_OF_DATABASE & set(getattr(item, "fixturenames", ())))


def _commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))


_COMMITTING = {"transactional_db", "live_server", "other_process"}
_OF_DATABASE = _COMMITTING | {"db", "django_db_setup", "django_db_blocker"}
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

    On SQLite a file, as the portal uses: threads and other processes meet real locks there. Neither has a
    pool: threads stand for the processes of many servers, and each has a connection of its own. On PostgreSQL
    it may stand idle in a transaction, and a statement may take long: on a busy machine they do for longer
    than in any request. Neither database waits for the disk, since no test cuts the power.
    """
    options = connections["default"].settings_dict["OPTIONS"]
    options.pop("pool", None)
    if ON_POSTGRES:
        options["options"] += " -c idle_in_transaction_session_timeout=10min -c statement_timeout=60s"
        options["options"] += " -c synchronous_commit=off -c jit=off"
    else:
        options["init_command"] += "PRAGMA synchronous=OFF;"
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
def django_db_setup(
    _preparing: ExitStack, django_db_setup: None, django_db_blocker: Any
) -> Iterator[KeptFile | KeptRows]:
    """What the migrations wrote, as it is again after each test that commits."""
    with django_db_blocker.unblock():
        _preparing.close()
        kept = first_rows()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _test: kept.take_back())
        yield kept
    if ON_POSTGRES:
        with django_db_blocker.unblock():
            wait_until_alone()


@pytest.fixture
def other_process(transactional_db: None) -> dict[str, str]:
    """The environment in which another process finds the database of this test."""
    name = connections["default"].settings_dict["NAME"]
    server = os.environ["DATABASE_URL"].rpartition("/")[0]
    url = f"{server}/{name}" if ON_POSTGRES else f"sqlite:///{name}"
    return os.environ | {"DATABASE_URL": url, "PYTHONWARNINGS": "default"}


ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session", autouse=True)
def _plain_settings(django_test_environment: None) -> Iterator[None]:
    """Fast passwords, plain static files, no second factor for staff, and no stored pages, since tests count
    queries and look at templates; tests of these switch them on."""
    plain = {
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
        "STORAGES": portal_settings.STORAGES
        | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}},
        # It would read the folder of collected files for every client, and there is none in a fresh clone.
        "MIDDLEWARE": [name for name in portal_settings.MIDDLEWARE if not name.startswith("whitenoise")],
        "REQUIRE_STAFF_MFA": False,
        "PUBLIC_PAGES_MB": 0,
    }
    with override_settings(**plain):
        yield


_numbers = count(1)


@pytest.fixture(autouse=True)
def _first_language() -> None:
    """A request leaves its language with the thread: whatever test comes next begins with the portal's."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path_factory) -> None:
    """Pictures go to a folder of the test's own, which is not made for the many that store none."""
    settings.MEDIA_ROOT = str(tmp_path_factory.getbasetemp() / "media" / str(next(_numbers)))


Made = tuple[bytes, Path]


@pytest.fixture(scope="module")
def world_of_module(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Made]:
    """One of each thing, made once for the tests of a module: pickled, and the folder of its files."""
    media, around = tmp_path_factory.mktemp("world"), transaction.atomic()
    around._from_testcase = True  # services that want the outermost transaction have it
    with django_db_blocker.unblock(), around:
        with override_settings(MEDIA_ROOT=str(media)):
            made = pickle.dumps(make_world())
        yield made, media
        transaction.set_rollback(True)


@pytest.fixture
def world(world_of_module: Made, db: None, settings: Any) -> World:
    """That one, of which each test takes back what it changes: in the database, in memory, on the disk."""
    made, media = world_of_module
    shutil.copytree(media, settings.MEDIA_ROOT)
    return pickle.loads(made)  # noqa: S301  our own


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
