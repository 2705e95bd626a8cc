"""A secret vote for tests: companies that are there, three scrutineers with their codes, an urn."""

from dataclasses import dataclass, field

from django.utils import timezone

from governance.assemblies.elections.models import Candidacy
from governance.assemblies.secrecy import urn as boxes
from governance.assemblies.secrecy.models import Scrutineer, SecretVote
from governance.assemblies.secrecy.services import close_urn, count_urn, prepare_urn
from governance.assemblies.secrecy.votes import cast_secret_ballot, fill_ballot
from governance.attendance.models import Assembly
from governance.attendance.presence import present_now
from governance.proposals.models import Proposal
from governance.rulebook.models import Rulebook
from governance.voting import record
from governance.voting.event_chain import begin_record
from governance.voting.models import RollEntry, VotingRound
from tests.factories.assemblies import come_in, entries_of, make_assembly, representative_of
from tests.factories.governance import ORDINARY_RULE
from tests.factories.members import MembershipFactory


@dataclass
class SecretRound:
    assembly: Assembly
    round: VotingRound
    chair: object
    scrutineers: list[Scrutineer]
    codes: list[str]
    trackers: dict[int, str] = field(default_factory=dict)  # by company

    @property
    def entries(self):
        return list(self.round.roll.select_related("company").order_by("company"))

    def person(self, entry):
        places = entry.company.memberships.filter(role="representative")
        return places.select_related("user").order_by("pk").first().user

    def cast(self, entry, answer, *, phrase="blue bicycle", by=None):
        answer = {"choice": answer} if isinstance(answer, str) else answer
        person = by or self.person(entry)
        ballot, _token = fill_ballot(
            self.round, company=entry.company, answer=answer, phrase=phrase, by=person
        )
        is_new = cast_secret_ballot(self.round, ballot, company=entry.company, by=person)
        if is_new:
            self.trackers[entry.company_id] = ballot.tracker(self.round)
        return is_new

    def cast_all(self, *answers):
        for entry, answer in zip(self.entries, answers, strict=False):
            if answer is not None:
                self.cast(entry, answer)

    def code(self, *places):
        return {self.scrutineers[place].pk: self.codes[place] for place in places}

    def close(self):
        return close_urn(self.round, by=self.chair)

    def count(self, *places):
        self.close()
        self.round = count_urn(self.round, self.code(*(places or (0, 1))), by=self.scrutineers[0].user)
        return self.round


def with_key(assembly, user):
    """A scrutineer who has taken a key, and the code of it."""
    private, public = boxes.new_pair()
    code = boxes.new_code()
    scrutineer = Scrutineer.objects.create(
        assembly=assembly, user=user, public_key=public, locked_key=boxes.lock(private, code)
    )
    return scrutineer, code


def make_secret_round(
    companies=6,
    *,
    scrutineers=3,
    cast_by="phones",
    method="motion",
    options=(),
    seats=1,
    suspended=0,
    candidate_counts=False,
    **rule,
):
    assembly = make_assembly(state="open", companies=companies, suspended=suspended, items=1)
    for entry in entries_of(assembly):
        come_in(entry, user=representative_of(entry))
    keepers = [with_key(assembly, MembershipFactory().user) for _ in range(scrutineers)]
    item = assembly.items.get()
    if candidate_counts:
        place = MembershipFactory(user=keepers[0][0].user)
        Candidacy.objects.create(proposal=item.proposal, user=place.user, company=place.company)
    Proposal.objects.filter(pk=item.proposal_id).update(state=Proposal.State.VOTING)
    SecretVote.objects.create(agenda_item=item, ground="persons", are_few_accepted=True)
    voting_round = VotingRound.objects.create(
        proposal=item.proposal,
        version=item.proposal.versions.latest("number"),
        rulebook=Rulebook.objects.first(),
        rule=ORDINARY_RULE | rule,
        method=method,
        options=[{"key": key, "title": f"Option {key}"} for key in options],
        seats=seats,
        opened_at=timezone.now(),
        agenda_item=item,
        is_secret=True,
        cast_by=cast_by,
    )
    RollEntry.objects.bulk_create(
        RollEntry(round=voting_round, company=entry.company, standing=entry.standing, reason=entry.reason)
        for entry in entries_of(assembly)
    )
    present = sorted(present_now(assembly).present)
    attendance = record.attendance(call=1, present=present, casting=None)
    begin_record(voting_round, at=voting_round.opened_at, attendance=attendance)
    prepare_urn(voting_round, by=assembly.chair)
    keys, codes = [one for one, _code in keepers], [code for _one, code in keepers]
    return SecretRound(assembly, voting_round, assembly.chair, keys, codes)
