"""What a person voted for a company and did with rounds as a coordinator: it stays when they go."""

from governance.voting.models import Vote, VotingRound
from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of


def collect_votes(user: User) -> Sections:
    entered, confirmed = Vote.objects.filter(entered_by=user), Vote.objects.filter(confirmed_by=user)
    of_round = {
        "company_name": "roll_entry__company__name",
        "proposal_title": "roll_entry__round__proposal__title",
        "round": "roll_entry__round__number",
    }
    return {
        "hands_entered": rows_of(entered, "choice", "cast_at", **of_round),
        "hands_confirmed": rows_of(confirmed, "choice", "cast_at", **of_round),
        "votes": rows_of(
            Vote.objects.filter(cast_by=user),
            "answer",
            "revision",
            "is_current",
            "cast_at",
            **of_round,
        ),
    }


def collect_rounds(user: User) -> Sections:
    rounds = VotingRound.objects
    title = "proposal__title"
    opened, extended = rounds.filter(opened_by=user), rounds.filter(extended_by=user)
    closed, cancelled = rounds.filter(closed_by=user), rounds.filter(cancelled_by=user)
    return {
        "rounds_opened": rows_of(opened, title, "opened_at", "closes_at", round="number"),
        "rounds_extended": rows_of(extended, title, "closes_at", "extension_reason", round="number"),
        "rounds_closed_early": rows_of(closed, title, "closed_at", round="number"),
        "rounds_cancelled": rows_of(cancelled, title, "cancelled_at", "cancel_reason", round="number"),
    }
