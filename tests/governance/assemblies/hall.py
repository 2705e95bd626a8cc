"""An assembly that is held, for tests of its calls and votes."""

from datetime import timedelta

from django.utils import timezone

from governance.assemblies.hall.rounds import close_round_in_assembly, open_round_in_assembly
from governance.assemblies.hall.services import open_call
from governance.attendance.models import Assembly
from governance.proposals.models import Proposal
from governance.voting.models import VotingRound
from governance.voting.votes import cast_vote
from tests.factories.assemblies import come_in, entries_of, make_assembly, representative_of


def hold(companies=3, *, present=None, items=1, matter="ordinary", call=1, **fields):
    """Open in a call; the first so many companies are in, all of them where nothing is said."""
    assembly = make_assembly(companies=companies, items=items, state="open", call=call, **fields)
    Proposal.objects.filter(agenda_items__assembly=assembly).update(matter=matter)
    for entry in entries_of(assembly)[: companies if present is None else present]:
        come_in(entry)
    return Assembly.objects.get(pk=assembly.pk)


def called(companies=3, *, present=0, items=1, **fields):
    """Called, its first hour has come, and so many companies are in."""
    fields = {"first_call_at": timezone.now() - timedelta(minutes=1)} | fields
    assembly = make_assembly(companies=companies, items=items, **fields)
    for entry in entries_of(assembly)[:present]:
        come_in(entry)
    return Assembly.objects.get(pk=assembly.pk)


def opened(assembly):
    return open_call(assembly, by=assembly.chair)


def vote_on(assembly, *, cast_by="mixed", position=1) -> VotingRound:
    item = assembly.items.select_related("assembly", "proposal").get(position=position)
    return open_round_in_assembly(item, by=assembly.chair, cast_by=cast_by)


def cast(voting_round, entry, choice, *, by=None):
    by = by or representative_of(entry)
    return cast_vote(voting_round, company=entry.company, answer={"choice": choice}, by=by)


def cast_all(voting_round, assembly, *choices):
    """Each company in turn; None says nothing."""
    for entry, choice in zip(entries_of(assembly), choices, strict=False):
        if choice:
            cast(voting_round, entry, choice)


def close(voting_round, assembly) -> VotingRound:
    return close_round_in_assembly(voting_round, by=assembly.chair)


def decide(assembly, *choices, **fields) -> VotingRound:
    """Vote on the first item, and close."""
    voting_round = vote_on(assembly, **fields)
    cast_all(voting_round, assembly, *choices)
    return close(voting_round, assembly)
