"""Opening an urn: 60 and 1,000 sealed ballots counted at once, with both codes, to the last mail queued.

On SQLite and on the PostgreSQL of DATABASE_URL. Run: python -m bench.urn
"""

import time
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from bench import fill
from bench.client import Bound, Table
from bench.portal import both, load, run_inside
from governance.assemblies.secrecy import urn as boxes
from governance.assemblies.secrecy.models import Scrutineer, SealedBallot, SecretVote
from governance.assemblies.secrecy.services import close_urn, count_urn, prepare_urn, write_ballot
from governance.assemblies.secrecy.votes import take_part
from governance.attendance.models import AgendaItem, Assembly, AssemblyEntry, Presence
from governance.attendance.presence import present_now
from governance.proposals.models import Proposal
from governance.proposals.services import freeze_proposal
from governance.rulebook.models import Rulebook
from governance.rulebook.rule_in_force import get_rule_in_force
from governance.voting import record
from governance.voting.event_chain import begin_record
from governance.voting.models import RollEntry, VotingRound
from governance.voting.next_round import rule_to_json
from members.people.models import User

SIZES = (60, 1000)


def _assembly(pairs: fill.Pairs, number: int) -> Assembly:
    now = timezone.now()
    assembly = Assembly.objects.create(
        place="Hall",
        first_call_at=now,
        year=now.year,
        number=number,
        called_at=now - timedelta(days=12),
        opened_at=now,
        call=1,
        state=Assembly.State.OPEN,
        rulebook=Rulebook.objects.get(),
        chair=pairs[0][0],
        secretary=pairs[1][0],
    )
    entries = AssemblyEntry.objects.bulk_create(
        AssemblyEntry(assembly=assembly, company=company) for _user, company in pairs
    )
    Presence.objects.bulk_create(
        Presence(entry=entry, user=user, kind="in", call=1, at=now, by=user, height=place)
        for place, (entry, (user, _company)) in enumerate(zip(entries, pairs, strict=True), start=1)
    )
    return assembly


@transaction.atomic
def populate(pairs: fill.Pairs, number: int) -> tuple[VotingRound, dict[int, str]]:
    """A closed secret vote in which all have voted, and the codes of two scrutineers."""
    assembly = _assembly(pairs, number)
    proposal = fill.propose(*pairs[0], "We mend the roof.")
    freeze_proposal(proposal)
    Proposal.objects.filter(pk=proposal.pk).update(state=Proposal.State.VOTING)
    item = AgendaItem(assembly=assembly, position=1, title="Roof", proposal=proposal, state="open")
    AgendaItem.objects.bulk_create([item])
    SecretVote.objects.create(agenda_item=item, ground="persons")
    matter_rule = get_rule_in_force(proposal.matter, timezone.localdate())
    voting_round = VotingRound.objects.create(
        proposal=proposal,
        version=proposal.versions.latest("number"),
        rulebook=matter_rule.rulebook,
        rule=rule_to_json(matter_rule),
        opened_at=timezone.now(),
        agenda_item=item,
        is_secret=True,
    )
    entries = RollEntry.objects.bulk_create(
        RollEntry(round=voting_round, company=one) for _user, one in pairs
    )
    present = sorted(present_now(assembly).present)
    attendance = record.attendance(call=1, present=present, casting=None)
    begin_record(voting_round, at=voting_round.opened_at, attendance=attendance)
    codes = dict(_take_key(assembly, user) for user, _company in pairs[2:5])
    public = bytes(prepare_urn(voting_round, by=pairs[0][0]).public_key)
    for place, entry in enumerate(entries):
        content = (record.new_nonce(), "blue bicycle", {"choice": ("yes", "yes", "no")[place % 3]})
        box = boxes.seal(public, write_ballot(content))
        SealedBallot.objects.create(participation=take_part(voting_round, entry), box=box)
    close_urn(voting_round, by=pairs[0][0])
    return voting_round, dict(list(codes.items())[:2])


def _take_key(assembly: Assembly, user: User) -> tuple[int, str]:
    private, public = boxes.new_pair()
    code = boxes.new_code()
    locked = boxes.lock(private, code)
    scrutineer = Scrutineer.objects.create(assembly=assembly, user=user, public_key=public, locked_key=locked)
    return scrutineer.pk, code


def inside() -> None:
    print("\nAn urn is opened")
    pairs = fill.representatives(max(SIZES))
    table = Table({"s": 2})
    for number, size in enumerate(SIZES, start=1):
        voting_round, codes = populate(pairs[:size], number)
        began = time.perf_counter()
        counted = count_urn(voting_round, codes, by=pairs[2][0])
        table.rows[f"{size} ballots"] = (time.perf_counter() - began,)
        if counted.ballots.count() != size:
            raise RuntimeError("Not all ballots were counted.")
        Assembly.objects.filter(number=number).update(state="closed", closed_at=timezone.now())
    table.show(f"{connection.vendor} ({load()})")
    table.end(Bound("s", 1, rows=("60 ballots",)), Bound("s", 3))


def main() -> None:
    run_inside(inside, both())


if __name__ == "__main__":
    main()
