"""Casting a vote."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from governance.attendance.models import Assembly
from governance.voting import emails
from governance.voting.event_chain import append_vote, clock_in_round, lock_open_round
from governance.voting.in_assembly import ensure_speaks_for
from governance.voting.models import RollEntry, Vote, VotingRound
from governance.voting.record import new_nonce
from governance.voting.secret_ballots import faults_of
from members.companies.models import Company
from members.people.models import Membership, User


@transaction.atomic
def cast_vote(
    voting_round: VotingRound,
    *,
    company: Company,
    answer: Mapping[str, Any],
    by: User,
    seen_revision: int | None = None,
) -> Vote:
    """Record what a company answers, in the voice of one of its representatives.

    The round's row is taken first, by the database's clock: until this commits nobody else votes or counts.
    The same answer again writes nothing; another one is a new revision. With the revision the page showed
    (`seen_revision`), a colleague's vote cast since is not replaced unseen. In an assembly the company must
    be there, and its proxy may speak for it.
    """
    hold_assembly_of(voting_round)
    current = Vote.objects.filter(
        roll_entry__round=voting_round, roll_entry__company=company, is_current=True
    )
    if not lock_open_round(voting_round):
        return _counted_in_time(current.filter(cast_by=by).first(), answer)
    before = current.select_related("cast_by").first()
    _ensure_voice(voting_round, company, by, before)
    voting_round = VotingRound.objects.select_related("proposal", "amendment").get(pk=voting_round.pk)
    if voting_round.is_secret:
        raise ValidationError(_("The vote is secret: it has a page of its own."), code="secret")
    ensure_valid_answer(voting_round, answer)
    entry = _entitled_entry(voting_round, company)
    if before and before.answer == answer and not _replaces_proxy(entry, before, by):
        VotingRound.objects.filter(pk=voting_round.pk).update(height=F("height") - 1)  # nothing to append
        return before
    if before and seen_revision is not None and before.revision != seen_revision:
        _raise_replaced_meanwhile(before)
    if before:
        entry.votes.filter(is_current=True).update(is_current=False)
    vote = Vote.objects.create(
        roll_entry=entry,
        choice=answer["choice"],
        answer=answer,
        revision=before.revision + 1 if before else 1,
        nonce=new_nonce(),
        cast_by=by,
        cast_at=clock_in_round(voting_round),
    )
    seal_vote(voting_round, vote, company)
    return vote


def _counted_in_time(counted: Vote | None, answer: Mapping[str, Any]) -> Vote:
    """A repeated request whose first was in time; ValidationError for any other after the close."""
    if counted and counted.answer == answer:
        return counted
    raise ValidationError(_("Voting is closed. This vote is not counted."), code="closed")


def _entitled_entry(voting_round: VotingRound, company: Company) -> RollEntry:
    entitled = voting_round.roll.filter(standing=RollEntry.Standing.ENTITLED)
    entry = entitled.select_related("company", "proxy").filter(company=company).first()
    if entry is None:
        raise ValidationError(_("%(company)s cannot vote here.") % {"company": company}, code="not_entitled")
    return entry


def _replaces_proxy(entry: RollEntry, before: Vote, by: User) -> bool:
    """The company itself says what its proxy has said: from now on the proxy does not change it."""
    person = entry.proxy.person_id if entry.proxy else None
    return person is not None and before.cast_by_id == person != by.pk


def hold_assembly_of(voting_round: VotingRound) -> None:
    """Of a round in an assembly, the assembly's row, before that of the round: whoever checks in or out, and
    whoever closes the vote, comes before or after. One that is over has no open round."""
    rows = Assembly.objects.filter(items__rounds=voting_round.pk, state=Assembly.State.OPEN)
    if voting_round.agenda_item_id:
        Assembly.objects.filter(pk__in=rows.values("pk")).update(height=F("height") + 1)


def _ensure_voice(voting_round: VotingRound, company: Company, by: User, before: Vote | None) -> None:
    if voting_round.agenda_item_id is None:
        return ensure_representative(company, by, opened_at=voting_round.opened_at)
    places = Membership.objects.current().representatives().filter(user=by, company=company)
    is_own = places.exists()
    if is_own:
        ensure_representative(company, by, opened_at=voting_round.opened_at)
    return ensure_speaks_for(voting_round, company, by, is_representative=is_own, before=before)


def seal_vote(voting_round: VotingRound, vote: Vote, company: Company) -> None:
    """Its link in the chain, and a mail with the receipt to all its representatives."""
    receipt = append_vote(voting_round, vote, company=company)
    places = Membership.objects.current().representatives().filter(company=company)
    for place in places.select_related("user", "company").order_by("pk"):
        emails.send_vote_cast(voting_round, vote, place, receipt=receipt)


def ensure_representative(company: Company, user: User, *, opened_at: datetime) -> None:
    memberships = Membership.objects.current().representatives().filter(user=user, user__is_active=True)
    membership = memberships.filter(company=company).first()
    if membership is None:
        text = _("Only a representative of %(company)s can vote on its behalf.")
        raise ValidationError(text % {"company": company}, code="not_representative")
    if not membership.votes_in_rounds_of(opened_at):
        text = _(
            "You became a representative of %(company)s after this voting round opened: you can "
            "vote in those that open later."
        )
        raise ValidationError(text % {"company": company}, code="not_representative_yet")


def ensure_valid_answer(voting_round: VotingRound, answer: Mapping[str, Any]) -> None:
    """Forms say what is wrong in words; this is for whatever gets past them."""
    if faults := faults_of(voting_round, answer):
        raise ValidationError(_("This answer cannot be counted. Load the page again."), code=faults[0])


def _raise_replaced_meanwhile(vote: Vote) -> None:
    values = {"person": vote.cast_by or "–", "choice": vote.get_choice_display()}
    raise ValidationError(
        _(
            "In the meantime %(person)s has voted on behalf of your company: %(choice)s. Vote again "
            "to replace the vote."
        )
        % values,
        code="stale",
    )
