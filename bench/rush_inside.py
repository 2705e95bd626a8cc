"""The closing rush as seen from inside the portal: started by `rush.py` in the portal's shell."""

import contextlib
import io
import json
import tempfile
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.test import Client
from django.utils import timezone

from bench import people
from governance import verify
from governance.closing.services import close_due_rounds
from governance.proposals.models import Proposal
from governance.proposals.services import freeze_proposal
from governance.resolutions.models import Resolution
from governance.rulebook.models import Rulebook
from governance.voting.event_chain import build_record
from governance.voting.models import RoundEvent, Vote, VotingRound
from governance.voting.services import open_voting
from members.people.models import User

TEXT = "We mend the roof of the yard before winter, and pay for it from the common fund.\n\n" * 8


@transaction.atomic
def populate(companies: int) -> None:
    """So many companies with a representative each, all logged in; prints their sessions by company."""
    Rulebook.objects.update(shortest_round_hours=0)
    pairs = people.populate(companies)
    freeze_proposal(people.propose(*pairs[0], TEXT))
    print(json.dumps({company.pk: _session(user) for user, company in pairs}))


def _session(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


def open_round(seconds: float) -> None:
    """Open voting until so many seconds from now; prints the proposal and the end (epoch)."""
    proposal = Proposal.objects.get()
    ends = (timezone.now() + timedelta(seconds=seconds)).replace(microsecond=0)
    open_voting(proposal, closes_at=ends, by=User.objects.all()[0])
    print(json.dumps({"proposal": proposal.pk, "ends": ends.timestamp()}))


def report() -> None:
    """What the database holds of the round after its end; prints it."""
    close_due_rounds()
    voting_round = VotingRound.objects.select_related("proposal", "version").get()
    current = Vote.objects.counted_in(voting_round)
    found = {
        "votes": dict(current.values_list("roll_entry__company", "choice")),
        "revisions": Vote.objects.count(),
        "events": RoundEvent.objects.filter(round=voting_round, kind="VOTED").count(),
        "tally": (voting_round.tally or {}).get("counts", {}),
        "state": voting_round.state,
        "resolutions": Resolution.objects.count(),
        "delay": (voting_round.closed_at - voting_round.closes_at).total_seconds()
        if voting_round.closed_at
        else None,
        "faults": _faults(voting_round),
    }
    print(json.dumps(found))


def _faults(voting_round: VotingRound) -> str:
    """What `verify.py` has against the record; nothing where it accepts it."""
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()) as said:
        path = Path(folder, "record.json")
        path.write_text(json.dumps(build_record(voting_round), ensure_ascii=False))
        code = verify.main([str(path)])
    return said.getvalue() if code else ""
