"""An amendment and what it changes, for the page of its proposal."""

from dataclasses import dataclass

from governance.amendments.models import Amendment
from governance.proposals.text_diff import DiffLine, diff_texts, fold_unchanged


@dataclass(frozen=True)
class AmendmentView:
    """An amendment, what it changes, and what the reader may do with it while it is open."""

    amendment: Amendment
    lines: list[DiffLine]
    effect: str  # what the proposal would carry out instead; empty where its effect stays
    is_behind: bool  # written on a version that is no longer the latest
    is_next: bool  # the one that is voted on first
    is_own: bool
    can_withdraw: bool


def diff_of_amendment(amendment: Amendment) -> list[DiffLine]:
    base = amendment.base
    return fold_unchanged(
        diff_texts(f"{base.title}\n\n{base.text}", f"{amendment.title}\n\n{amendment.text}")
    )
