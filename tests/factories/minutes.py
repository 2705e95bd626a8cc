"""Assemblies that were held, with votes and the draft of their minutes, for tests."""

from typing import Any

from django.utils import timezone

from governance.assemblies.hall.rounds import close_round_in_assembly, open_round_in_assembly
from governance.assemblies.minutes.book import hash_of
from governance.assemblies.minutes.models import Minutes
from governance.assemblies.minutes.services import draft_minutes, sign_minutes
from governance.attendance.models import AgendaItem, Assembly
from governance.voting.models import VotingRound
from governance.voting.votes import cast_vote
from members.people.models import User
from tests.factories.assemblies import come_in, entries_of, make_assembly, representative_of

ANSWERS = ("yes", "no", "abstain", "yes")


def led_by(chair: User | None, secretary: User | None) -> dict[str, Any]:
    """For `make_assembly` and those below: these two lead it, without an office."""
    return {"has_officers": False, "chair": chair, "secretary": secretary}


def hold_assembly(*, items: int = 1, companies: int = 4, answers=ANSWERS, **fields: Any) -> Assembly:
    """Closed: all companies came in, and each item was voted on."""
    assembly = make_assembly(state="open", companies=companies, items=items, **fields)
    for entry in entries_of(assembly):
        come_in(entry, user=representative_of(entry))
    for item in assembly.items.order_by("position"):
        vote_on(item, answers)
    assembly.refresh_from_db()
    assembly.state, assembly.closed_at = Assembly.State.CLOSED, timezone.now()
    assembly.save()
    return assembly


def vote_on(item: AgendaItem, answers=ANSWERS) -> VotingRound:
    chair = item.assembly.chair
    voting_round = open_round_in_assembly(item, by=chair, cast_by="phones")
    for entry, answer in zip(entries_of(item.assembly), answers, strict=False):
        if answer:
            person = representative_of(entry)
            cast_vote(voting_round, company=entry.company, answer={"choice": answer}, by=person)
    return close_round_in_assembly(voting_round, by=chair)


def make_minutes(**fields: Any) -> Minutes:
    """A draft of an assembly that was held."""
    assembly = hold_assembly(**fields)
    return draft_minutes(assembly, call=assembly.call)


def sign_both(minutes: Minutes) -> Minutes:
    for person in (minutes.assembly.chair, minutes.assembly.secretary):
        minutes = sign_minutes(minutes, seen=hash_of(minutes), by=person)
    return minutes


def signed_minutes(**fields: Any) -> Minutes:
    return sign_both(make_minutes(**fields))
