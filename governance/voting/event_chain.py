"""The lock of a round, its chain of events, and the record made of the chain."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Now

from governance.voting import record
from governance.voting.committed_terms import live_proposal, opening_terms
from governance.voting.counting.rule import Rule
from governance.voting.heads.models import PublishedHead
from governance.voting.heads.services import publish_head
from governance.voting.models import RollEntry, RoundEvent, Vote, VotingRound
from governance.voting.secret_ballots import ballots_of
from members.companies.models import Company

# --- While it is open ------------------------------------------------------------------------------------


def lock_open_round(voting_round: VotingRound) -> bool:
    """Take the round's row if votes count now, by the database's clock: nobody else writes until we commit.

    Its height is one higher then: that of the event the caller appends.
    """
    return bool(VotingRound.objects.open().filter(pk=voting_round.pk).update(height=F("height") + 1))


def clock_in_round(voting_round: VotingRound) -> datetime:
    """Now, by the database, and before the end: the row was taken in time, however long this takes."""
    clock, closes_at = VotingRound.objects.values_list(Now(), "closes_at").get(pk=voting_round.pk)
    return min(clock, closes_at - timedelta(microseconds=1)) if closes_at else clock


VERIFIER = Path(__file__).resolve().parent.parent / "verify.py"

Kind = RoundEvent.Kind


def append_event(
    voting_round: VotingRound, kind: str, payload: Mapping[str, Any], *, at: datetime
) -> RoundEvent | None:
    """Link an event to the chain. The caller holds the round's row, so nobody else appends meanwhile.

    None for a round older than the record, which has no chain to go on.
    """
    parent = voting_round.events.order_by("-height").values_list("height", "hash").first()
    if parent is None and kind != Kind.SETUP:
        return None
    height, parent_hash = (parent[0] + 1, parent[1]) if parent else (1, "")
    link = record.event(height=height, parent=parent_hash, kind=kind, payload=payload, at=at)
    return RoundEvent.objects.create(
        round=voting_round,
        height=height,
        kind=kind,
        payload=payload,
        parent=parent_hash,
        hash=link["hash"],
        at=at,
    )


def begin_record(
    voting_round: VotingRound, *, at: datetime, attendance: record.Json | None = None
) -> PublishedHead | None:
    """SETUP, which commits everything companies vote on and by, and OPEN, the head that goes out by mail.

    In an assembly also who is there (`record.attendance`).
    """
    setup = record.setup_payload(
        proposal=_proposal_section(voting_round),
        settings=_round_section(voting_round),
        roll=_roll(voting_round),
        attendance=attendance,
    )
    append_event(voting_round, Kind.SETUP, setup, at=at)
    opening = append_event(voting_round, Kind.OPEN, record.open_payload(), at=at)
    if opening is None:
        raise RuntimeError("A chain that was just begun has no first link.")
    VotingRound.objects.filter(pk=voting_round.pk).update(height=opening.height)
    voting_round.height = opening.height
    return publish_head(voting_round, at=at)


def _proposal_section(voting_round: VotingRound) -> record.Json:
    proposal, amendment = voting_round.proposal, voting_round.amendment
    question = amendment or voting_round.version
    attachments = proposal.attachments.order_by("pk").values_list("name", "sha256")
    return record.proposal_section(
        proposal_id=proposal.pk,
        title=question.title,
        text=question.text,
        attachments=attachments,
        version=voting_round.version.number,
        amendment=amendment.number if amendment else 0,
        **opening_terms(voting_round),
    )


def _round_section(voting_round: VotingRound) -> record.Json:
    return record.round_section(
        number=voting_round.number,
        method=voting_round.method,
        rule=Rule.from_json(voting_round.rule).to_json(),
        opened_at=voting_round.opened_at,
        closes_at=voting_round.closes_at,
        options=[(option["key"], option["title"]) for option in voting_round.options],
        lot=[] if voting_round.rule_version > 1 else voting_round.lot,
        seats=voting_round.seats,
        dots_total=voting_round.dots,
        dots_per_option=voting_round.dots_per_option,
        is_advisory=voting_round.is_advisory,
        is_second_call=voting_round.is_second_call if voting_round.rule_version > 1 else None,
        assembly=_assembly_section(voting_round),
        is_secret=voting_round.is_secret,
    )


def _assembly_section(voting_round: VotingRound) -> record.Json | None:
    item = voting_round.agenda_item
    if item is None:
        return None
    return record.assembly_section(
        reference=item.assembly.reference, item=item.position, cast_by=voting_round.cast_by
    )


def _roll(voting_round: VotingRound) -> list[record.Json]:
    entries = RollEntry.objects.filter(round=voting_round).select_related("company").order_by("company")
    return [
        record.roll_entry(
            company=entry.company_id, name=entry.company.name, standing=entry.standing, reason=entry.reason
        )
        for entry in entries
    ]


def append_vote(voting_round: VotingRound, vote: Vote, *, company: Company) -> RoundEvent | None:
    """What the chain says of a vote while the round is open: that there is one, and which it must prove."""
    sealed = record.voted_payload(
        company=company.pk,
        revision=vote.revision,
        commitment=record.commitment(vote.nonce, vote.answer),
    )
    return append_event(voting_round, Kind.VOTED, sealed, at=vote.cast_at)


def current_votes(voting_round: VotingRound) -> list[record.Json]:
    """The current votes as the record shows them, by company; of a secret round its ballots."""
    if voting_round.is_secret:
        return ballots_of(voting_round)
    rows = Vote.objects.counted_in(voting_round).order_by("roll_entry__company")
    fields = rows.values_list("roll_entry__company", "revision", "answer", "nonce")
    return [
        record.vote(company=company, revision=revision, answer=answer, nonce=nonce)
        for company, revision, answer, nonce in fields
    ]


def draw_lot(voting_round: VotingRound, votes: list[record.Json]) -> list[str]:
    """The options in the order that the votes draw, when the round closes."""
    keys = [option["key"] for option in voting_round.options]
    return record.drawn_lot(voting_round.events.get(height=1).hash, votes, keys) if keys else []


def build_record(voting_round: VotingRound, *, made_at: datetime | None = None) -> record.Json | None:
    """A round as it stands, as a file: its votes once it is closed, and while it is open nothing that came
    after the head that last went out. None for a round older than the record.

    What was proposed and how it counts comes from the rows the portal shows, so that the record proves them;
    only attachments and names may have changed since, and come from the chain. `made_at` is before the caller
    looked whether the round is over.
    """
    events = _read_events(voting_round)
    if not events:
        return None
    voting_round = events[0].round  # as it stood at the same moment
    made_at = max(made_at or events[0].clock, events[-1].at)
    is_closed = voting_round.state == VotingRound.State.CLOSED
    return record.record(
        state=voting_round.state,
        made_at=made_at,
        proposal=live_proposal(voting_round, events[0].payload["proposal"]),
        settings=_round_section(voting_round),
        events=[_link(event) for event in events],
        votes=current_votes(voting_round) if is_closed else [],
    )


def _read_events(voting_round: VotingRound) -> list[Any]:
    """The events a record shows, with their round: in one query, so that they belong together."""
    heads = PublishedHead.objects.filter(round=OuterRef("round")).order_by("-height").values("height")
    events = voting_round.events.annotate(head_height=Subquery(heads[:1]), clock=Now())
    related = ("round__version", "round__amendment", "round__proposal", "round__agenda_item__assembly")
    is_over = ~Q(round__state=VotingRound.State.OPEN)
    shown = events.filter(is_over | Q(height__lte=F("head_height")))
    return list(shown.select_related(*related).order_by("height"))


def _link(event: RoundEvent) -> record.Json:
    return {
        "height": event.height,
        "parent": event.parent,
        "type": event.kind,
        "payload": event.payload,
        "at": record.moment(event.at),
        "hash": event.hash,
    }
