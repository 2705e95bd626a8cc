"""What a notice says, as it is kept for the minutes: plain values, moments as a record has them."""

from collections.abc import Sequence
from typing import Any

from governance.assemblies.calling.notice_papers import papers_of
from governance.attendance.models import AgendaItem, Assembly
from governance.voting.counting.rule import Electorate
from governance.voting.record import moment


def details_of(assembly: Assembly) -> dict[str, str]:
    """Where and when it is."""
    second = assembly.second_call_at
    return {
        "mode": assembly.mode,
        "place": assembly.place,
        "link": assembly.link,
        "first_call_at": moment(assembly.first_call_at),
        "second_call_at": moment(second) if second else "",
    }


def notice_facts(assembly: Assembly, items: Sequence[AgendaItem], electorate: Electorate) -> dict[str, Any]:
    return details_of(assembly) | {
        "kind": assembly.kind,
        "members": electorate.members,
        "entitled": electorate.entitled,
        "papers": papers_of(items),
    }
