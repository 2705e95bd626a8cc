"""Standing for an office, and taking it: candidates until voting opens, answers once they are elected.

Every verb takes the row of the proposal first, as the opening of a vote does: a candidacy that is accepted or
withdrawn at that instant is on the ballot, or it is not.
"""

from datetime import date
from string import ascii_uppercase
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.assemblies.elections import emails
from governance.assemblies.elections.models import Candidacy, ProposedElection
from governance.assemblies.elections.result import elected_candidacies, next_to_follow
from governance.assemblies.elections.rules import takes_candidates, term_end
from governance.hooks import before_standing
from governance.offices.models import Office
from governance.offices.services import end_terms_before, enter_office, give_up_office
from governance.proposals.models import MAX_CANDIDATES, Proposal, ProposalOption
from governance.proposals.services import lock_proposal
from members.companies.models import Company
from members.people.models import User

if TYPE_CHECKING:
    from governance.resolutions.models import Resolution

MAX_TITLE_LENGTH = ProposalOption._meta.get_field("title").max_length or 0


@transaction.atomic
def propose_candidate(
    proposal: Proposal, *, user: User, company: Company, by: User, statement: str = ""
) -> Candidacy:
    """Propose a person of a company. Whoever proposes themselves has accepted; others are asked by mail.

    Proposed before: the same row; who had withdrawn is asked again. The statement is the candidate's own.
    """
    _ensure_can_stand(proposal, user)
    _lock_for_candidates(proposal)
    candidacy = Candidacy.objects.filter(proposal=proposal, user=user).first()
    if candidacy and candidacy.withdrawn_at is None:
        return candidacy
    candidacy = candidacy or Candidacy(proposal=proposal, user=user)
    candidacy.company, candidacy.proposed_by, candidacy.proposed_at = company, by, timezone.now()
    candidacy.withdrawn_at = None
    candidacy.save()
    if user == by:
        return _put_on_ballot(candidacy, statement)
    emails.send_candidacy_proposed(candidacy)
    return candidacy


@transaction.atomic
def accept_candidacy(candidacy: Candidacy, *, by: User, statement: str = "") -> Candidacy:
    """The person stands, and is on the ballot from now on. Again: only the statement changes."""
    _ensure_can_stand(candidacy.proposal, candidacy.user)
    _lock_for_candidates(candidacy.proposal)
    candidacy.refresh_from_db()
    _ensure_own(candidacy, by)
    if candidacy.withdrawn_at is not None:
        raise ValidationError(_("This candidacy has been withdrawn. It can be proposed again."), code="state")
    return _put_on_ballot(candidacy, statement)


@transaction.atomic
def withdraw_candidacy(candidacy: Candidacy, *, by: User) -> Candidacy:
    """The person does not stand, or no longer, and is off the ballot. Again: changes nothing."""
    _lock_for_candidates(candidacy.proposal)
    candidacy.refresh_from_db()
    _ensure_own(candidacy, by)
    if candidacy.withdrawn_at is None:
        option, candidacy.option = candidacy.option, None
        candidacy.accepted_at, candidacy.withdrawn_at = None, timezone.now()
        candidacy.save(update_fields=["option", "accepted_at", "withdrawn_at"])
        if option:
            option.delete()
    return candidacy


def _ensure_can_stand(proposal: Proposal, user: User) -> None:
    for check in before_standing:
        check(proposal, user)


def _lock_for_candidates(proposal: Proposal) -> None:
    lock_proposal(proposal)
    if not takes_candidates(proposal):
        raise ValidationError(
            _("Candidates stand until voting opens: the ballot can no longer be changed."), code="state"
        )


def _ensure_own(candidacy: Candidacy, by: User) -> None:
    if candidacy.user_id != by.pk:
        raise ValidationError(_("Only the candidate can answer."), code="not_own")


