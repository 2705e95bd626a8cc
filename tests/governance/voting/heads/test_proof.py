"""What a company holds of a round, on the page and by mail, and how it checks the record with it."""

import re
import shlex
import subprocess
import sys

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from governance.voting.event_chain import build_record
from governance.voting.heads.services import publish_head
from governance.voting.models import RoundEvent
from governance.voting.services import cancel_round, extend_round
from tests.factories.members import MembershipFactory, UserFactory
from tests.governance.conftest import count_now

pytestmark = pytest.mark.django_db

COMMAND = re.compile(r"python3 verify\.py record-[0-9-]+\.json(?: --head [0-9a-f]{64})+")


def command_in(text: str) -> str:
    [found] = COMMAND.findall(text)
    return found


def run_as_printed(command, client, voting_round, folder) -> tuple[int, str]:
    """The record and the program as the page gives them, and the line as it is printed."""
    record = client.get(voting_round.get_record_url())
    name = re.search(r'filename="(.+)"', record["Content-Disposition"]).group(1)
    (folder / name).write_bytes(record.content)
    program = client.get(reverse("governance:verifier"))
    (folder / "verify.py").write_bytes(b"".join(program.streaming_content))
    words = [sys.executable if word == "python3" else word for word in shlex.split(command)]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True)
    return done.returncode, done.stdout


def page_of(client, voting_round) -> str:
    return client.get(voting_round.proposal.get_absolute_url()).text


def test_the_command_on_the_page_works_as_it_is_printed(
    electorate, put_to_vote, cast_all, client_of, tmp_path
):
    """Before, it named a file that no download has (record.json)."""
    voting_round, client = put_to_vote(), client_of(electorate[0][1])
    code, said = run_as_printed(command_in(page_of(client, voting_round)), client, voting_round, tmp_path)
    assert (code, "is that of event 2, OPEN." in said) == (0, True)

    cast_all(voting_round, "yes", "yes", "no")
    closed = count_now(voting_round)

    command = command_in(page_of(client, closed))
    code, said = run_as_printed(command, client, closed, tmp_path)
    assert (code, command.count("--head")) == (0, 2)
    assert ("is that of event 8, OUTCOME." in said, "is that of event 3, VOTED." in said) == (True, True)


def test_every_representative_of_a_company_that_votes_gets_the_receipt(
    electorate, put_to_vote, cast_all, client_of, tmp_path
):
    """Before, who voted got none."""
    voter = electorate[0][1]
    colleague = MembershipFactory(company=electorate[0][0], role="representative").user
    voting_round = put_to_vote()
    mail.outbox.clear()

    cast_all(voting_round, "yes")

    event = RoundEvent.objects.get(kind="VOTED")
    assert sorted(one.to for one in mail.outbox) == sorted([[voter.email], [colleague.email]])
    for one in mail.outbox:
        assert f"Receipt: step {event.height} of the record, with the seal\n{event.hash}\n" in one.body
    command = command_in(mail.outbox[0].body)
    # Until the next head goes out the record does not hold it.
    assert run_as_printed(command, client_of(voter), voting_round, tmp_path)[0] == 1
    publish_head(voting_round, at=timezone.now())
    assert run_as_printed(command, client_of(voter), voting_round, tmp_path)[0] == 0


def test_the_page_after_voting_shows_the_receipt_and_a_changed_vote_has_a_new_one(
    electorate, put_to_vote, cast_all, client_of
):
    company, person = electorate[0]
    voting_round, client = put_to_vote(), client_of(person)
    shown = []
    for choice in ("yes", "no"):
        data = {"company": company.pk, "choice": choice, "seen_revision": len(shown)}
        path = reverse("governance:vote_cast", args=[voting_round.proposal_id])
        shown.append(client.post(path, data, follow=True).text)

    hashes = list(RoundEvent.objects.filter(kind="VOTED").order_by("height").values_list("hash", flat=True))
    assert [[one in page for one in hashes] for page in shown] == [[True, False], [False, True]]
    assert f"Receipt of {company}: step 4 of the record" in " ".join(shown[1].split())
    assert hashes[1] not in page_of(client_of(electorate[1][1]), voting_round)


def test_the_receipt_joins_the_command_once_the_record_holds_it(electorate, put_to_vote, cast_all, client_of):
    voting_round, client = put_to_vote(), client_of(electorate[0][1])
    cast_all(voting_round, "yes")
    receipt = RoundEvent.objects.get(kind="VOTED").hash

    assert receipt not in command_in(page_of(client, voting_round))
    publish_head(voting_round, at=timezone.now())
    assert receipt in command_in(page_of(client, voting_round))


def test_the_head_goes_out_with_opening_extension_cancellation_and_result(electorate, put_to_vote, cast_all):
    """Before, the mails of an extension and a cancellation had none."""
    voting_round = put_to_vote()
    later = voting_round.closes_at + timezone.timedelta(days=2)
    voting_round = extend_round(voting_round, closes_at=later, reason="Snow.", by=UserFactory())
    cancel_round(voting_round, reason="A wrong figure.", by=UserFactory())

    found = [(one.to[0], command_in(one.body).split()[-1]) for one in mail.outbox]
    heads = [head.hash for head in voting_round.heads.order_by("pk")]
    people = sorted(person.email for _company, person in electorate)
    assert sorted(found) == sorted((person, head) for head in heads for person in people)
    assert build_record(voting_round)["events"][-1]["hash"] == heads[-1]
