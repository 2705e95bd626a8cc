"""For whom a person votes in the round that an assembly has open: their own company, and by proxy others."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from governance.attendance.presence import Attendance
from governance.voting.forms import AnswerForm, answer_form
from governance.voting.in_assembly import attendance_in, speaks_by_proxy
from governance.voting.models import RollEntry, Vote, VotingRound
from governance.voting.result import format_answer, option_titles
from governance.voting.votes import cast_vote
from members.companies.models import Company
from members.people.models import Membership, User

ALL = "all"  # what the form says that is sent for every company


@dataclass(frozen=True)
class ProxyVoice:
    """A company that is represented by the reader, and what it answers now."""

    company: Company
    answer: str
    is_own: bool  # it has voted itself: its proxy does not change that
    form: AnswerForm | None


@dataclass(frozen=True)
class Voices:
    attendance: Attendance
    by_proxy: list[ProxyVoice] = field(default_factory=list)
    same_for_all: AnswerForm | None = None

    def is_there(self, company: Company | None) -> bool:
        return company is not None and company.pk in self.attendance.present


def voices_of(user: User, voting_round: VotingRound, *, bound: AnswerForm | None = None) -> Voices | None:
    """None outside assemblies. Six queries. `bound` is a form that had a fault: it stands in its place."""
    if voting_round.agenda_item_id is None:
        return None
    attendance = attendance_in(voting_round)
    own = set(user.current_company_ids)
    grantors = [
        one.company
        for one in attendance.entries.values()
        if speaks_by_proxy(one, user) and one.company not in own
    ]
    if not grantors or voting_round.is_secret:
        return Voices(attendance)
    roll = voting_round.roll.filter(company__in=grantors, standing=RollEntry.Standing.ENTITLED)
    entries = list(roll.select_related("company").order_by("company__name"))
    votes = Vote.objects.filter(roll_entry__in=entries, is_current=True)
    current = {vote.roll_entry_id: vote for vote in votes}
    faulty = {_sent_for(bound): bound} if bound else {}
    voices = [
        _voice(voting_round, entry, current.get(entry.pk), user, bound=faulty.get(str(entry.company_id)))
        for entry in entries
    ]
    has_all = len([voice for voice in voices if voice.form]) + bool(own & attendance.present) > 1
    everybody = _form(voting_round, prefix=ALL, initial={}, bound=faulty.get(ALL)) if has_all else None
    return Voices(attendance, voices, everybody)


def _sent_for(form: AnswerForm) -> str:
    """The company it was sent for, or all of them."""
    return ALL if ALL in form.data else str(form.data.get("company", ""))


def _voice(
    voting_round: VotingRound, entry: RollEntry, vote: Vote | None, user: User, *, bound: AnswerForm | None
) -> ProxyVoice:
    is_own = vote is not None and vote.cast_by_id != user.pk
    # What a company says itself is not shown to its proxy.
    said = "" if vote is None or is_own else format_answer(vote.answer, option_titles(voting_round))
    initial = {"company": entry.company, "seen_revision": vote.revision if vote else 0}
    form = None
    if not is_own:
        answer = vote.answer if vote else None
        form = _form(voting_round, prefix=f"c{entry.company_id}", initial=initial, answer=answer, bound=bound)
    return ProxyVoice(entry.company, said, is_own, form)


def _form(
    voting_round: VotingRound,
    *,
    prefix: str,
    initial: Mapping[str, Any],
    bound: AnswerForm | None,
    answer: Any = None,
) -> AnswerForm:
    """Several stand on one page, so that each has ids of its own; their names are those of every answer."""
    form = bound or answer_form(voting_round, answer=answer, initial=initial)
    form.auto_id = f"{prefix}_%s"
    return form


@transaction.atomic
def cast_same_for_all(voting_round: VotingRound, *, answer: Mapping[str, Any], by: User) -> list[Company]:
    """One answer for the own company, if it is there, and for each that is by proxy and has not voted
    itself; all of them or none. The companies it was cast for.
    """
    voices = voices_of(by, voting_round)
    places = Membership.objects.current().representatives().filter(user=by, user__is_active=True)
    own = [place.company for place in places.select_related("company").order_by("company")]
    there = voices.attendance.present if voices else frozenset()
    companies = [company for company in own if company.pk in there]
    companies += [voice.company for voice in voices.by_proxy if voice.form] if voices else []
    for company in companies:
        try:
            cast_vote(voting_round, company=company, answer=answer, by=by)
        except ValidationError as error:
            raise ValidationError(f"{company}: {' '.join(error.messages)}", code=error.code) from error
    return companies
