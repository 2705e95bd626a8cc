"""An urn from its making to its count: `prepare_urn`, `close_urn`, `count_urn`, `destroy_urn`.

Whoever writes takes the assembly's row first, then the round's.
"""

import json
from collections.abc import Mapping
from itertools import combinations
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from governance.assemblies.secrecy import urn as boxes
from governance.assemblies.secrecy.grounds import ensure_ground
from governance.assemblies.secrecy.models import (
    Ballot,
    PaperCount,
    Participation,
    Scrutineer,
    SealedBallot,
    Urn,
    UrnLock,
)
from governance.assemblies.secrecy.rules import FEWEST_SCRUTINEERS
from governance.assemblies.secrecy.scrutineers import (
    ensure_can_count,
    hold_for_chair,
)
from governance.attendance.models import AgendaItem, Assembly
from governance.attendance.services import hold_assembly
from governance.closing.services import settle_and_notify
from governance.proposals.models import Proposal
from governance.proposals.services import apply_transition
from governance.proposals.transitions import CALL_AGAIN
from governance.voting import record
from governance.voting.in_assembly import take_attendance
from governance.voting.models import RollEntry, VotingRound
from governance.voting.secret_ballots import papers_of
from governance.voting.services import cancel_round
from members.people.models import User

CastBy, State = VotingRound.CastBy, VotingRound.State


# --- Before the vote -------------------------------------------------------------------------------------


@transaction.atomic
def prepare_urn(voting_round: VotingRound, *, by: User) -> Urn:
    """Make the urn of a round that opens, in the transaction that opens it: no round opens without.

    Its private key is sealed to each pair of scrutineers and forgotten. Where votes are cast on paper alone
    there is nothing to seal. Made twice: the same.
    """
    item = voting_round.agenda_item
    if not voting_round.is_secret or item is None:
        raise ValidationError(_("Only a secret vote of an assembly has an urn."), code="not_secret")
    assembly = hold_for_chair(item.assembly, by)
    if made := Urn.objects.filter(round=voting_round).first():
        return made
    ensure_ground(item, voting_round)
    scrutineers = list(assembly.scrutineers.select_related("user").order_by("pk"))
    for scrutineer in scrutineers:
        ensure_can_count(assembly, scrutineer.user)
    if voting_round.cast_by == CastBy.PAPER:
        _ensure_enough(len(scrutineers))
        return Urn.objects.create(round=voting_round, public_key=b"")
    keepers = [scrutineer for scrutineer in scrutineers if scrutineer.has_key]
    _ensure_enough(len(keepers))
    private, public = boxes.new_pair()
    made = Urn.objects.create(round=voting_round, public_key=public)
    UrnLock.objects.bulk_create(
        UrnLock(
            urn=made,
            first=one,
            second=other,
            box=boxes.seal_to_pair(bytes(one.public_key), bytes(other.public_key), private),
        )
        for one, other in combinations(keepers, 2)
    )
    return made


def _ensure_enough(number: int) -> None:
    if number < FEWEST_SCRUTINEERS:
        raise ValidationError(
            _("A secret vote needs two scrutineers who have taken their key, better three."), code="no_keys"
        )


# --- After it --------------------------------------------------------------------------------------------


@transaction.atomic
def close_urn(voting_round: VotingRound, *, by: User) -> Urn:
    """The chair ends the vote: nobody votes from here on, and those present are written down. Again: nothing
    new."""
    hold_for_chair(_assembly_of(voting_round), by)
    if not _take_round(voting_round):
        raise ValidationError(_("This vote is over."), code="state")
    _give_back(voting_round)
    found = Urn.objects.get(round=voting_round)
    if found.closed_at is None:
        found.closed_at = VotingRound.objects.values_list(Now()).get(pk=voting_round.pk)[0]
        found.present = take_attendance(voting_round).present
        found.save(update_fields=["closed_at", "present"])
    return found


