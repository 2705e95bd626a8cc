"""A person with something in every table, and mails kept in the database."""

import pytest
from django.core.cache import cache

from members.people.models import User
from tests.factories.marked import make_marked_person


@pytest.fixture(autouse=True)
def _queue_in_the_database(settings):
    # pytest-django's keeps mails apart.
    settings.EMAIL_BACKEND = "multifactory.lib.mail_queue.backend.QueueBackend"
    cache.clear()


@pytest.fixture
def person() -> User:
    return make_marked_person()
