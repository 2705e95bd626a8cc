"""Why a vote is secret, as the minutes say it, and what the chair accepts with few ballots."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.assemblies.secrecy.models import SecretVote
from governance.assemblies.secrecy.rules import companies_that_must_ask
from governance.assemblies.secrecy.scrutineers import hold_for_chair
from governance.attendance.models import AgendaItem
from governance.attendance.presence import present_now
from governance.voting.models import RollEntry, VotingRound
from members.people.models import User


@transaction.atomic
def decide_secret_vote(
    item: AgendaItem, *, ground: str, asked_by: int, are_few_accepted: bool, by: User
) -> SecretVote:
    """The chair has the item voted on in secret: before its vote opens. Again: it says something else."""
    assembly = hold_for_chair(item.assembly, by)
    if item.rounds.filter(state=VotingRound.State.OPEN).exists():
        raise ValidationError(_("A vote on this item is open."), code="open")
    if ground == SecretVote.Ground.ASKED and assembly.rulebook:
        rulebook = assembly.rulebook
        needed = companies_that_must_ask(
            len(present_now(assembly).present),
            rulebook.secret_asked_numerator,
            rulebook.secret_asked_denominator,
        )
        if asked_by < needed:
            text = ngettext(
                "Of those present at least %(number)s company has to ask for it.",
                "Of those present at least %(number)s companies have to ask for it.",
                needed,
            )
            raise ValidationError({"asked_by": ValidationError(text % {"number": needed}, code="asked_by")})
    values = {
        "ground": ground,
        "asked_by": asked_by if ground == SecretVote.Ground.ASKED else 0,
        "are_few_accepted": are_few_accepted,
    }
    return SecretVote.objects.update_or_create(agenda_item=item, defaults=values)[0]


@transaction.atomic
def vote_openly(item: AgendaItem, *, by: User) -> None:
    """Take it back, before the vote opens."""
    hold_for_chair(item.assembly, by)
    if item.rounds.filter(is_secret=True).exists():
        raise ValidationError(_("A secret vote on this item has been opened."), code="open")
    SecretVote.objects.filter(agenda_item=item).delete()


def ensure_ground(item: AgendaItem, voting_round: VotingRound) -> None:
    """It is written down why the vote is secret; of an election that needs no saying."""
    if item.kind == AgendaItem.Kind.ELECTION:
        ground = {"ground": SecretVote.Ground.PERSONS}
        found, _is_new = SecretVote.objects.get_or_create(agenda_item=item, defaults=ground)
    else:
        first = SecretVote.objects.filter(agenda_item=item).first()
        if first is None:
            text = _("Say first why this vote is secret: the minutes name it.")
            raise ValidationError(text, code="no_ground")
        found = first
    fewest = voting_round.rulebook.fewest_secret_ballots
    entitled = voting_round.roll.filter(standing=RollEntry.Standing.ENTITLED).count()
    if entitled < fewest and not found.are_few_accepted:
        text = ngettext(
            "Only %(number)s company can vote: so few ballots can be guessed. Accept this first.",
            "Only %(number)s companies can vote: so few ballots can be guessed. Accept this first.",
            entitled,
        )
        raise ValidationError(text % {"number": entitled}, code="few")
    _note(item, _minutes_text(found, entitled, fewest))


def _minutes_text(secret_vote: SecretVote, entitled: int, fewest: int) -> str:
    parts = [_("Secret vote: %(ground)s.") % {"ground": secret_vote.get_ground_display()}]
    if secret_vote.asked_by:
        text = ngettext(
            "%(number)s company asked for it.", "%(number)s companies asked for it.", secret_vote.asked_by
        )
        parts.append(text % {"number": secret_vote.asked_by})
    if entitled < fewest:
        text = _(
            "Only %(number)s companies could vote: the chair was told that so few ballots can be guessed."
        )
        parts.append(text % {"number": entitled})
    return " ".join(parts)


def _note(item: AgendaItem, said: str) -> None:
    """For the minutes, once."""
    note = AgendaItem.objects.values_list("note", flat=True).get(pk=item.pk)
    if said not in note:
        AgendaItem.objects.filter(pk=item.pk).update(note="\n".join(part for part in (note, said) if part))
