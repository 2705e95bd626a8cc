"""The record of a round, and the program that checks it."""

import json
from pathlib import Path

import pytest
from django.urls import reverse

from governance import verify
from governance.voting.event_chain import build_record
from governance.voting.models import VotingRound
from tests.governance.conftest import end_now

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    return reverse(f"governance:{name}", args=args)


def test_the_record_is_a_file_with_the_votes_once_closed(put_to_vote, cast_all, electorate, client_of):
    voting_round = put_to_vote()
    cast_all(voting_round, "yes", "yes", "no")
    client, path = client_of(electorate[4][1]), voting_round.get_record_url()

    before = json.loads(client.get(path).content)["votes"]
    end_now(voting_round)
    response = client.get(path)

    assert before == []
    assert json.loads(response.content)["votes"] == build_record(VotingRound.objects.get())["votes"]
    assert response["Content-Disposition"].startswith("attachment")


def test_the_verifier_is_the_program_itself(client_of, representative):
    response = client_of(representative).get(url("verifier"))

    assert b"".join(response.streaming_content) == Path(verify.__file__).read_bytes()
