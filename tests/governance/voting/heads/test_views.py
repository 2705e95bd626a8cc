"""The public list of heads that went out."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from governance.voting.heads.services import publish_head
from governance.voting.models import RoundEvent
from tests.governance.conftest import count_now

pytestmark = pytest.mark.django_db

URL = reverse("governance:heads")
LINE = re.compile(r"[0-9]+-[0-9]+ [0-9]+ [0-9a-f]{64} [0-9-]{10}T[0-9:]{8}\.[0-9]{6}Z")


def test_the_list_gives_visitors_a_line_for_each_head_and_no_name(client, put_to_vote, cast_all):
    voting_round = put_to_vote(title="Roof")
    cast_all(voting_round, "yes", "yes", "yes")
    closed = count_now(voting_round)

    response = client.get(URL)

    lines = response.text.splitlines()
    kinds = dict(RoundEvent.objects.values_list("hash", "kind"))
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert all(LINE.fullmatch(line) for line in lines)
    assert [(line.split()[0], line.split()[1], kinds[line.split()[2]]) for line in lines] == [
        (closed.record_number, "2", "OPEN"),
        (closed.record_number, str(closed.height), "OUTCOME"),
    ]


def test_the_list_only_grows_at_its_end_and_not_with_each_vote(client, put_to_vote, cast_all):
    first = put_to_vote()
    before = client.get(URL).text
    cast_all(first, "yes", "no")

    assert client.get(URL).text == before

    publish_head(first, at=timezone.now())
    put_to_vote()
    after = client.get(URL).text
    assert (after.startswith(before), len(after.splitlines())) == (True, 3)


def test_a_list_that_has_not_changed_is_not_sent_again(client, put_to_vote):
    put_to_vote()
    etag = client.get(URL)["ETag"]

    assert client.get(URL, headers={"If-None-Match": etag}).status_code == 304
    put_to_vote()
    assert client.get(URL, headers={"If-None-Match": etag}).status_code == 200