def _put_on_ballot(candidacy: Candidacy, statement: str) -> Candidacy:
    if candidacy.option is None:
        proposal = candidacy.proposal
        used = set(proposal.options.values_list("key", flat=True))
        free = [key for key in ascii_uppercase[:MAX_CANDIDATES] if key not in used]
        if not free:
            text = _("%(most)s candidates already stand: there is no place left on the ballot.")
            raise ValidationError(text % {"most": MAX_CANDIDATES}, code="too_many")
        title = str(candidacy)[:MAX_TITLE_LENGTH]
        candidacy.option = ProposalOption.objects.create(proposal=proposal, key=free[0], title=title)
        candidacy.accepted_at = timezone.now()
    candidacy.statement = statement
    candidacy.save(update_fields=["option", "accepted_at", "statement"])
    return candidacy


# --- After the vote --------------------------------------------------------------------------------------


@transaction.atomic
def start_terms(election: ProposedElection, resolution: "Resolution") -> list[Office]:
    """Begin the terms of those elected and end those of the term before, on the same day: no day is without.

    They have said before that they stand, so the office is theirs from the decision on; who does not take it
    after all says so, and the next follows.
    """
    if resolution.round is None:
        raise ValidationError(_("There is no vote that elected anyone."))
    start_on = max(election.start_on or resolution.decided_on, resolution.decided_on)
    end_terms_before(election.kind, start_on=start_on)
    end_on = term_end(start_on, election.years)
    return [
        _begin_term(candidacy, kind=election.kind, start_on=start_on, end_on=end_on, resolution=resolution)
        for candidacy in elected_candidacies(resolution.round)
    ]


def _begin_term(
    candidacy: Candidacy, *, kind: str, start_on: date, end_on: date | None, resolution: "Resolution | None"
) -> Office:
    candidacy.office = enter_office(
        kind=kind,
        user=candidacy.user,
        company=candidacy.company,
        start_on=start_on,
        end_on=end_on,
        resolution=resolution,
        by=None,
    )
    candidacy.save(update_fields=["office"])
    emails.send_elected(candidacy)
    return candidacy.office


@transaction.atomic
def accept_office(candidacy: Candidacy, *, by: User) -> Candidacy:
    """The person takes the office they were elected to. Again: changes nothing."""
    _lock_for_answer(candidacy, by)
    if candidacy.answer == Candidacy.Answer.REFUSED:
        raise ValidationError(_("You have refused this office: it has gone to the next."), code="state")
    if candidacy.answer == Candidacy.Answer.NONE:
        _write_answer(candidacy, Candidacy.Answer.ACCEPTED)
    return candidacy


@transaction.atomic
def refuse_office(candidacy: Candidacy, *, by: User) -> Candidacy | None:
    """The person does not take it: their term ends, and the next of those with votes follows. Returns who
    does; None where nobody is left, so that the seat stays empty. Again: changes nothing."""
    office = _lock_for_answer(candidacy, by)
    if candidacy.answer == Candidacy.Answer.REFUSED:
        return None
    if candidacy.answer == Candidacy.Answer.ACCEPTED:
        raise ValidationError(
            _("You have accepted this office. To leave it, write to the coordinators."), code="state"
        )
    _write_answer(candidacy, Candidacy.Answer.REFUSED)
    on = max(timezone.localdate(), office.start_on)
    is_over = office.end_on is not None and office.end_on <= on
    following = None if is_over else next_to_follow(candidacy.proposal)
    if not is_over:
        give_up_office(office, on=on, reason=_("The person elected did not accept."))
    if following:
        _begin_term(
            following,
            kind=office.kind,
            start_on=on,
            end_on=office.end_on,
            resolution=office.resolution,
        )
    emails.send_office_refused(candidacy, following)
    return following


def _lock_for_answer(candidacy: Candidacy, by: User) -> Office:
    """Of two who refuse at once, the second finds who has followed the first."""
    lock_proposal(candidacy.proposal)
    candidacy.refresh_from_db()
    _ensure_own(candidacy, by)
    if candidacy.office is None:
        raise ValidationError(_("Nobody has elected you to this office."), code="state")
    return candidacy.office


def _write_answer(candidacy: Candidacy, answer: str) -> None:
    candidacy.answer, candidacy.answered_at = answer, timezone.now()
    candidacy.save(update_fields=["answer", "answered_at"])
