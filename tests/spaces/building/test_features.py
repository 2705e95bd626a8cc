"""Features that were words in a text."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from spaces.building.models import Space
from tests.factories.spaces import SpaceFactory

pytestmark = pytest.mark.django_db


def test_words_of_the_free_text_become_ticks_and_stay_as_they_were():
    said = SpaceFactory(features="Three-phase, extraction; step-free.")
    other = SpaceFactory(features="No water, ask about extraction")
    migration = import_module("spaces.migrations.0005_features_from_words")

    migration.tick(apps, connection.schema_editor())
    ticked = [[one.code for one in Space.objects.get(pk=space.pk).offered] for space in (said, other)]
    migration.untick(apps, connection.schema_editor())

    assert ticked == [["three-phase", "extraction", "step-free"], []]
    said.refresh_from_db()
    assert (said.offered, said.features) == ([], "Three-phase, extraction; step-free.")
