"""A round of an assembly: who is there for it, who votes for whom, and who is counted when it closes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.attendance.models import AgendaItem, AssemblyEntry, Presence, Proxy
from governance.attendance.presence import Attendance, Kind, PresentAs, attendance_of
from governance.attendance.rules import call_now
from governance.proposals.choices import Method
from governance.voting.counting.rule import Hall
from governance.voting.models import RollEntry, Vote, VotingRound
from members.companies.models import Company
from members.people.models import Membership, User

Standing = RollEntry.Standing


@dataclass
class _Given:
    """A proxy as it stood when the round opened."""

    pk: int
    grantor_id: int
    holder_id: int
    person_id: int
    state: str = Proxy.State.ACCEPTED


@dataclass(frozen=True)
class AtClose:
    present: list[int]  # companies on the roll that are there, by id
    hall: Hall


def item_of(voting_round: VotingRound) -> AgendaItem:
    """The item it votes on, with its assembly as it is now."""
    return AgendaItem.objects.select_related("assembly").get(rounds=voting_round.pk)


def attendance_in(voting_round: VotingRound) -> Attendance:
    """Who is there, by the proxies of the round: one revoked since it opened counts until it closes, one
    accepted since from the next round on. Four queries; exact while the caller holds the assembly's row.
    """
    assembly = item_of(voting_round).assembly
    given = voting_round.roll.filter(proxy__isnull=False).values_list(
        "proxy", "proxy__grantor", "proxy__holder", "proxy__person"
    )
    return attendance_of(
        AssemblyEntry.objects.filter(assembly=assembly),
        Presence.objects.filter(entry__assembly=assembly, call=call_now(assembly)),
        [_Given(*one) for one in given],
    )


def present_on_roll(present: Iterable[int], standings: Mapping[int, str]) -> list[int]:
    """P, in order: who is there, of those with a vote and those that stand aside. `standings` by company."""
    counted = (Standing.ENTITLED, Standing.RECUSED)
    return sorted(company for company in present if standings.get(company) in counted)


def take_attendance(voting_round: VotingRound) -> AtClose:
    """Who makes the quorum as the round closes. The caller holds the rows of assembly and round."""
    standings = dict(voting_round.roll.order_by().values_list("company", "standing"))
    present = present_on_roll(_present_at_close(voting_round), standings)
    aside = sum(standings[company] == Standing.RECUSED for company in present)
    casting = _casting_vote(voting_round, present)
    return AtClose(present, Hall(present=len(present), aside=aside, casting=casting))


def _present_at_close(voting_round: VotingRound) -> Iterable[int]:
    """Of a secret vote those who were there when the chair closed it: it is counted later."""
    if voting_round.is_secret and voting_round.urn.closed_at:
        present: list[int] = voting_round.urn.present
        return present
    return attendance_in(voting_round).present


def _casting_vote(voting_round: VotingRound, present: Iterable[int]) -> str:
    """Of the chair's company, as its record named it at the opening; it neither stood aside nor has left."""
    company = voting_round.events.get(height=1).payload["attendance"]["casting"]
    if voting_round.method != Method.MOTION or company not in present:
        return ""
    own = Vote.objects.counted_in(voting_round).filter(roll_entry__company=company)
    choice = own.values_list("choice", flat=True).first()
    return choice if choice in (Vote.Choice.YES, Vote.Choice.NO) else ""


def ensure_speaks_for(
    voting_round: VotingRound, company: Company, user: User, *, is_representative: bool, before: Vote | None
) -> None:
    """A company votes while it is there, itself or by proxy. ValidationError where this person cannot speak
    for it now: what the company has answered itself, its proxy does not replace.
    """
    there = attendance_in(voting_round).entries.get(company.pk)
    if there is None or not there.counts:
        text = _("%(company)s is not there: it votes once it is checked in, or by proxy.")
        raise ValidationError(text % {"company": company}, code="absent")
    if is_representative:
        return
    if not speaks_by_proxy(there, user) or not _represents(user, there.holder):
        text = _("Only a representative of %(company)s can vote on its behalf.")
        raise ValidationError(text % {"company": company}, code="not_representative")
    if before and before.cast_by_id != user.pk:
        text = _("%(company)s has voted itself: its own vote stands.")
        raise ValidationError(text % {"company": company}, code="own_vote")


def speaks_by_proxy(there: PresentAs, user: User) -> bool:
    return there.kind == Kind.PROXY and there.person == user.pk


def _represents(user: User, holder: int | None) -> bool:
    """Whoever was named in the proxy still acts for the company that holds it."""
    places = Membership.objects.current().representatives().filter(user=user, user__is_active=True)
    return places.filter(company__assembly_entries=holder).exists()
