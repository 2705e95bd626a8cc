"""The link by which somebody follows their request."""

from uuid import UUID

import pytest

from spaces.requests.tokens import request_from_token, request_token
from tests.factories.spaces import UnitRequestFactory

pytestmark = pytest.mark.django_db


def test_link_leads_to_its_request():
    request = UnitRequestFactory()

    assert request_from_token(request_token(request)) == request


def test_link_mailed_before_tokens_were_alike_opens_still(settings, client):
    settings.SECRET_KEY = "only-for-tests-0123456789abcdefghijklmnopqrstuvwxyz"
    request = UnitRequestFactory(uid=UUID("0b5c6f1e2d3a4b5c8d9e0f1a2b3c4d5e"))
    token = "0b5c6f1e2d3a4b5c8d9e0f1a2b3c4d5e:cCS4C_9aC291-dqDWHnoSRet4bhuIBWxoeK5JzVmG2M"

    assert request_from_token(token) == request
    assert client.get(f"/spaces/requests/{token}/").context["asked"] == request


def test_link_of_a_request_that_is_no_more_leads_nowhere():
    request = UnitRequestFactory()
    token = request_token(request)
    request.delete()

    assert request_from_token(token) is None
