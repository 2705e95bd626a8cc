"""What the ledger says of one call of an assembly, as the minutes keep it: whole numbers, codes and text.

People stand in it by an id and a commitment to their name (`record`), companies by id and, in the roll, by
name. Words for the codes come when it is read, in the language of the reader (`document`).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from governance.assemblies.minutes.record import name_commitment
from governance.attendance.models import AgendaItem, Assembly, AssemblyEntry, Presence, Proxy, RollCorrection
from governance.attendance.presence import attendance_of
from governance.proposals.models import Recusal
from governance.voting.models import RollEntry, RoundEvent, Vote, VotingRound
from governance.voting.parties import party_votes
from governance.voting.record import Json, moment, new_nonce
from members.people.models import User

# Whose companies are named in an open vote: those who did not want it so, and those who kept out.
NAMED_CHOICES = (
    Vote.Choice.NO,
    Vote.Choice.ABSTAIN,
    Vote.Choice.BLANK,
    Vote.Choice.CONCERN,
    Vote.Choice.ASIDE,
    Vote.Choice.OBJECTION,
)

MOVED = ("mode", "place", "first_call_at", "second_call_at")


def collect_facts(assembly: Assembly, *, call: int, ended_at: datetime) -> Json:
    """Of the call that has just ended. In a fixed number of queries, but for what effects concern."""
    entries = list(AssemblyEntry.objects.filter(assembly=assembly).select_related("company"))
    lines = list(Presence.objects.filter(entry__assembly=assembly, call=call).order_by("height"))
    proxies = list(Proxy.objects.filter(grantor__assembly=assembly).order_by("written_at", "pk"))
    companies = {entry.pk: entry.company_id for entry in entries}
    there = attendance_of(entries, lines, proxies)
    corrections = RollCorrection.objects.filter(entry__assembly=assembly, at__lte=ended_at)
    return {
        "assembly": _assembly(assembly, call, ended_at),
        "officers": _officers(assembly),
        "roll": [_roll_entry(entry) for entry in entries],
        "changes": _changes(assembly),
        "corrections": [_correction(one, companies) for one in corrections.order_by("at", "pk")],
        "sheet": [_line(line, companies) for line in lines],
        "proxies": [_proxy(one, companies) for one in proxies if one.answered_at],
        "present": {
            "companies": len(there.present),
            "hall": there.hall,
            "remote": there.remote,
            "by_proxy": there.by_proxy,
        },
        "items": _items(assembly, opened_at=_opened_at(assembly, call)),
    }


def _opened_at(assembly: Assembly, call: int) -> datetime:
    due = assembly.first_call_at if call == 1 else assembly.second_call_at
    return assembly.opened_at or due or assembly.first_call_at


def _assembly(assembly: Assembly, call: int, ended_at: datetime) -> Json:
    """An assembly that ends after midnight is of the day on which it began."""
    opened_at = _opened_at(assembly, call)
    is_held = assembly.state == Assembly.State.CLOSED
    return {
        "reference": assembly.reference,
        "kind": assembly.kind,
        "mode": assembly.mode,
        "place": assembly.place,
        "call": call,
        "day": timezone.localdate(opened_at).isoformat(),
        "first_call_at": moment(assembly.first_call_at),
        "second_call_at": moment(assembly.second_call_at) if assembly.second_call_at else None,
        "called_at": moment(assembly.called_at) if assembly.called_at else None,
        "opened_at": moment(opened_at),
        "closed_at": moment(ended_at),
        "outcome": "held" if is_held else "deserted",
        "reason": assembly.state_reason,
        "rulebook": assembly.rulebook.version if assembly.rulebook else None,
    }


def _changes(assembly: Assembly) -> list[Json]:
    """What a mail told all after the notice: other hours, another place. The link is only for the meeting."""
    rows = assembly.changes.filter(kind="moved").order_by("at", "pk")
    return [
        {
            "at": moment(one.at),
            "before": {name: one.before.get(name, "") for name in MOVED},
            "after": {name: one.after.get(name, "") for name in MOVED},
            "reason": one.reason,
        }
        for one in rows
    ]


def _officers(assembly: Assembly) -> Json:
    """`scrutineers` are those of the assembly's urn and of its hands."""
    scrutineers = assembly.scrutineers.order_by("pk").values_list("user_id", flat=True)
    return {
        "chair": assembly.chair_id,
        "secretary": assembly.secretary_id,
        "scrutineers": list(scrutineers),
    }


def _roll_entry(entry: AssemblyEntry) -> Json:
    return {
        "company": entry.company_id,
        "name": entry.company.name,
        "standing": entry.standing,
        "reason": entry.reason,
        "is_director": entry.is_director,
    }


def _correction(correction: RollCorrection, companies: dict[int, int]) -> Json:
    return {
        "company": companies[correction.entry_id],
        "before": correction.before,
        "after": correction.after,
        "reason": correction.reason,
        "by": correction.by_id,
        "confirmed_by": correction.confirmed_by_id,
        "at": moment(correction.at),
    }


def _line(line: Presence, companies: dict[int, int]) -> Json:
    return {
        "company": companies[line.entry_id],
        "person": line.user_id,
        "kind": line.kind,
        "how": line.how,
        "at": moment(line.at),
    }


