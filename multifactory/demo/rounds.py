"""Lead one round of a proposal of a sample: who is on its roll, who answered when, how it ended."""

from collections.abc import Callable
from datetime import datetime, time
from functools import partial
from operator import itemgetter
from typing import NamedTuple

from django.utils import timezone

from governance.closing.services import settle_round
from governance.departures.corrections import correct_roll
from governance.proposals.choices import Method, Outcome
from governance.proposals.models import Proposal
from governance.proposals.services import apply_transition
from governance.proposals.transitions import CANCEL
from governance.resolutions.models import Resolution
from governance.rulebook.rule_in_force import get_rule_in_force
from governance.voting import record
from governance.voting.event_chain import append_event, append_vote, begin_record
from governance.voting.heads.services import publish_head
from governance.voting.models import RollEntry, RoundEvent, Vote, VotingRound
from governance.voting.next_round import rule_to_json
from governance.voting.roll import build_roll
from multifactory.demo.sample.days import Day
from multifactory.demo.sample.proposals import Answer, ProposalData, RoundData
from multifactory.demo.written import Written


class Cast(NamedTuple):
    at: datetime
    company: str
    answer: Answer
    revision: int


class RoundLoader:
    def __init__(self, written: Written) -> None:
        self.written = written
        self.now = timezone.now()

    def load(self, data: ProposalData, told: RoundData, proposal: Proposal, number: int) -> None:
        voting_round = self.open_round(data, told, proposal, number)
        casts = self.casts(told, voting_round)
        entries = {entry.company.name: entry for entry in voting_round.roll.select_related("company")}
        acts: list[tuple[datetime, Callable[[], object]]] = [
            (one.at, partial(self.cast, voting_round, entries[one.company], one)) for one in casts
        ]
        if told.extended:
            extended_at = self.written.moment(told.extended[0], "12:00")
            acts.append((extended_at, partial(self.extend, voting_round, told, at=extended_at)))
        for left_at in self.leaving_moments(voting_round):
            acts.append((left_at, partial(correct_roll, voting_round, at=left_at)))
        for _at, act in sorted(acts, key=itemgetter(0)):
            act()
        is_over = told.result or told.cancelled
        height = voting_round.events.count() + bool(is_over)
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
            ends_when_all_voted=told.ends_when_all_voted,
            options=list(proposal.options.values("key", "title")),
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

    def leaving_moments(self, voting_round: VotingRound) -> list[datetime]:
        """When companies on its roll left before its end; the first minutes of a day."""
        days = {entry.company.left_on for entry in voting_round.roll.select_related("company")} - {None}
        moments = [timezone.make_aware(datetime.combine(day, time(0, 5))) for day in days if day]
        return [moment for moment in moments if moment < min(voting_round.end, self.now)]

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
        publish_head(voting_round, at=at)

    def cancel(self, voting_round: VotingRound, day: Day, reason: str) -> None:
        at = self.written.moment(day, "12:00")
        append_event(voting_round, RoundEvent.Kind.CANCEL, record.cancel_payload(reason=reason), at=at)
        voting_round.state, voting_round.cancelled_at = VotingRound.State.CANCELLED, at
        voting_round.cancel_reason = reason
        voting_round.save(update_fields=["state", "cancelled_at", "cancel_reason"])
        publish_head(voting_round, at=at)
        apply_transition(voting_round.proposal, CANCEL, state_reason=reason)

    def settle(self, data: ProposalData, told: RoundData, voting_round: VotingRound) -> None:
        resolution = settle_round(voting_round, closed_at=voting_round.end)
        if voting_round.outcome != told.result or bool(resolution) != bool(told.outcome):
            raise ValueError(f"The round on {data.key} is not told as the portal counted it.")
        if resolution is None:
            return
        if (resolution.effect_state == Resolution.Effect.BLOCKED) != told.is_blocked:
            raise ValueError(f"{data.key}: {resolution.effect_note}")
        resolution.statement = told.outcome
        resolution.is_published = resolution.outcome == Outcome.ADOPTED
        if resolution.effect_state:
            resolution.effect_at = voting_round.closes_at
        if data.done is not None and resolution.responsible:
            resolution.done_on = self.written.day(data.done)
            resolution.done_by = self.written.representative(resolution.responsible.name)
        resolution.save(update_fields=["statement", "is_published", "effect_at", "done_on", "done_by"])
        self.written.resolutions[data.key] = resolution
