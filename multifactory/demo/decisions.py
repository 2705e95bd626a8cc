"""Write the proposals of a sample community and lead them, round by round, to where they stand today."""

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from operator import itemgetter

from django.utils import timezone

from governance.amendments.models import Amendment
from governance.departures.models import Departure
from governance.discussion.models import Comment, CommentEdit
from governance.proposals.choices import Method
from governance.proposals.models import Proposal, ProposalOption, ProposalVersion, Recusal
from governance.proposals.services import apply_transition
from governance.proposals.terms import terms_of
from governance.proposals.transitions import OPEN_VOTING
from governance.rulebook.models import MatterRule, Rulebook, RulebookChange
from governance.suspensions.models import VotingSuspension
from multifactory.demo.candidates import tell_candidate, write_candidate
from multifactory.demo.expenses import write_expense
from multifactory.demo.rounds import RoundLoader
from multifactory.demo.sample.proposals import (
    AmendmentData,
    BudgetData,
    CandidateData,
    CommentData,
    ExpenseData,
    ProposalData,
    RulebookData,
    SharingData,
    TableData,
    UnitData,
    VersionData,
)
from multifactory.demo.written import Written
from spaces.admission.models import ADMIT
from spaces.costs.budgets.models import BUDGET, Budget, ProposedBudget
from spaces.costs.funds.proposal_section import EXPENSE
from spaces.costs.sharing.models import RULE, TABLE, ProposedRule, ProposedTable, ShareTable, SharingRule
from spaces.effects.models import ProposedAllocation

State = Proposal.State
EFFECT_KEYS: dict[type, str] = {
    UnitData: "allocate",
    RulebookData: "rulebook",
    CandidateData: ADMIT,
    BudgetData: BUDGET,
    ExpenseData: EXPENSE,
    SharingData: RULE,
    TableData: TABLE,
}
DEPARTURE_NOTICE = timedelta(days=92)  # that a sample company said it leaves, before it did


def load_decisions(written: Written, meanwhile: Sequence[tuple[datetime, Callable[[], None]]] = ()) -> None:
    """`meanwhile`: what decides in other ways, each at its moment: an assembly."""
    VotingSuspension.objects.bulk_create(
        VotingSuspension(
            company=written.companies[data.company],
            start_on=written.day(data.start),
            end_on=written.day_or_none(data.end),
            reason=data.reason,
            rulebook_entry=data.article,
            entered_on=written.day(data.start) - timedelta(days=1),
        )
        for data in written.case.suspensions
    )
    Departure.objects.bulk_create(
        Departure(
            company=company,
            kind=Departure.Kind.DECLARED,
            leaves_on=company.left_on,
            entered_on=max(company.joined_on, company.left_on - DEPARTURE_NOTICE),
            entered_by=written.representative(company.name),
        )
        for company in written.companies.values()
        if company.left_on
    )
    loader = DecisionLoader(written)
    # What was decided first has the lower number in the book, and may be replaced by what comes after.
    acts: list[tuple[datetime, Callable[[], None]]] = [*meanwhile]
    acts += [(loader.turn(data), partial(loader.load, data)) for data in written.case.proposals]
    for _at, act in sorted(acts, key=itemgetter(0)):
        act()


