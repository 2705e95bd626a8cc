"""An empty database gets its tables at once; one under way takes the single steps. Both end alike."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from tests.migration_history import HistoryLoader

AT_ONCE = {"members", "governance", "spaces", "events"}


def waiting() -> list[tuple[str, str]]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [(migration.app_label, migration.name) for migration, _is_backwards in plan]


def forget(*keys: tuple[str, str]) -> None:
    for key in keys:
        MigrationRecorder(connection).record_unapplied(*key)


def test_tables_made_at_once_are_those_the_single_steps_lead_to():
    at_once, step_by_step = MigrationLoader(None).project_state(), HistoryLoader(None).project_state()

    assert at_once.models.keys() == step_by_step.models.keys()
    differing = [key for key, model in at_once.models.items() if model != step_by_step.models[key]]
    assert differing == []


def test_each_app_has_one_beginning_that_leaves_out_no_step_before_its_last():
    """Else an installation that has taken them would be told that some wait, or get tables it has."""
    loader = HistoryLoader(None)

    assert {app for app, _name in loader.replacements} == AT_ONCE
    for (app, name), migration in loader.replacements.items():
        steps = sorted(key for key in loader.graph.nodes if key[0] == app)
        last = (app, name.removeprefix("0001_squashed_"))
        assert migration.replaces == steps[: steps.index(last) + 1]


@pytest.mark.django_db
def test_nothing_waits_where_every_single_step_was_taken():
    forget(*MigrationLoader(connection).replacements)

    assert waiting() == []


@pytest.mark.django_db
def test_database_under_way_takes_the_single_steps_it_has_not_taken():
    forget(*MigrationLoader(connection).replacements)
    steps = [
        ("governance", "0040_vote_reminder"),
        ("governance", "0041_hall_invariants"),
        ("members", "0021_two_languages"),
        ("spaces", "0035_funds_and_quotes"),
        ("spaces", "0039_site"),
        ("spaces", "0040_rules_and_tables_by_decision"),
    ]
    forget(*steps)

    assert waiting()[: len(steps)] == steps
