"""What somebody holds of a round, and how to check the record with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from governance.voting.heads.models import PublishedHead
from governance.voting.models import RoundEvent, VotingRound
from members.companies.models import Company
from multifactory.lib.mail_values import Trusted


def verify_command(voting_round: VotingRound, heads: Iterable[str]) -> str:
    """The line to type in the folder that holds the record and the program, as they are downloaded."""
    given = [f"--head {head}" for head in heads]
    return Trusted(" ".join(["python3 verify.py", voting_round.record_filename, *given]))  # also in mails


@dataclass(frozen=True)
class Proof:
    """The head that last went out, and the receipt of a company: the event of its last vote."""

    voting_round: VotingRound
    head: PublishedHead
    receipt: RoundEvent | None

    @classmethod
    def of_round(cls, voting_round: VotingRound, company: Company | None) -> Self | None:
        """None for a round older than the record. Two queries."""
        head = voting_round.heads.order_by("-height", "-pk").first()
        if head is None:
            return None
        receipt = find_receipt(voting_round, company) if company else None
        return cls(voting_round, head, receipt)

    @property
    def is_receipt_in_record(self) -> bool:
        """The record of an open round ends with the head that last went out; the receipt may come after."""
        return self.receipt is not None and self.receipt.height <= self.head.height

    @property
    def command(self) -> str:
        heads = [self.head.hash]
        if self.receipt and self.is_receipt_in_record:
            heads.append(self.receipt.hash)
        return verify_command(self.voting_round, heads)


def find_receipt(voting_round: VotingRound, company: Company) -> RoundEvent | None:
    """The event of the last vote of a company."""
    voted = voting_round.events.filter(kind=RoundEvent.Kind.VOTED, payload__company=company.pk)
    return voted.order_by("-height").first()
