"""Turns that are no longer a company's: remembered, so that calendars which know them take them out."""

from collections.abc import Iterable

from spaces.upkeep.duties.turn_models import LeftTurn, Turn


def note_handed_over(turn: Turn, giver: int) -> None:
    """The turn is another company's now, which may have had it before."""
    LeftTurn.objects.filter(turn_id=turn.pk, company=turn.company_id).delete()
    _note([_left(turn, giver, turn.sequence)])


def note_deleted(turns: Iterable[Turn]) -> None:
    """These turns are about to be deleted: nobody has them."""
    _note([_left(turn, turn.company_id, turn.sequence + 1) for turn in turns])


def _left(turn: Turn, company: int, sequence: int) -> LeftTurn:
    return LeftTurn(
        turn_id=turn.pk, duty_id=turn.duty_id, company_id=company, day=turn.day, sequence=sequence
    )


def _note(rows: list[LeftTurn]) -> None:
    LeftTurn.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["turn_id", "company"],
        update_fields=["sequence", "left_at"],
    )