def count_urn(voting_round: VotingRound, codes: Mapping[int, str] | None = None, *, by: User) -> VotingRound:
    """Open the urn with the codes of two scrutineers, by their ids, and count.

    With one code the urn stays shut, and what is left needs the other: the round that comes back is open.
    Counted already: as it is. ValidationError, and nothing is changed, for a wrong code, a vote that the
    chair has not closed, or papers that do not agree.
    """
    keys = _unlock(_assembly_of(voting_round), codes or {})
    with transaction.atomic():
        hold_assembly(_assembly_of(voting_round))
        if not _take_round(voting_round):
            return _as_it_is(voting_round)
        found = Urn.objects.get(round=voting_round)
        if found.closed_at is None:
            raise ValidationError(_("Voting is still open: the chair closes it first."), code="open")
        private = _open_locks(found, keys) if found.public_key else b""
        if private is None:
            _give_back(voting_round)
            return _as_it_is(voting_round)
        _ensure_papers_agree(voting_round)
        _write_ballots(voting_round, private)
        clock = VotingRound.objects.values_list(Now()).get(pk=voting_round.pk)[0]
        destroy_urn(voting_round)
        settle_and_notify(voting_round, closed_at=clock, by=by)
        decided = AgendaItem.objects.filter(rounds=voting_round, proposal__state=Proposal.State.DECIDED)
        decided.update(state=AgendaItem.State.DONE)
        return _as_it_is(voting_round)


def _assembly_of(voting_round: VotingRound) -> Assembly:
    return Assembly.objects.get(items__rounds=voting_round)


def _take_round(voting_round: VotingRound) -> bool:
    """Hold the row of a round that is not counted; its height is one higher then."""
    rows = VotingRound.objects.filter(pk=voting_round.pk, state=State.OPEN)
    return bool(rows.update(height=F("height") + 1))


def _give_back(voting_round: VotingRound) -> None:
    VotingRound.objects.filter(pk=voting_round.pk).update(height=F("height") - 1)  # nothing to append


def _as_it_is(voting_round: VotingRound) -> VotingRound:
    return VotingRound.objects.select_related("proposal", "agenda_item").get(pk=voting_round.pk)


def _unlock(assembly: Assembly, codes: Mapping[int, str]) -> dict[int, bytes]:
    """The private keys of these scrutineers. It takes a moment each, and no row is held meanwhile."""
    keys = {}
    for scrutineer in Scrutineer.objects.filter(assembly=assembly, pk__in=codes).select_related("user"):
        names = {"person": scrutineer.user, "scrutineer": scrutineer.pk}
        if not scrutineer.has_key:
            text = _("The code of %(person)s was used at an earlier count: it opens nothing any more.")
            raise ValidationError(text, code="used_code", params=names)
        try:
            keys[scrutineer.pk] = boxes.unlock(bytes(scrutineer.locked_key), codes[scrutineer.pk])
        except boxes.WrongKeyError:
            text = _("The code of %(person)s is not right. Nothing was changed.")
            raise ValidationError(text, code="wrong_code", params=names) from None
    return keys


def _open_locks(found: Urn, keys: Mapping[int, bytes]) -> bytes | None:
    """The key of the urn, or None where another code is needed; what one code opens is kept as it is then,
    still sealed to the other."""
    for lock in found.locks.order_by("pk"):
        owners = [one for one in (lock.first_id, lock.second_id) if one in keys and one != lock.given_id]
        box = bytes(lock.box)
        for owner in owners:
            box = boxes.open_for_pair(keys[owner], box)
        if len(owners) + (lock.given_id is not None) == 2:
            return box
        if owners:
            lock.given_id, lock.box = owners[0], box
            lock.save(update_fields=["given", "box"])
    return None


