"""The desk reminds those who are there, vote on their phones and have not voted yet."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from governance.assemblies.hall import emails
from governance.assemblies.hall.models import VoteReminder
from governance.assemblies.hall.rules import takes_phones
from governance.assemblies.hall.services import hold_for_chair
from governance.assemblies.secrecy.models import Participation
from governance.attendance.models import Assembly
from governance.attendance.presence import Kind
from governance.voting.in_assembly import attendance_in, item_of
from governance.voting.models import RollEntry, Vote, VotingRound
from members.companies.models import Company
from members.people.models import User
from members.people.recipients import representatives_of

PAUSE = timedelta(minutes=1)  # between two, whoever presses the button


@transaction.atomic
def remind_phones(voting_round: VotingRound, *, by: User) -> VoteReminder:
    """Write to whoever can vote for a company that is there and has not voted.

    A hand that was entered is a vote to come: its company is left alone. Of two at once one is sent.
    """
    item = item_of(voting_round)
    _assembly, at = hold_for_chair(item.assembly, by, Assembly.State.OPEN)
    voting_round = VotingRound.objects.select_related("urn").get(pk=voting_round.pk)
    if not takes_phones(voting_round):
        raise ValidationError(_("No vote on phones is open."), code="state")
    last = voting_round.hall_reminders.last()
    if last and at < last.sent_at + PAUSE:
        raise ValidationError(_("They were reminded a moment ago: wait a minute."), code="too_soon")
    missing = companies_by_person(voting_round)
    if not missing:
        raise ValidationError(_("Everyone who is there has voted."), code="nobody")
    for person, companies in missing.items():
        emails.send_vote_missing(voting_round, item, person, companies)
    return VoteReminder.objects.create(round=voting_round, by=by, sent_at=at)


def companies_by_person(voting_round: VotingRound) -> Mapping[User, list[Company]]:
    """Whose vote is missing, by who can cast it: the people of a company that are in, all of them where it is
    in on the chair's word, and of a proxy the person it names."""
    there = attendance_in(voting_round).entries
    waiting = [entry for entry in _not_voted(voting_round) if entry.company_id in there]
    holders = User.objects.filter(is_active=True).in_bulk(
        {one.person for one in there.values() if one.kind == Kind.PROXY and one.person}
    )
    own = _representatives(entry.company for entry in waiting)
    found: dict[User, list[Company]] = {}
    for entry in waiting:
        one = there[entry.company_id]
        people = own.get(entry.company_id, [])
        if one.kind == Kind.PROXY:
            people = [holders[one.person]] if one.person in holders else []
        for person in [person for person in people if person.pk in one.people] or people:
            found.setdefault(person, []).append(entry.company)
    return found


def _not_voted(voting_round: VotingRound) -> Iterable[RollEntry]:
    own = {"roll_entry": OuterRef("pk")}
    entries = voting_round.roll.filter(standing=RollEntry.Standing.ENTITLED)
    entries = entries.exclude(Exists(Vote.objects.filter(**own)))
    entries = entries.exclude(Exists(Participation.objects.filter(**own)))
    return entries.select_related("company").order_by("company__name", "pk")


def _representatives(companies: Iterable[Company]) -> dict[int, list[User]]:
    found: dict[int, list[User]] = {}
    for place in representatives_of(list(companies)):
        found.setdefault(place.company_id, []).append(place.user)
    return found
