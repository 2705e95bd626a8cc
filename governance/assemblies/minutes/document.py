"""Minutes as they are read: the codes of their facts in the words of the reader's language.

The extract is what may be handed to others: without people, without what was said, without reasons.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from governance.assemblies.minutes.item_parts import ItemPart, RoundPart
from governance.assemblies.minutes.models import Minutes, MinutesSignature
from governance.attendance.models import AgendaItem, Assembly, AssemblyEntry, Presence, Proxy
from multifactory.lib.formats import format_moment


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _moved(before: Mapping[str, str], after: Mapping[str, str]) -> Iterable[str]:
    """Place: the hall → the yard."""
    labels = {
        "mode": _("How it meets"),
        "place": _("Place"),
        "first_call_at": _("First call"),
        "second_call_at": _("Second call"),
    }
    for name, label in labels.items():
        if before[name] != after[name]:
            was, now = (_shown(name, values[name]) for values in (before, after))
            yield f"{label}: {was} → {now}"


def _shown(name: str, value: str) -> str:
    if not value:
        return "–"
    if name == "mode":
        return str(Assembly.Mode(value).label)
    return value if name == "place" else format_moment(_moment(value))


@dataclass(frozen=True)
class Document:
    """Of minutes with their assembly; asks the database nothing but for signatures, once."""

    minutes: Minutes
    is_extract: bool = False
    signatures: list[MinutesSignature] = field(default_factory=list)

    @property
    def facts(self) -> Mapping[str, Any]:
        return self.minutes.facts

    @cached_property
    def companies(self) -> dict[int, str]:
        return {one["company"]: one["name"] for one in self.facts["roll"]}

    @property
    def day(self) -> date:
        return date.fromisoformat(self.facts["assembly"]["day"])

    @property
    def is_deserted(self) -> bool:
        return self.facts["assembly"]["outcome"] == "deserted"

    @property
    def headline(self) -> str:
        """Ordinary assembly 2027/2, first call."""
        assembly = self.facts["assembly"]
        names = {"kind": Assembly.Kind(assembly["kind"]).label, "reference": assembly["reference"]}
        sentence = _("Assembly %(reference)s, %(kind)s, first call")
        if assembly["call"] == 2:
            sentence = _("Assembly %(reference)s, %(kind)s, second call")
        return sentence % names

    @property
    def opening(self) -> list[tuple[str, str]]:
        """When, where and how it was called."""
        assembly = self.facts["assembly"]
        mode = capfirst(str(Assembly.Mode(assembly["mode"]).label))
        moments = [
            (_("First call"), assembly["first_call_at"]),
            (_("Second call"), assembly["second_call_at"]),
            (_("Called on"), assembly["called_at"]),
            (_("Opened"), assembly["opened_at"]),
            (_("Closed"), assembly["closed_at"]),
        ]
        held = ", ".join(filter(None, [mode, assembly["place"]]))
        return [(_("Held"), held), *((label, format_moment(_moment(at))) for label, at in moments if at)]

    @property
    def changes(self) -> list[tuple[str, list[str], str]]:
        """What changed after the notice, each time by a mail to all: when, what, why."""
        return [
            (format_moment(_moment(one["at"])), [*_moved(one["before"], one["after"])], one["reason"])
            for one in self.facts["changes"]
        ]

    @property
    def officers(self) -> list[tuple[str, str]]:
        officers = self.facts["officers"]
        rows = [(_("Chair"), [officers["chair"]]), (_("Secretary"), [officers["secretary"]])]
        rows.append((_("Scrutineers"), officers["scrutineers"]))
        return [
            (label, ", ".join(self.person(one, "") for one in people))
            for label, people in rows
            if any(people)
        ]

    def person(self, pk: int | None, office: str) -> str:
        """The name that was signed; of whoever was erased since, what they were there."""
        opening = self.minutes.names.get(str(pk))
        if opening:
            return opening["name"]
        officers = self.facts["officers"]
        if pk == officers["chair"]:
            return _("the chair")
        if pk == officers["secretary"]:
            return _("the secretary")
        return _("a scrutineer") if pk in officers["scrutineers"] else office

    # --- The roll and who was there ------------------------------------------------------------------------

    @cached_property
    def roll(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The companies by standing, each with the reason where it has no vote; of one that has its vote back
        the corrections say it."""
        entitled = AssemblyEntry.Standing.ENTITLED
        found = []
        for standing in AssemblyEntry.Standing:
            rows = [one for one in self.facts["roll"] if one["standing"] == standing]
            if rows:
                label = capfirst(str(standing.label))
                reasons = ["" if standing == entitled else one["reason"] for one in rows]
                found.append((label, [(one["name"], why) for one, why in zip(rows, reasons, strict=True)]))
        return found

    @property
    def roll_figures(self) -> list[tuple[str, int]]:
        present = self.facts["present"]
        numbers = [(label, len(rows)) for label, rows in self.roll]
        return [
            *numbers,
            (_("Present with a vote"), present["companies"]),
            (_("of these in the hall"), present["hall"]),
            (_("by video"), present["remote"]),
            (_("by proxy"), present["by_proxy"]),
        ]

    @cached_property
    def sheet(self) -> list[dict[str, Any]]:
        return [
            {
                "company": self.companies[one["company"]],
                "person": self.person(one["person"], _("one of its people"))
                if one["person"]
                else _("on the chair’s word"),
                "kind": capfirst(str(Presence.Kind(one["kind"]).label)),
                "how": Presence.How(one["how"]).label,
                "at": _moment(one["at"]),
            }
            for one in self.facts["sheet"]
        ]

    @cached_property
    def proxies(self) -> list[dict[str, Any]]:
        return [
            {
                "grantor": self.companies[one["grantor"]],
                "holder": self.companies[one["holder"]],
                "person": self.person(one["person"], _("one of its people")),
                "state": Proxy.State(one["state"]).label,
                "written_at": _moment(one["written_at"]),
                "revoked_at": _moment(one["revoked_at"]) if one["revoked_at"] else None,
            }
            for one in self.facts["proxies"]
        ]

    @cached_property
    def corrections(self) -> list[dict[str, Any]]:
        label = AssemblyEntry.Standing
        return [
            {
                "company": self.companies[one["company"]],
                "before": label(one["before"]).label,
                "after": label(one["after"]).label,
                "reason": one["reason"],
                "by": self.person(one["by"], _("an officer")),
                "confirmed_by": self.person(one["confirmed_by"], _("an officer")),
                "at": _moment(one["at"]),
            }
            for one in self.facts["corrections"]
        ]

    # --- What was dealt with -------------------------------------------------------------------------------

    @cached_property
    def items(self) -> list[ItemPart]:
        return [ItemPart(one, list(self._rounds_of(one))) for one in self.facts["items"]]

    def _rounds_of(self, item: Mapping[str, Any]) -> Iterable[RoundPart]:
        is_election = item["kind"] == AgendaItem.Kind.ELECTION
        for vote in item["rounds"]:
            yield RoundPart(vote, self.companies, self.is_extract, is_election)

    @property
    def signed(self) -> Iterable[tuple[str, str, datetime]]:
        """As what, by whom, when."""
        for one in self.signatures:
            label = MinutesSignature.Role(one.role).label
            yield capfirst(str(label)), self.person(one.user_id, str(label)), one.at