class DecisionLoader:
    def __init__(self, written: Written) -> None:
        self.written = written
        self.now = timezone.now()
        self.rounds = RoundLoader(written)

    def turn(self, data: ProposalData) -> datetime:
        """When it came to an end; those that have not come last."""
        is_decided = data.round and data.state == "decided"
        return self.written.moment(data.round.closes, "20:00") if data.round and is_decided else self.now

    def load(self, data: ProposalData) -> None:
        proposal = self.write_proposal(data)
        self.write_versions(data, proposal)
        self.write_comments(data, proposal)
        Recusal.objects.bulk_create(
            Recusal(
                proposal=proposal,
                company=self.written.companies[company],
                reason=reason,
                declared_by=self.written.representative(company),
                declared_at=proposal.frozen_at or proposal.created_at,
            )
            for company, reason in data.recusals
        )
        self.write_effect(data, proposal)
        ProposalVersion.objects.filter(proposal=proposal).update(terms=terms_of(proposal))
        for number, round_data in enumerate(data.rounds, start=1):
            if number > 1 and not apply_transition(proposal, OPEN_VOTING):
                raise ValueError(f"Round {number} on {data.key} cannot follow the one before.")
            self.rounds.load(data, round_data, proposal, number)
        if isinstance(data.effect, CandidateData):
            tell_candidate(self.written, data.effect, proposal)
        if proposal.state != data.state:
            raise ValueError(
                f"{data.key} is told as {data.state}, and the portal has it as {proposal.state}."
            )

    def write_proposal(self, data: ProposalData) -> Proposal:
        written_at = self.written.moment(data.written, "10:30")
        moved_at = None if data.moved is None else self.written.moment(data.moved, "08:30")
        frozen_at = self.written.moment(data.rounds[0].opened, "08:30") if data.rounds else None
        proposal = Proposal.objects.create(
            title=data.title,
            text=data.text,
            matter=data.matter,
            company=self.written.companies[data.proposer],
            author=self.written.representative(data.proposer),
            state=State.VOTING if data.rounds else data.state,
            state_reason=data.state_reason,
            created_at=written_at,
            discussion_opened_at=None if data.state == State.DRAFT else written_at,
            frozen_at=moved_at if data.state == State.FROZEN else frozen_at,
            withdrawn_at=moved_at if data.state == State.WITHDRAWN else None,
            method=data.method,
            is_advisory=data.is_advisory,
            is_choice=Method(data.method).is_choice,
            seats=data.seats,
            dots=data.dots,
            dots_per_option=data.dots_per_option,
            cost_cents=data.cost * 100 if data.cost else None,
            cost_key=data.cost_key,
            responsible=self.written.companies[data.responsible] if data.responsible else None,
            due_on=self.written.day_or_none(data.due),
            review_months=data.review_months,
            supersedes=self.written.resolutions[data.supersedes] if data.supersedes else None,
            effect=EFFECT_KEYS.get(type(data.effect), ""),
        )
        ProposalOption.objects.bulk_create(
            ProposalOption(proposal=proposal, key=key, title=title)
            for key, title in zip(data.keys, data.options, strict=True)
        )
        return proposal

    def write_versions(self, data: ProposalData, proposal: Proposal) -> None:
        """The first version, then the proposer's own changes and the accepted amendments as they came."""
        changes: list[tuple[datetime, VersionData | AmendmentData]] = [
            (self.written.moment(one.written, "11:00"), one) for one in data.versions
        ]
        changes += [
            (self.written.moment(one.accepted, "17:10"), one)
            for one in data.amendments
            if one.accepted is not None
        ]
        first = ProposalVersion(proposal=proposal, title=data.title, text=data.text, author=proposal.author)
        first.created_at = proposal.created_at
        versions = [first]
        taken: dict[AmendmentData, ProposalVersion] = {}
        for number, (at, change) in enumerate(sorted(changes, key=lambda pair: pair[0]), start=2):
            version = ProposalVersion(proposal=proposal, number=number, text=change.text, created_at=at)
            if isinstance(change, AmendmentData):
                version.title, version.author = versions[-1].title, self.written.people[change.author][0]
                taken[change] = version
            else:
                version.title, version.author = change.title or versions[-1].title, proposal.author
                version.note = change.note
            versions.append(version)
        ProposalVersion.objects.bulk_create(versions)
        proposal.title, proposal.text = versions[-1].title, versions[-1].text
        proposal.save(update_fields=["title", "text"])
        for number, amendment in enumerate(data.amendments, start=1):
            self.write_amendment(amendment, number, versions, taken.get(amendment))

    def write_amendment(
        self,
        data: AmendmentData,
        number: int,
        versions: Sequence[ProposalVersion],
        version: ProposalVersion | None,
    ) -> None:
        written_at = self.written.moment(data.written, "16:40")
        base = [one for one in versions if one.created_at < written_at][-1]
        author, company = self.written.people[data.author]
        amendment = Amendment.objects.create(
            proposal=base.proposal,
            number=number,
            base=base,
            title=base.title,
            text=data.text,
            reason=data.reason,
            company=company,
            author=author,
            state=Amendment.State.ACCEPTED if version else Amendment.State.OPEN,
            created_at=written_at,
            settled_at=version.created_at if version else None,
            version=version,
            request_id=uuid.uuid4(),
        )
        if version:
            version.note = str(amendment)
            version.save(update_fields=["note"])

    def write_comments(self, data: ProposalData, proposal: Proposal) -> None:
        threads = [(self.comment(one, proposal, place), one) for place, one in enumerate(data.comments)]
        Comment.objects.bulk_create(row for row, _ in threads)
        answers = [
            (self.comment(one, proposal, 3 + place, parent=row), one)
            for row, thread in threads
            for place, one in enumerate(thread.answers)
        ]
        Comment.objects.bulk_create(row for row, _ in answers)
        CommentEdit.objects.bulk_create(
            CommentEdit(comment=row, kind=row.kind, text=one.was, replaced_at=row.edited_at)
            for row, one in [*threads, *answers]
            if row.edited_at
        )

    def comment(
        self, data: CommentData, proposal: Proposal, place: int, parent: Comment | None = None
    ) -> Comment:
        author, company = self.written.people[data.author]
        return Comment(
            proposal=proposal,
            parent=parent,
            author=author,
            company=company,
            kind=data.kind,
            text=data.text,
            created_at=self.written.moment(data.written, "18:20") + timedelta(minutes=7 * place),
            edited_at=None if data.edited is None else self.written.moment(data.edited, "21:05"),
            request_id=uuid.uuid4(),
        )

    def write_effect(self, data: ProposalData, proposal: Proposal) -> None:
        effect = data.effect
        if isinstance(effect, UnitData):
            ProposedAllocation.objects.create(
                proposal=proposal,
                unit=self.written.spaces[effect.space],
                company=self.written.companies[effect.company],
                kind=effect.kind,
                start_on=self.written.day(effect.start),
                end_on=self.written.day_or_none(effect.end),
            )
        elif isinstance(effect, CandidateData):
            write_candidate(self.written, effect, proposal)
        elif isinstance(effect, BudgetData):
            budget = Budget.objects.get(year=self.written.today.year + effect.years)
            ProposedBudget.objects.create(proposal=proposal, budget=budget)
        elif isinstance(effect, SharingData):
            ProposedRule.objects.create(
                proposal=proposal, rule=SharingRule.objects.drafts().get(name=effect.name)
            )
        elif isinstance(effect, TableData):
            table = ShareTable.objects.drafts().get(name=effect.name)
            ProposedTable.objects.create(proposal=proposal, table=table)
        elif isinstance(effect, ExpenseData):
            write_expense(effect, proposal)
        elif isinstance(effect, RulebookData):
            RulebookChange.objects.create(proposal=proposal, rulebook=self.draft_of_rulebook(effect))

    @staticmethod
    def draft_of_rulebook(data: RulebookData) -> Rulebook:
        """The latest version with other numbers, and no day from which it is in force."""
        rulebook = Rulebook.objects.latest("version")
        rules = list(rulebook.rules.all())
        rulebook.pk, rulebook.version = None, rulebook.version + 1
        rulebook.note, rulebook.in_force_from, rulebook.resolution = data.note, None, None
        for name, number in data.numbers.items():
            setattr(rulebook, name, number)
        rulebook.save(force_insert=True)
        for rule in rules:
            rule.pk, rule.rulebook = None, rulebook
            for name, value in data.rules.get(rule.matter, {}).items():
                setattr(rule, name, value)
        MatterRule.objects.bulk_create(rules)
        return rulebook
