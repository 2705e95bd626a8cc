"""Write the proposals of a sample community and lead them, round by round, to where they stand today."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils import timezone

from governance.amendments.models import Amendment
from governance.closing.services import settle_round
from governance.discussion.models import Comment, CommentEdit
from governance.proposals.choices import Method, Outcome
from governance.proposals.models import Proposal, ProposalOption, ProposalVersion, Recusal
from governance.proposals.services import apply_transition
from governance.proposals.transitions import CANCEL, OPEN_VOTING
from governance.resolutions.models import Resolution
from governance.rulebook.models import MatterRule, Rulebook, RulebookChange, VotingSuspension
from governance.voting import record
from governance.voting.current_rule import get_rule_in_force, rule_to_json
from governance.voting.event_chain import append_event, append_vote, begin_record
from governance.voting.models import RollEntry, RoundEvent, Vote, VotingRound
from governance.voting.services import build_roll
from multifactory.demo.days import Day
from multifactory.demo.proposals import (
    AmendmentData,
    Answer,
    CommentData,
    ProposalData,
    RoundData,
    RulebookData,
    UnitData,
    VersionData,
)
from multifactory.demo.written import Written
from spaces.effects.models import ProposedAllocation

State = Proposal.State


def load_decisions(written: Written) -> None:
    VotingSuspension.objects.bulk_create(
        VotingSuspension(
            company=written.companies[data.company],
            start_on=written.day(data.start),
            end_on=written.day_or_none(data.end),
            reason=data.reason,
        )
        for data in written.case.suspensions
    )
    loader = DecisionLoader(written)
    # What was decided first has the lower number in the book, and may be replaced by what comes after.
    for data in sorted(written.case.proposals, key=loader.turn):
        loader.load(data)


class Cast(NamedTuple):
    at: datetime
    company: str
    answer: Answer
    revision: int


class DecisionLoader:
    def __init__(self, written: Written) -> None:
        self.written = written
        self.now = timezone.now()

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
        for number, round_data in enumerate(data.rounds, start=1):
            if number > 1 and not apply_transition(proposal, OPEN_VOTING):
                raise ValueError(f"Round {number} on {data.key} cannot follow the one before.")
            self.load_round(data, round_data, proposal, number)
        if proposal.state != data.state:
            raise ValueError(
                f"{data.key} is told as {data.state}, and the portal has it as {proposal.state}."
            )

    # --- The words -----------------------------------------------------------------------------------

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
            seats=data.seats,
            dots=data.dots,
            dots_per_option=data.dots_per_option,
            lot=list(data.lot),
            cost_cents=data.cost * 100 if data.cost else None,
            cost_key=data.cost_key,
            responsible=self.written.companies[data.responsible] if data.responsible else None,
            due_on=self.written.day_or_none(data.due),
            review_months=data.review_months,
            supersedes=self.written.resolutions[data.supersedes] if data.supersedes else None,
            effect={UnitData: "allocate", RulebookData: "rulebook"}.get(type(data.effect), ""),
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
        elif isinstance(effect, RulebookData):
            RulebookChange.objects.create(proposal=proposal, rulebook=self.draft_of_rulebook(effect))

    @staticmethod
    def draft_of_rulebook(data: RulebookData) -> Rulebook:
        """The latest version with other numbers, and no day from which it is in force."""
        rulebook = Rulebook.objects.latest("version")
        rules = list(rulebook.rules.all())
        rulebook.pk, rulebook.version = None, rulebook.version + 1
        rulebook.note, rulebook.in_force_from, rulebook.resolution = data.note, None, None
        for name, value in data.numbers.items():
            setattr(rulebook, name, value)
        rulebook.save(force_insert=True)
        for rule in rules:
            rule.pk, rule.rulebook = None, rulebook
            for name, value in data.rules.get(rule.matter, {}).items():
                setattr(rule, name, value)
        MatterRule.objects.bulk_create(rules)
        return rulebook

    # --- Rounds --------------------------------------------------------------------------------------

    def load_round(self, data: ProposalData, told: RoundData, proposal: Proposal, number: int) -> None:
        voting_round = self.open_round(data, told, proposal, number)
        casts = self.casts(told, voting_round)
        extended_at = self.written.moment(told.extended[0], "12:00") if told.extended else self.now
        entries = {entry.company.name: entry for entry in voting_round.roll.select_related("company")}
        for cast in (one for one in casts if one.at <= extended_at):
            self.cast(voting_round, entries[cast.company], cast)
        if told.extended:
            self.extend(voting_round, told, at=extended_at)
            for cast in (one for one in casts if one.at > extended_at):
                self.cast(voting_round, entries[cast.company], cast)
        is_over = told.result or told.cancelled
        height = 2 + len(casts) + bool(told.extended) + bool(is_over)
        VotingRound.objects.filter(pk=voting_round.pk).update(height=height)
        if told.cancelled:
            self.cancel(voting_round, *told.cancelled)
        elif told.result:
            self.settle(data, told, voting_round)

    def open_round(self, data: ProposalData, told: RoundData, proposal: Proposal, number: int) -> VotingRound:
        opened_at = self.written.moment(told.opened, "09:00")
        rule = get_rule_in_force(data.matter, self.written.day(told.opened))
        method = Method(told.method or data.method)
        voting_round = VotingRound.objects.create(
            proposal=proposal,
            version=proposal.versions.filter(created_at__lt=opened_at).latest("number"),
            number=number,
            rulebook=rule.rulebook,
            rule=rule_to_json(rule, is_second_call=told.is_second_call),
            method=method,
            is_advisory=data.is_advisory,
            is_second_call=told.is_second_call,
            options=list(proposal.options.values("key", "title")),
            lot=proposal.lot,
            seats=data.seats if method == Method.APPROVAL else 1,
            dots=data.dots if method == Method.DOTS else 0,
            dots_per_option=data.dots_per_option if method == Method.DOTS else 0,
            opened_at=opened_at,
            opened_by=proposal.author,
            closes_at=self.written.moment(told.extended[1] if told.extended else told.closes, "20:00"),
        )
        RollEntry.objects.bulk_create(build_roll(voting_round, self.written.day(told.opened)))
        begin_record(voting_round, at=opened_at)
        return voting_round

    def casts(self, told: RoundData, voting_round: VotingRound) -> list[Cast]:
        """First answers in the order they are told, then what was changed, evenly until the end or today."""
        answers = [(name, answer, 1) for name, answer in told.first_answers.items()]
        answers += [(name, told.answers[name], 2) for name in told.changed]
        ends_at = self.written.moment(told.cancelled[0] if told.cancelled else told.closes, "11:30")
        step = (min(ends_at, self.now) - voting_round.opened_at) / (len(answers) + 1)
        return [
            Cast(voting_round.opened_at + step * place, *answer)
            for place, answer in enumerate(answers, start=1)
        ]

    def cast(self, voting_round: VotingRound, entry: RollEntry, cast: Cast) -> None:
        if cast.revision > 1:
            entry.votes.update(is_current=False)
        vote = Vote.objects.create(
            roll_entry=entry,
            choice=cast.answer["choice"],
            answer=cast.answer,
            revision=cast.revision,
            nonce=record.new_nonce(),
            cast_by=self.written.representative(cast.company),
            cast_at=cast.at,
        )
        append_vote(voting_round, vote, company=entry.company)

    def extend(self, voting_round: VotingRound, told: RoundData, *, at: datetime) -> None:
        closes_at = self.written.moment(told.closes, "20:00")
        voting_round.first_closes_at, voting_round.closes_at = voting_round.closes_at, closes_at
        voting_round.extension_reason = told.extended[2] if told.extended else ""
        voting_round.save(update_fields=["first_closes_at", "closes_at", "extension_reason"])
        payload = record.extend_payload(closes_at=closes_at, reason=voting_round.extension_reason)
        append_event(voting_round, RoundEvent.Kind.EXTEND, payload, at=at)

    def cancel(self, voting_round: VotingRound, day: Day, reason: str) -> None:
        at = self.written.moment(day, "12:00")
        append_event(voting_round, RoundEvent.Kind.CANCEL, record.cancel_payload(reason=reason), at=at)
        voting_round.state, voting_round.cancelled_at = VotingRound.State.CANCELLED, at
        voting_round.cancel_reason = reason
        voting_round.save(update_fields=["state", "cancelled_at", "cancel_reason"])
        apply_transition(voting_round.proposal, CANCEL, state_reason=reason)

    def settle(self, data: ProposalData, told: RoundData, voting_round: VotingRound) -> None:
        resolution = settle_round(voting_round, closed_at=voting_round.closes_at)
        if voting_round.outcome != told.result or bool(resolution) != bool(told.outcome):
            raise ValueError(f"The round on {data.key} is not told as the portal counted it.")
        if resolution is None:
            return
        if resolution.effect_state == Resolution.Effect.BLOCKED:
            raise ValueError(f"{data.key}: {resolution.effect_note}")
        resolution.statement = told.outcome
        resolution.is_published = resolution.outcome == Outcome.ADOPTED
        if resolution.effect_state:
            resolution.effect_at = voting_round.closes_at
        if data.done is not None and resolution.responsible:
            resolution.done_on = self.written.day(data.done)
            resolution.done_by = self.written.representative(resolution.responsible.name)
        resolution.save()
        self.written.resolutions[data.key] = resolution