def _proxy(proxy: Proxy, companies: dict[int, int]) -> Json:
    """Its instructions are for the two companies alone."""
    return {
        "grantor": companies[proxy.grantor_id],
        "holder": companies[proxy.holder_id],
        "person": proxy.person_id,
        "state": proxy.state,
        "written_at": moment(proxy.written_at),
        "revoked_at": moment(proxy.revoked_at) if proxy.revoked_at else None,
    }


# --- Items and their rounds -------------------------------------------------------------------------------


def _items(assembly: Assembly, *, opened_at: datetime) -> list[Json]:
    items = list(AgendaItem.objects.filter(assembly=assembly).select_related("proposal").order_by("position"))
    rounds = VotingRound.objects.filter(agenda_item__in=items, opened_at__gte=opened_at)
    rounds = rounds.exclude(state=VotingRound.State.OPEN).select_related(
        "version", "amendment", "proposal", "resolution"
    )
    found = list(rounds.order_by("opened_at", "pk"))
    described = _rounds(found)
    return [
        _item(item, [described[one.pk] for one in found if one.agenda_item_id == item.pk]) for item in items
    ]


def _item(item: AgendaItem, rounds: list[Json]) -> Json:
    return {
        "position": item.position,
        "title": item.title,
        "text": item.text or (item.proposal.text if item.proposal else ""),
        "kind": item.kind,
        "state": item.state,
        "note": item.note,
        "rounds": rounds,
    }


def _rounds(rounds: Sequence[VotingRound]) -> dict[int, Json]:
    recusals: dict[int, list[Json]] = defaultdict(list)
    entries = RollEntry.objects.filter(round__in=rounds, standing=RollEntry.Standing.RECUSED)
    declared = Recusal.objects.filter(proposal=OuterRef("round__proposal"), company=OuterRef("company"))
    for entry in entries.annotate(has_declared=Exists(declared)).order_by("company"):
        one = {"company": entry.company_id, "reason": entry.reason}
        recusals[entry.round_id].append(one if entry.has_declared else one | {"is_by_law": True})
    heads: dict[int, str] = {}
    links = RoundEvent.objects.filter(round__in=rounds).order_by("height")
    for pk, head in links.values_list("round", "hash"):
        heads[pk] = head
    named = _votes_by_name(rounds)
    return {
        one.pk: _round(one)
        | {"recusals": recusals[one.pk], "votes": named[one.pk], "head": heads.get(one.pk, "")}
        for one in rounds
    }


def _votes_by_name(rounds: Iterable[VotingRound]) -> dict[int, dict[str, list[int]]]:
    """The companies that dissented or abstained, by choice; of a secret vote nobody."""
    open_ones = [one for one in rounds if not one.is_secret and one.state == VotingRound.State.CLOSED]
    votes = Vote.objects.filter(
        roll_entry__round__in=open_ones,
        roll_entry__standing=RollEntry.Standing.ENTITLED,
        is_current=True,
        choice__in=NAMED_CHOICES,
    )
    named: dict[int, dict[str, list[int]]] = defaultdict(dict)
    fields = votes.order_by("roll_entry__company").values_list(
        "roll_entry__round", "choice", "roll_entry__company"
    )
    for pk, choice, company in fields:
        named[pk].setdefault(choice, []).append(company)
    return named


def _round(voting_round: VotingRound) -> Json:
    question = voting_round.amendment or voting_round.version
    tally: Any = voting_round.tally or {}
    resolution = getattr(voting_round, "resolution", None)
    is_counted = voting_round.state == VotingRound.State.CLOSED
    return {
        "record": voting_round.record_number,
        "title": question.title,
        "text": question.text,
        "state": voting_round.state,
        "method": voting_round.method,
        "cast_by": voting_round.cast_by,
        "is_secret": voting_round.is_secret,
        "is_second_call": voting_round.is_second_call,
        "rule": voting_round.rule,
        "options": voting_round.options,
        "seats": voting_round.seats,
        "opened_at": moment(voting_round.opened_at),
        "closed_at": moment(voting_round.closed_at or voting_round.cancelled_at or voting_round.opened_at),
        "cancel_reason": voting_round.cancel_reason,
        "tally": voting_round.tally,
        "present": (tally.get("hall") or {}).get("present", voting_round.taken_part),
        "parties": _parties(voting_round) if is_counted else [],
        "resolution": resolution.reference if resolution else "",
    }


def _parties(voting_round: VotingRound) -> list[Json]:
    """The companies the decision concerns, and whether they stood aside (c.c., art. 2373, by analogy)."""
    return [
        {"company": party.company.pk, "name": party.company.name, "has_recused": party.has_recused}
        for party in party_votes(voting_round)
    ]


# --- People -----------------------------------------------------------------------------------------------


def people_in(facts: Json) -> set[int]:
    """The ids of all people that the facts name."""
    officers = facts["officers"]
    found = {officers["chair"], officers["secretary"], *officers["scrutineers"]}
    found |= {line["person"] for line in facts["sheet"]} | {one["person"] for one in facts["proxies"]}
    for correction in facts["corrections"]:
        found |= {correction["by"], correction["confirmed_by"]}
    return found - {None}


def name_people(ids: Iterable[int]) -> Json:
    """Their names as they are now, each with the nonce that hides it. Nobody who was erased, or has none."""
    users = User.objects.filter(pk__in=set(ids)).order_by("pk")
    return {
        str(user.pk): {"name": user.name, "nonce": new_nonce()}
        for user in users
        if user.name and not user.is_erased
    }


def commitments(names: Json) -> dict[str, str]:
    return {person: name_commitment(one["name"], one["nonce"]) for person, one in names.items()}
