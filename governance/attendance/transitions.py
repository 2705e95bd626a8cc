"""What leads an assembly from one state to another. Services read this one table.

draft → called → open ⇄ suspended → closed
          ↑        ↓
          └────────┘ a first call without its quorum
called, open → deserted; called → cancelled
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from governance.attendance.models import Assembly

State = Assembly.State


@dataclass(frozen=True)
class Transition:
    name: str
    sources: tuple[str, ...]
    target: str
    refusal: Any = ""  # why it cannot be made

    def is_possible(self, assembly: Assembly) -> bool:
        return assembly.state in self.sources

    def ensure_possible(self, assembly: Assembly) -> None:
        if not self.is_possible(assembly):
            raise ValidationError(str(self.refusal), code="state")


CALL = Transition(
    "call", (State.DRAFT,), State.CALLED, _("The notice of this assembly has already been sent.")
)
OPEN = Transition("open", (State.CALLED,), State.OPEN, _("Only an assembly that was called can be opened."))
ADJOURN = Transition(  # to its second call, because the first had no quorum
    "adjourn", (State.OPEN,), State.CALLED, _("Only an assembly that is open can be adjourned.")
)
SUSPEND = Transition(
    "suspend", (State.OPEN,), State.SUSPENDED, _("Only an assembly that is open can be suspended.")
)
RESUME = Transition(
    "resume", (State.SUSPENDED,), State.OPEN, _("Only an assembly that is suspended can be resumed.")
)
CLOSE = Transition(
    "close", (State.OPEN, State.SUSPENDED), State.CLOSED, _("Only an assembly that is open can be closed.")
)
DESERT = Transition(
    "desert", (State.CALLED, State.OPEN), State.DESERTED, _("This assembly cannot be recorded as deserted.")
)
CANCEL = Transition(
    "cancel",
    (State.CALLED,),
    State.CANCELLED,
    _("Only an assembly that was called and is not open can be cancelled."),
)

TRANSITIONS = (CALL, OPEN, ADJOURN, SUSPEND, RESUME, CLOSE, DESERT, CANCEL)


def lock_assembly(assembly: Assembly) -> None:
    """Wait for whoever is changing the assembly, and read what it is then. It comes before all other rows."""
    assembly.refresh_from_db(from_queryset=Assembly.objects.select_for_update(of=("self",)))


@transaction.atomic
def lead_assembly(assembly: Assembly, transition: Transition, **changes: object) -> bool:
    """Change the state if it still allows that; of two at once one gets through."""
    rows = Assembly.objects.filter(pk=assembly.pk, state__in=transition.sources)
    is_changed = bool(rows.update(state=transition.target, **changes))
    assembly.refresh_from_db()
    return is_changed
