"""The migrations as an installation under way has taken them: one by one, not at once.

Django goes back only to what stands in its graph, and where all that a squashed migration replaces is
applied, that is the squashed one alone.
"""

from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader


class HistoryLoader(MigrationLoader):
    def __init__(self, connection: Any) -> None:
        super().__init__(connection, replace_migrations=False)

    def build_graph(self) -> None:
        super().build_graph()
        for key, migration in self.replacements.items():
            self.graph.remove_replacement_node(key, migration.replaces)


def single_steps() -> MigrationExecutor:
    executor = MigrationExecutor(connection)
    executor.loader = HistoryLoader(connection)
    return executor
