"""What the companies did that a decision is about: the result says whether they voted."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from governance.hooks import parties_of
from governance.voting.models import RollEntry, VotingRound
from members.companies.models import Company

Standing = RollEntry.Standing


@dataclass(frozen=True)
class PartyVote:
    """Worded when read, so that a mail is in the language of its reader."""

    company: Company
    standing: str | None  # None: it was not on the roll
    has_voted: bool

    def __str__(self) -> str:
        return self._sentence() % {"company": self.company}

    @property
    def has_recused(self) -> bool:
        return self.standing == Standing.RECUSED

    def _sentence(self) -> str:
        if self.has_recused:
            return _(
                "The decision concerns %(company)s: it declared a conflict of interest and did not vote."
            )
        if self.standing == Standing.ENTITLED and self.has_voted:
            return _("The decision concerns %(company)s: it voted.")
        if self.standing == Standing.ENTITLED:
            return _("The decision concerns %(company)s: it could vote and did not.")
        return _("The decision concerns %(company)s: it had no vote.")


def party_votes(voting_round: VotingRound) -> list[PartyVote]:
    """Of a counted round on a proposal that carries something out; the rounds on amendments are on words."""
    parties = [] if voting_round.amendment_id else parties_of(voting_round.proposal)
    if not parties:
        return []
    entries = voting_round.roll.filter(company__in=parties).with_vote()
    own = {
        entry.company_id: (entry.standing, entry.answer is not None or entry.own_participation is not None)
        for entry in entries
    }
    return [PartyVote(company, *own.get(company.pk, (None, False))) for company in parties]
