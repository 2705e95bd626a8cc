"""How an application stands, in words and as a line of steps: for its applicant and for members alike."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from members.applications.models import Application
from members.applications.rules import can_be_appealed, is_overdue, lapses_on
from multifactory.lib.formats import format_day

State = Application.State
SENT, CHECKED, OPEN_DAYS, VOTE, DECIDED = range(5)

# The style of the label beside the word of a state.
STYLES = {
    State.DRAFT: "closed",
    State.SUBMITTED: "waiting",
    State.CHECKING: "waiting",
    State.INFO_NEEDED: "waiting",
    State.OPEN: "open",
    State.PROPOSED: "open",
    State.ACCEPTED: "done",
}


@dataclass(frozen=True)
class Step:
    label: str
    note: str
    is_current: bool


def style_of(state: str) -> str:
    return STYLES.get(State(state), "closed")


def _current(application: Application, day: date) -> int | None:
    """The number of the step it is at; None where there are no steps any more."""
    if application.state in (State.WITHDRAWN, State.LAPSED):
        return None
    if application.state == State.OPEN:
        return OPEN_DAYS if application.open_until and day < application.open_until else VOTE
    return {
        State.DRAFT: SENT,
        State.SUBMITTED: CHECKED,
        State.CHECKING: CHECKED,
        State.INFO_NEEDED: CHECKED,
        State.PROPOSED: VOTE,
    }.get(State(application.state), DECIDED)


def steps_of(application: Application, day: date) -> list[Step]:
    """Sent, checked, open days, vote, decided: each with its day, as far as it is known."""
    current = _current(application, day)
    if current is None:
        return []
    opened, until = application.opened_on, application.open_until
    notes = (
        format_day(application.submitted_on) if application.submitted_on else "",
        format_day(opened) if opened else "",
        _("%(first)s to %(last)s") % {"first": format_day(opened), "last": format_day(until)}
        if opened and until
        else "",
        _("from %(day)s") % {"day": format_day(until)} if until else "",
        _decided(application),
    )
    labels = (_("Sent"), _("Checked"), _("Open days"), _("Vote of the companies"), _("Decided"))
    return [
        Step(label, note, number == current)
        for number, (label, note) in enumerate(zip(labels, notes, strict=True))
    ]


def _decided(application: Application) -> str:
    if application.closed_on:
        return format_day(application.closed_on)
    return _("by %(day)s") % {"day": format_day(application.due_on)} if application.due_on else ""


def sentence_for_applicant(application: Application, day: date, saved_on: date) -> str:
    """What happens now, or what the applicant can do. Never who proposed it, or how anyone voted."""
    state, values = application.state, {"until": "", "due": ""}
    if application.open_until:
        values["until"] = format_day(application.open_until)
    if application.due_on:
        values["due"] = format_day(application.due_on)
    if state == State.DRAFT and (last_day := lapses_on(application, saved_on)):
        text = _("This is a draft: nobody reads it yet. It is kept until %(day)s, or longer if you save it.")
        return text % {"day": format_day(last_day)}
    if state == State.INFO_NEEDED and (last_day := lapses_on(application, saved_on)):
        text = _("The coordinators have asked you for information. Answer before %(day)s.")
        return text % {"day": format_day(last_day)}
    if is_overdue(application, day):
        return (
            _("Nobody has put it to the vote yet; it was to be decided by %(due)s. All companies know.")
            % values
        )
    texts: dict[str, Any] = {
        State.SUBMITTED: _("We have received it. A coordinator checks it next."),
        State.CHECKING: _("A coordinator is checking it."),
        State.OPEN: _(
            "All members read it and ask you questions. From %(until)s a company can put it to the vote."
        ),
        State.PROPOSED: _("The companies are deciding. We write to you as soon as they have."),
        State.ACCEPTED: _("The companies have accepted it. Welcome!"),
        State.TURNED_DOWN: _("The companies have decided. The coordinators are writing to you."),
        State.WITHDRAWN: _("You have withdrawn it."),
        State.LAPSED: _("It has lapsed. You can apply again whenever you like."),
    }
    if state == State.REFUSED:
        return _refused(application, day)
    return str(texts[state]) % values


def _refused(application: Application, day: date) -> str:
    if can_be_appealed(application, day) and application.appeal_until:
        text = _("The companies have not accepted it. You can appeal until %(day)s, that day included.")
        return text % {"day": format_day(application.appeal_until)}
    return _("The companies have not accepted it.")


def sentence_for_members(application: Application, day: date) -> str:
    """What members can do now."""
    state, until = application.state, application.open_until
    if state == State.OPEN and until and day < until:
        text = _("Read it and ask. From %(day)s any company can put it to the vote.")
        return text % {"day": format_day(until)}
    if state == State.OPEN and is_overdue(application, day) and application.due_on:
        text = _("It is to be decided by %(day)s, and nobody has put it to the vote yet.")
        return text % {"day": format_day(application.due_on)}
    return {
        State.OPEN: _("Any company can put it to the vote."),
        State.PROPOSED: _("It is put to the vote. Questions can still be asked."),
        State.ACCEPTED: _("It has joined."),
        State.TURNED_DOWN: _("The companies have not accepted it; the reasons are being written."),
        State.REFUSED: _("The companies have not accepted it."),
        State.WITHDRAWN: _("The applicant has withdrawn it."),
        State.LAPSED: _("It has lapsed: the applicant did not answer."),
    }.get(State(state), "")
