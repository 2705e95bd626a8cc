"""The attendance sheet: who came and went, when and how, and who stood in for whom. Plain values."""

from typing import Any

from django.utils import timezone

from governance.attendance.models import Assembly, AssemblyEntry, Presence, Proxy
from governance.offices.models import Office

Sheet = list[dict[str, Any]]


def attendance_sheet(assembly: Assembly, *, call: int | None = None) -> Sheet:
    """A row a company of the roll, in the order of names; `call`: of that call alone. In four queries.

    {"company": id, "name", "standing", "reason", "lines": [{"kind": "in"|"out", "how": "hall"|"remote",
    "call", "at": datetime, "person": id or None on the chair's word, "person_name", "office"}], "proxies":
    [{"holder": id of the company, "holder_name", "person": id, "person_name", "state", "answered_at",
    "revoked_at"}]}. `office` is that of the person at that moment, empty for none: by it somebody whose
    account was erased still stands in the minutes. Of proxies those that were accepted once; no instructions.
    """
    entries = AssemblyEntry.objects.filter(assembly=assembly).select_related("company")
    rows = {entry.pk: _row(entry) for entry in entries.order_by("company__name", "pk")}
    of_all = Presence.objects.filter(entry__assembly=assembly).select_related("user")
    lines = list((of_all.filter(call=call) if call else of_all).order_by("height", "pk"))
    offices = list(Office.objects.filter(user__in={line.user_id for line in lines if line.user_id}))
    for line in lines:
        rows[line.entry_id]["lines"].append(_line(line, offices))
    accepted = Proxy.objects.filter(grantor__assembly=assembly, answered_at__isnull=False)
    for proxy in accepted.exclude(state=Proxy.State.REFUSED).for_list():
        rows[proxy.grantor_id]["proxies"].append(_proxy(proxy))
    return list(rows.values())


def _row(entry: AssemblyEntry) -> dict[str, Any]:
    return {
        "company": entry.company_id,
        "name": entry.company.name,
        "standing": entry.standing,
        "reason": entry.reason,
        "lines": [],
        "proxies": [],
    }


def _line(line: Presence, offices: list[Office]) -> dict[str, Any]:
    day = timezone.localdate(line.at)
    held = (
        office.get_kind_display()
        for office in offices
        if office.user_id == line.user_id
        and office.voided_at is None
        and office.start_on <= day
        and (office.end_on is None or day < office.end_on)
    )
    return {
        "kind": line.kind,
        "how": line.how,
        "call": line.call,
        "at": line.at,
        "person": line.user_id,
        "person_name": str(line.user) if line.user else "",
        "office": next(held, ""),
    }


def _proxy(proxy: Proxy) -> dict[str, Any]:
    return {
        "holder": proxy.holder.company_id,
        "holder_name": proxy.holder.company.name,
        "person": proxy.person_id,
        "person_name": str(proxy.person),
        "state": proxy.state,
        "answered_at": proxy.answered_at,
        "revoked_at": proxy.revoked_at,
    }
