"""Mails to all companies on the roll: the notice, another place or hour, that it is cancelled."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils import translation

from governance.assemblies.calling.agenda_lines import AgendaLine
from governance.assemblies.calling.models import AssemblyChange
from governance.assemblies.calling.rules import calendar_link
from governance.attendance.models import Assembly, AssemblyEntry
from governance.voting.counting.rule import Electorate
from members.people.models import Membership
from multifactory.lib.mail import absolute_url, render_mail, send_alike
from multifactory.lib.mail_values import Trusted
from multifactory.lib.text.clean import without_addresses


def _paragraphs(text: str) -> Trusted:
    """A text of several lines behind its marks, without links: those are on the page."""
    lines = without_addresses(text).splitlines()
    return Trusted("\n".join(f"> {line}".rstrip() for line in lines))


def notice_context(assembly: Assembly, lines: Sequence[AgendaLine], electorate: Electorate) -> dict[str, Any]:
    return {
        "assembly": assembly,
        "lines": [{"line": line, "text": _paragraphs(line.text)} for line in lines],
        "electorate": electorate,
        "suspended": electorate.members - electorate.entitled,
        "url": absolute_url(assembly.get_absolute_url()),
        "calendar": absolute_url(calendar_link(assembly)) if assembly.number else "",
        # The meeting's own link was entered by whoever calls it, and is what the mail is for.
        "link": Trusted(assembly.link),
        "reason": "",
    }


def preview_notice(context: Mapping[str, Any], language: str) -> tuple[str, str]:
    """Subject and words as the companies entitled to vote will read them."""
    with translation.override(language):
        return render_mail("assembly_called", context)


def send_assembly_called(
    context: Mapping[str, Any], entries: Iterable[AssemblyEntry], people: Sequence[Membership]
) -> None:
    """To every representative on the roll, in their language; who is suspended reads why it has no vote."""
    reasons = {entry.company_id: entry.reason for entry in entries}
    _send_by(people, "assembly_called", context, reasons)


def send_assembly_moved(
    assembly: Assembly, change: AssemblyChange, people: Sequence[Membership], *, before: Assembly
) -> None:
    context = _change_context(assembly, change) | {"before": before, "link_before": Trusted(before.link)}
    _send_by(people, "assembly_moved", context)


def send_assembly_cancelled(assembly: Assembly, change: AssemblyChange, people: Sequence[Membership]) -> None:
    _send_by(people, "assembly_cancelled", _change_context(assembly, change))


def _change_context(assembly: Assembly, change: AssemblyChange) -> dict[str, Any]:
    return {
        "assembly": assembly,
        "change": change,
        "link": Trusted(assembly.link),
        "url": absolute_url(assembly.get_absolute_url()),
        "calendar": absolute_url(calendar_link(assembly)),
    }


def _send_by(
    people: Iterable[Membership],
    template: str,
    context: Mapping[str, Any],
    reasons: Mapping[int, str] | None = None,
) -> None:
    """The words are written once for all who read the same, each person gets them once."""
    alike: dict[tuple[str, str], dict[str, None]] = {}
    for one in people:
        reason = (reasons or {}).get(one.company_id, "")
        alike.setdefault((one.user.language, reason), {})[one.user.email] = None
    for (language, reason), addresses in alike.items():
        send_alike(addresses, template, {**context, "reason": reason}, language)
