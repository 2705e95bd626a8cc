"""Carrying out what was adopted: once, in the transaction that decides it, or blocked with the reason."""

import logging

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.effects import effects
from governance.models import Proposal, Resolution
from members.models import User

logger = logging.getLogger(__name__)

LONGEST_NOTE = 500


def carry_out_effect(resolution: Resolution) -> None:
    """Try the effect of an adopted proposal; a refusal is written down and undoes nothing but the effect."""
    proposal = resolution.proposal
    if proposal is None or not proposal.effect or resolution.outcome != "adopted":
        return
    try:
        with transaction.atomic():
            state, note = Resolution.Effect.DONE, _do(proposal, resolution)
    except (OperationalError, InterfaceError):
        raise  # the database itself: nothing has been decided yet, and somebody tries again
    except (ValidationError, ObjectDoesNotExist) as error:
        state = Resolution.Effect.BLOCKED
        note = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
    except Exception:
        logger.exception("The effect of resolution %s failed", resolution.reference)
        state = Resolution.Effect.BLOCKED
        note = _("A fault of the portal. Its administrators have been told.")
    resolution.effect_state, resolution.effect_note = state, note[:LONGEST_NOTE]
    resolution.effect_at = timezone.now()
    resolution.save(update_fields=["effect_state", "effect_note", "effect_at"])


def _do(proposal: Proposal, resolution: Resolution) -> str:
    effect = effects.get(proposal.effect)
    row = effect.row(proposal) if effect else None
    if effect is None or row is None:
        raise ValidationError(_("The portal no longer knows this effect."))
    return effect.carry_out(row, resolution)


@transaction.atomic
def retry_effect(resolution: Resolution, *, by: User) -> Resolution:
    """Try a blocked effect again, once somebody has cleared the way. Done already: changes nothing."""
    if not by.is_coordinator:
        raise ValidationError(_("Only a coordinator carries out a blocked resolution."))
    resolution = (
        Resolution.objects.select_for_update(of=("self",)).select_related("proposal").get(pk=resolution.pk)
    )
    if resolution.effect_state == Resolution.Effect.BLOCKED:
        carry_out_effect(resolution)
    return resolution
