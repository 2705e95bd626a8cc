"""A person with something in every table, and mails kept in the database."""

import pytest
from django.core.cache import cache

from members.people.models import User
from tests.factories.marked import make_marked_person


@pytest.fixture(autouse=True)
def _queue_in_the_database(settings):
    settings.EMAIL_BACKEND = "multifactory.lib.mail_queue.QueueBackend"  # pytest-django's keeps mails apart
    cache.clear()


@pytest.fixture
def person() -> User:
    return make_marked_person()
