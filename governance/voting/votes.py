"""Casting a vote."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from governance.voting import emails
from governance.voting.counting.answers import validate
from governance.voting.event_chain import append_vote, clock_in_round, lock_open_round
from governance.voting.models import RollEntry, Vote, VotingRound
from governance.voting.record import new_nonce
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
    (`seen_revision`), a colleague's vote cast since is not replaced unseen.
    """
    current = Vote.objects.filter(
        roll_entry__round=voting_round, roll_entry__company=company, is_current=True
    )
    if not lock_open_round(voting_round):
        counted = current.filter(cast_by=by).first()
        if counted and counted.answer == answer:
            return counted  # a repeated request whose first was in time
        raise ValidationError(_("Voting is closed. This vote is not counted."), code="closed")
    ensure_representative(company, by, opened_at=voting_round.opened_at)
    voting_round = VotingRound.objects.select_related("proposal", "amendment").get(pk=voting_round.pk)
    ensure_valid_answer(voting_round, answer)
    entitled = voting_round.roll.filter(standing=RollEntry.Standing.ENTITLED)
    entry = entitled.select_related("company").filter(company=company).first()
    if entry is None:
        raise ValidationError(_("%(company)s cannot vote here.") % {"company": company}, code="not_entitled")
    before = current.select_related("cast_by").first()
    if before and before.answer == answer:
        VotingRound.objects.filter(pk=voting_round.pk).update(height=F("height") - 1)  # nothing to append
        return before
    if before and seen_revision is not None and before.revision != seen_revision:
        _raise_replaced_meanwhile(before)
    return _write_vote(voting_round, entry, answer, by=by, before=before)


def _write_vote(
    voting_round: VotingRound, entry: RollEntry, answer: Mapping[str, Any], *, by: User, before: Vote | None
) -> Vote:
    """The next revision, its link in the chain, and a mail with the receipt to all its representatives."""
    company = entry.company
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
    receipt = append_vote(voting_round, vote, company=company)
    places = Membership.objects.current().representatives().filter(company=company)
    for place in places.select_related("user", "company").order_by("pk"):
        emails.send_vote_cast(voting_round, vote, place, receipt=receipt)
    return vote


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
    faults = validate(
        voting_round.method,
        answer,
        [option["key"] for option in voting_round.options],
        seats=voting_round.seats,
        dots_total=voting_round.dots,
        dots_per_option=voting_round.dots_per_option,
    )
    if faults:
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
