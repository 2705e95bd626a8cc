"""Who opens the urn: chosen by the chair, each with a key that only their own code unlocks."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from governance.assemblies.attending.keepers import keeps_roll
from governance.assemblies.elections.rules import is_candidate
from governance.assemblies.secrecy import urn as boxes
from governance.assemblies.secrecy.models import Scrutineer, UrnLock
from governance.attendance.models import Assembly
from governance.attendance.services import LIVE_STATES, hold_assembly
from governance.proposals.models import Proposal
from governance.voting.models import VotingRound
from members.people.models import User
from multifactory.lib.signed_links import SignedLink

# A new key on its way through the page that shows its code: locked, and for one person and assembly.
_NEW_KEY = SignedLink("governance.urn.key")


def is_scrutineer(user: User, assembly: Assembly) -> bool:
    return Scrutineer.objects.filter(assembly=assembly, user=user).exists()


def hold_for_chair(assembly: Assembly, by: User) -> Assembly:
    """The assembly as it is now, its row ours, for whoever chairs it or keeps its minutes."""
    held, _at = hold_assembly(assembly)
    if not keeps_roll(by, held):
        text = _("Only those who chair the assembly or keep its minutes do this.")
        raise ValidationError(text, code="not_chair")
    return held


@transaction.atomic
def add_scrutineer(assembly: Assembly, *, user: User, by: User) -> Scrutineer:
    """The chair names one, who is neither the chair nor a candidate. Named twice: the same."""
    assembly = hold_for_chair(assembly, by)
    ensure_can_count(assembly, user)
    return Scrutineer.objects.get_or_create(assembly=assembly, user=user)[0]


@transaction.atomic
def remove_scrutineer(scrutineer: Scrutineer, *, by: User) -> None:
    """Unless an urn waits for their code, or a vote was counted: then the minutes name them."""
    assembly = hold_for_chair(scrutineer.assembly, by)
    if VotingRound.objects.filter(
        agenda_item__assembly=assembly, is_secret=True, state=VotingRound.State.CLOSED
    ).exists():
        text = _("A secret vote has been counted: its scrutineers stay in the minutes.")
        raise ValidationError(text, code="counted")
    if _is_locked_in(scrutineer):
        text = _("An urn waits for the code of %(person)s: they stay until it is counted.")
        raise ValidationError(text % {"person": scrutineer.user}, code="locked")
    Scrutineer.objects.filter(pk=scrutineer.pk).delete()


def ensure_can_count(assembly: Assembly, user: User) -> None:
    """Neither the chair, nor somebody who stands in an election of this assembly."""
    if user.pk == assembly.chair_id:
        raise ValidationError(_("Who chairs the assembly does not count its secret votes."), code="chair")
    if is_candidate(user, assembly):
        text = _("%(person)s is a candidate, and does not count secret votes of this assembly.")
        raise ValidationError(text % {"person": user}, code="candidate")


def ensure_counts_no_votes(proposal: Proposal, user: User) -> None:
    """Who stands in an election does not count the secret votes of its assembly.

    The assembly's row is ours from here on: nobody is named a scrutineer while they become a candidate.
    """
    held = Assembly.objects.filter(items__proposal=proposal, state__in=LIVE_STATES)
    for assembly in held.order_by("pk"):
        hold_assembly(assembly)
        if is_scrutineer(user, assembly):
            text = _("%(person)s counts the secret votes of this assembly, and cannot be a candidate in it.")
            raise ValidationError(text % {"person": user}, code="scrutineer")


# --- Keys ------------------------------------------------------------------------------------------------


def new_key(scrutineer: Scrutineer) -> tuple[str, str]:
    """A code, to be shown once, and a token with the key it locks. Nothing is kept before the code is given
    back: who has not written it down has no key."""
    private, public = boxes.new_pair()
    code = boxes.new_code()
    locked = boxes.lock(private, code)
    return code, _NEW_KEY.token([scrutineer.pk, public.hex(), locked.hex()])


@transaction.atomic
def take_key(scrutineer: Scrutineer, *, token: str, code: str) -> Scrutineer:
    """Keep the key whose code was just shown, if it is given back rightly."""
    held, _at = hold_assembly(scrutineer.assembly)
    scrutineer = Scrutineer.objects.get(pk=scrutineer.pk)
    ensure_can_count(held, scrutineer.user)
    if _is_locked_in(scrutineer):
        raise ValidationError(_("An urn is sealed with your key: it stays until the count."), code="locked")
    found = _NEW_KEY.read(token)
    if not isinstance(found, list) or len(found) != 3 or found[0] != scrutineer.pk:
        raise ValidationError(_("This page is out of date: take a new code."), code="stale")
    public, locked = bytes.fromhex(found[1]), bytes.fromhex(found[2])
    try:
        boxes.unlock(locked, code)
    except boxes.WrongKeyError:
        raise ValidationError(
            _("This is not the code that was shown. Check what you have written down."), code="wrong_code"
        ) from None
    scrutineer.public_key, scrutineer.locked_key = public, locked
    scrutineer.save(update_fields=["public_key", "locked_key"])
    return scrutineer


def _is_locked_in(scrutineer: Scrutineer) -> bool:
    locks = UrnLock.objects
    return locks.filter(first=scrutineer).exists() or locks.filter(second=scrutineer).exists()
