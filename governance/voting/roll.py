"""Which companies stand on the roll of a round, and what each may do in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import ngettext

from governance.proposals.models import Proposal
from governance.rulebook.models import Rulebook
from governance.suspensions.models import VotingSuspension
from governance.voting.models import RollEntry, VotingRound
from members.companies.models import Company

Standing = RollEntry.Standing


def build_roll(voting_round: VotingRound, today: date) -> list[RollEntry]:
    """One entry a member company, with the reason where it does not vote. Not saved."""
    entries = preview_roll(voting_round.proposal, voting_round.rulebook, today)
    for entry in entries:
        entry.round = voting_round
    return entries


def preview_roll(proposal: Proposal, rulebook: Rulebook, today: date) -> list[RollEntry]:
    """The roll of a round that opened on this day, of no round yet. Three queries."""
    recused = dict(proposal.recusals.values_list("company", "reason"))
    companies = list(Company.objects.current(today).order_by("pk"))
    suspended = suspension_reasons(companies, rulebook, today)
    entries = []
    for company in companies:
        entry = RollEntry(company=company)
        if company.pk in suspended:
            entry.standing, entry.reason = Standing.SUSPENDED, suspended[company.pk]
        elif company.pk in recused:
            entry.standing, entry.reason = Standing.RECUSED, recused[company.pk]
        entries.append(entry)
    return entries


def suspension_reasons(companies: Iterable[Company], rulebook: Rulebook, today: date) -> dict[int, str]:
    """Why each of these companies that has no vote on a day has none, by its id. One query."""
    suspensions = VotingSuspension.objects.on(today).select_related("resolution").order_by("-start_on")
    suspended = {suspension.company_id: suspension.told_reason for suspension in suspensions}
    seniority = timedelta(days=rulebook.seniority_days)
    text = ngettext(
        "a member for less than %(days)s day", "a member for less than %(days)s days", seniority.days
    )
    new = {
        company.pk: text % {"days": seniority.days}
        for company in companies
        if company.joined_on + seniority > today
    }
    return {
        company.pk: reason
        for company in companies
        if (reason := suspended.get(company.pk) or new.get(company.pk))
    }


@dataclass(frozen=True)
class RollFigures:
    """How many companies stand on a roll, before it is one: shown to whoever opens the voting."""

    members: int
    voting: int
    recused: int
    suspended: int

    @classmethod
    def of(cls, entries: Iterable[RollEntry]) -> "RollFigures":
        standings = [entry.standing for entry in entries]
        figures = (standings.count(one) for one in (Standing.ENTITLED, Standing.RECUSED, Standing.SUSPENDED))
        return cls(len(standings), *figures)

    @property
    def is_minority(self) -> bool:
        """Fewer than a majority of all members are left to vote."""
        return 2 * self.voting <= self.members