def _write_ballots(voting_round: VotingRound, private: bytes) -> None:
    """All at once, in the order of their trackers: nothing is left of the order in which they were cast.

    The box of a company that was struck out meanwhile is not opened.
    """
    setup_hash = voting_round.events.get(height=1).hash
    entitled = RollEntry.objects.filter(round=voting_round, standing=RollEntry.Standing.ENTITLED)
    rows = SealedBallot.objects.filter(participation__roll_entry__in=entitled.values("pk"))
    opened = [_open_box(private, bytes(box)) for box in rows.values_list("box", flat=True)]
    ballots = [
        Ballot(tracker=record.tracker(setup_hash, *one), round=voting_round, **_fields(one)) for one in opened
    ]
    Ballot.objects.bulk_create(sorted(ballots, key=lambda ballot: ballot.tracker))


Content = tuple[str, str, Any]  # nonce, phrase, answer


def write_ballot(content: Content) -> bytes:
    """What a box holds, of one length; ValueError where the answer is too long for it."""
    nonce, phrase, answer = content
    text = json.dumps([phrase, answer], ensure_ascii=False, separators=(",", ":"))
    return boxes.fill(bytes.fromhex(nonce) + text.encode())


def read_ballot(filled: bytes) -> Content:
    """ValueError for what no ballot says."""
    said = boxes.unfill(filled)
    phrase, answer = json.loads(said[32:])
    if not isinstance(phrase, str) or not isinstance(answer, dict):
        raise ValueError("This is not a ballot.")
    record.canonical(answer)
    return said[:32].hex(), phrase, answer


def _open_box(private: bytes, box: bytes) -> Content:
    """What cannot be read is a ballot all the same, and blank: as many are counted as were cast."""
    try:
        return read_ballot(boxes.unseal(private, box))
    except (boxes.WrongKeyError, ValueError, TypeError):
        return record.new_nonce(), "", {"choice": "unreadable"}


def _fields(content: Content) -> dict[str, Any]:
    return dict(zip(("nonce", "phrase", "answer"), content, strict=True))


def _ensure_papers_agree(voting_round: VotingRound) -> None:
    if voting_round.cast_by not in (CastBy.PAPER, CastBy.MIXED):
        return
    if PaperCount.objects.filter(round=voting_round).count() < FEWEST_SCRUTINEERS:
        raise ValidationError(
            _("Two scrutineers count the printed ballots first, each alone."), code="papers"
        )
    found = papers_of(voting_round) or []
    ticked = Participation.objects.filter(
        roll_entry__round=voting_round,
        roll_entry__standing=RollEntry.Standing.ENTITLED,
        sealed_ballot__isnull=True,
    ).count()
    counts = voting_round.paper_counts.values_list("counts", flat=True)
    if any(one != found for one in counts):
        raise ValidationError(
            _("The two counts of the printed ballots are not the same: count them again."),
            code="papers_differ",
        )
    if sum(paper["number"] for paper in found) > ticked:
        raise ValidationError(
            _("There are more printed ballots than companies that took one: count them again."),
            code="papers_too_many",
        )


def destroy_urn(voting_round: VotingRound) -> None:
    """Boxes, locks and keys go, with the count or without one. The caller holds the round's row."""
    if not voting_round.is_secret:
        return
    SealedBallot.objects.filter(participation__roll_entry__round=voting_round).delete()
    keepers = Scrutineer.objects.filter(assembly__items__rounds=voting_round)
    UrnLock.objects.filter(urn__round=voting_round).delete()
    Scrutineer.objects.filter(pk__in=list(keepers.values_list("pk", flat=True))).update(
        public_key=b"", locked_key=b""
    )
    Urn.objects.filter(round=voting_round).update(public_key=b"")


@transaction.atomic
def annul_vote(voting_round: VotingRound, *, reason: str, by: User) -> VotingRound:
    """Where two codes are lost nobody can count: what was cast is destroyed, and the item voted on again."""
    hold_for_chair(_assembly_of(voting_round), by)
    voting_round = cancel_round(voting_round, reason=reason, by=by)
    apply_transition(voting_round.proposal, CALL_AGAIN, by=by)
    return voting_round
