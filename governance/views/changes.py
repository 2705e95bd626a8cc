"""What the page of a proposal shows of its amendments."""

from dataclasses import dataclass
from typing import Any

from governance.models import Amendment, Proposal
from governance.rules.access import can_amend, can_withdraw_amendment, is_amender, is_proposer
from governance.rules.amendments import voting_order
from governance.rules.difference import Line, difference, folded
from members.types import MemberRequest


@dataclass(frozen=True)
class AmendmentView:
    """An amendment, what it changes, and what the reader may do with it while it is open."""

    amendment: Amendment
    lines: list[Line]
    is_behind: bool  # written on a version that is no longer the latest
    is_next: bool  # the one that is voted on first
    is_own: bool
    can_withdraw: bool


def amendments_context(request: MemberRequest, proposal: Proposal) -> dict[str, Any]:
    amendments = list(proposal.amendments.select_related("company", "base").order_by("number"))
    is_open = [one for one in amendments if one.state == Amendment.State.OPEN]
    is_ready = [one for one in is_open if one.base.number == proposal.version_count]
    following = voting_order(is_ready, proposal.title, proposal.text)[:1]
    return {
        "amendments": [
            AmendmentView(
                amendment=one,
                lines=_changes(one),
                is_behind=one in is_open and one not in is_ready,
                is_next=one in following,
                is_own=is_amender(request.acting, one),
                can_withdraw=can_withdraw_amendment(request.user, request.acting, one),
            )
            for one in amendments
        ],
        "can_amend": can_amend(request.acting, proposal),
        "is_proposer": is_proposer(request.acting, proposal),
    }


def _changes(amendment: Amendment) -> list[Line]:
    base = amendment.base
    return folded(difference(f"{base.title}\n\n{base.text}", f"{amendment.title}\n\n{amendment.text}"))
