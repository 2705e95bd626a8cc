"""What leads an event from one state to another. Services, pages and the back-office read this one table.

The name of a transition is that of its service and view: `publish` is `publish_event` and `event_publish`.
"""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from events.programme.models import Event
from multifactory.lib import transitions

State = Event.State


@dataclass(frozen=True)
class Transition(transitions.Transition[Event]):
    question: Any = field(kw_only=True)  # above what it does, on the page that asks first
    is_until_over: bool = field(default=True, kw_only=True)  # whether what is over stays as it was

    @property
    def brings_out(self) -> bool:
        """Leads to the public: the one thing to do next."""
        return self.target in (State.SUBMITTED, State.PUBLISHED)

    @property
    def view_name(self) -> str:
        return f"events:event_{self.name}"

    def is_possible(self, event: Event) -> bool:
        is_past = event.is_over and not event.is_postponed  # what is postponed is yet to be
        return super().is_possible(event) and not (self.is_until_over and is_past)


SUBMIT = Transition(
    "submit",
    (State.DRAFT,),
    State.SUBMITTED,
    label=_("Submit it to a coordinator"),
    question=_("Submit this event?"),
    done=_("The event is submitted. A coordinator publishes it or returns it."),
    refusal=_("Only a draft that is not over can be submitted."),
)
RETURN = Transition(
    "return",
    (State.SUBMITTED,),
    State.DRAFT,
    label=_("Return it to its hosts"),
    question=_("Return this event to its hosts?"),
    done=_("The event is a draft again."),
    refusal=_("Only a submitted event can be returned."),
    is_until_over=False,
)
PUBLISH = Transition(
    "publish",
    (State.DRAFT, State.SUBMITTED, State.POSTPONED),
    State.PUBLISHED,
    label=_("Publish"),
    question=_("Publish this event?"),
    done=_("The event is published."),
    refusal=_("Only a draft can be published."),
    is_until_over=False,
)
POSTPONE = Transition(
    "postpone",
    (State.PUBLISHED,),
    State.POSTPONED,
    label=_("Postpone"),
    question=_("Postpone this event?"),
    done=_("The event is postponed. Publish it again when it has a new date."),
    refusal=_("Only a published event that is not over can be postponed."),
)
CANCEL = Transition(
    "cancel",
    (State.PUBLISHED, State.POSTPONED),
    State.CANCELLED,
    label=_("Cancel the event"),
    question=_("Cancel this event?"),
    done=_("The event is cancelled."),
    refusal=_("Only a published event that is not over can be cancelled."),
)
TRANSITIONS = {one.name: one for one in (SUBMIT, RETURN, PUBLISH, POSTPONE, CANCEL)}
