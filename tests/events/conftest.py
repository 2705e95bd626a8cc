import pytest


@pytest.fixture
def office(client_of, coordinator):
    return client_of(coordinator)
