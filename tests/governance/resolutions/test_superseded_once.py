"""A book in which several resolutions replaced the same one, before the database refused that."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from governance.resolutions.models import Resolution
from multifactory.lib.immutability import drop_seals, install_seals
from tests.factories.governance import ResolutionFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def earlier_book() -> Iterator[None]:
    """Without the constraint and the seals, as before; the migration's work is then to make them hold."""
    constraints = Resolution._meta.constraints
    [once] = [one for one in constraints if one.name == "resolution_superseded_once"]
    drop_seals("default")
    Resolution._meta.constraints = [one for one in constraints if one is not once]
    with connection.schema_editor() as editor:
        editor.remove_constraint(Resolution, once)
    yield
    Resolution._meta.constraints = constraints
    with connection.schema_editor() as editor:
        editor.add_constraint(Resolution, once)
    install_seals("default")


def test_of_two_that_replace_one_the_first_stays_and_the_other_says_so(earlier_book):
    old = ResolutionFactory(year=2024, number=3)
    first = ResolutionFactory(year=2025, number=1, supersedes=old)
    ResolutionFactory(year=2025, number=2, supersedes=old, statement="It rains no more.")
    ResolutionFactory(year=2025, number=3, supersedes=first)

    import_module("governance.migrations.0010_superseded_once").keep_the_first(apps, None)

    rows = {one.reference: (one.supersedes, one.statement) for one in Resolution.objects.all()}
    assert rows == {
        "2024/3": (None, ""),
        "2025/1": (old, ""),
        "2025/2": (None, "It rains no more.\n\n→ 2024/3"),
        "2025/3": (first, ""),
    }


def test_the_database_refuses_the_second(db):
    old = ResolutionFactory()
    ResolutionFactory(supersedes=old)

    with pytest.raises(IntegrityError), transaction.atomic():
        ResolutionFactory(supersedes=old)
