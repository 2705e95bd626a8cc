"""Opening an urn: 60 and 1,000 sealed ballots counted at once, with both codes, to the last mail queued.

On SQLite and on the PostgreSQL of DATABASE_URL. Run: python -m bench.urn
"""

from functools import partial

from django.db import connection, transaction
from django.utils import timezone

from bench import fill
from bench.assemblies import held_now
from bench.client import Bound, Table, spent
from bench.portal import both, load, run_inside
from governance.assemblies.hall.rounds import open_round_in_assembly
from governance.assemblies.secrecy import urn as boxes
from governance.assemblies.secrecy.models import Scrutineer, SealedBallot, SecretVote
from governance.assemblies.secrecy.services import close_urn, count_urn, write_ballot
from governance.assemblies.secrecy.votes import take_part
from governance.attendance.models import Assembly
from governance.voting import record
from governance.voting.event_chain import lock_open_round
from governance.voting.models import VotingRound
from members.people.models import User

SIZES = (60, 1000)


def populate(pairs: fill.Pairs) -> tuple[VotingRound, dict[int, str]]:
    """A closed secret vote in which all have voted, and the codes of two scrutineers."""
    (chair, _company), held = pairs[0], held_now(pairs, 1)
    item = held.items.select_related("assembly").get()
    SecretVote.objects.create(agenda_item=item, ground=SecretVote.Ground.PERSONS)
    codes = dict(_take_key(held, user) for user, _company in pairs[2:5])
    voting_round = open_round_in_assembly(item, by=chair, cast_by=VotingRound.CastBy.PHONES)
    public = bytes(voting_round.urn.public_key)
    with transaction.atomic():
        for place, entry in enumerate(voting_round.roll.select_related("company")):
            content = (record.new_nonce(), "blue bicycle", {"choice": ("yes", "yes", "no")[place % 3]})
            box = boxes.seal(public, write_ballot(content))
            lock_open_round(voting_round)  # it is one event longer
            SealedBallot.objects.create(participation=take_part(voting_round, entry), box=box)
    close_urn(voting_round, by=chair)
    return voting_round, dict(list(codes.items())[:2])


def _take_key(assembly: Assembly, user: User) -> tuple[int, str]:
    private, public = boxes.new_pair()
    code = boxes.new_code()
    locked = boxes.lock(private, code)
    scrutineer = Scrutineer.objects.create(assembly=assembly, user=user, public_key=public, locked_key=locked)
    return scrutineer.pk, code


def inside() -> None:
    print("\nAn urn is opened")
    pairs: fill.Pairs = []
    table = Table({"s": 2, "of processor": 2})
    for size in SIZES:
        pairs += fill.representatives(size - len(pairs), after=len(pairs))
        voting_round, codes = populate(pairs)
        used = spent(partial(count_urn, voting_round, codes, by=pairs[2][0]))
        table.rows[f"{size} ballots"] = used.clock / 1000, used.processor / 1000
        if voting_round.ballots.count() != size:
            raise RuntimeError("Not all ballots were counted.")
        Assembly.objects.filter(items__rounds=voting_round).update(state="closed", closed_at=timezone.now())
    table.show(f"{connection.vendor} ({load()})")
    table.end(Bound("s", 1, rows=("60 ballots",)), Bound("s", 3))


def main() -> None:
    run_inside(inside, both())


if __name__ == "__main__":
    main()
