"""Rows of the queue from decisions, assemblies and offices."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from governance.attendance.models import Assembly
from governance.resolutions.models import Resolution
from multifactory.lib.formats import format_day, format_long_moment
from multifactory.portal.today.rows import Waiting, named

Found = dict[str, Any]


def rows(found: Found, *, represents: bool, is_coordinator: bool) -> Iterator[Waiting]:
    yield from _votes(found, represents=represents)
    yield from _assembly(found)
    yield from _proxies(found, represents=represents)
    yield from _elections(found)
    yield from _due_assemblies(found)
    yield from _minutes(found)
    for resolution in found.get("overdue", ()):
        yield _overdue(resolution, is_coordinator=is_coordinator)


def _votes(found: Found, *, represents: bool) -> Iterator[Waiting]:
    act = gettext("Read and vote") if represents else gettext("Read")
    for one in found.get("waiting_rounds", ()):
        company = {"company": named(one.proposal.company)}
        if one.closes_at:
            said = gettext("Vote. Submitted by %(company)s.") % company
        else:
            said = gettext("Submitted by %(company)s. The assembly votes on it now.") % company
        href = one.proposal.get_absolute_url()
        yield Waiting(
            sign="vote",
            title=one.question,
            href=href,
            at=one.closes_at,
            is_now=one.closes_at is None,
            said=said,
            is_written=True,
            act=act,
            act_href=f"{href}#vote",
        )


def waits_for_answer(assembly: Assembly | None) -> bool:
    """Whether the company of the reader has yet to say if it comes."""
    if assembly is None or not assembly.next_at:
        return False
    return assembly.own_answer == "none" and assembly.own_standing != "suspended"


def _assembly(found: Found) -> Iterator[Waiting]:
    assembly = found.get("next_assembly")
    if assembly is None or not waits_for_answer(assembly):
        return
    is_second = assembly.next_at == assembly.second_call_at
    call = gettext("second call") if is_second else gettext("first call")
    parts = [gettext("Next assembly"), assembly.get_kind_display(), call, str(assembly.place or "")]
    href = assembly.get_absolute_url()
    yield Waiting(
        sign="assembly",
        title=str(assembly),
        href=href,
        at=assembly.next_at,
        said=", ".join(part for part in parts if part),
        labels="governance/assemblies/_own_wait.html",
        item=assembly,
        act=gettext("Read and answer"),
        act_href=href,
    )


def _proxies(found: Found, *, represents: bool) -> Iterator[Waiting]:
    for proxy in found.get("offered_proxies", ()):
        company = {"company": named(proxy.grantor.company)}
        if represents:
            title = gettext("Accept or refuse the proxy of %(company)s") % company
        else:
            title = gettext("Proxy of %(company)s") % company
        at = proxy.assembly.next_call_at or proxy.assembly.first_call_at
        said = f"{proxy.assembly}, {format_long_moment(at)}; {named(proxy.person)}"
        yield Waiting(sign="hands", title=title, href=proxy.get_absolute_url(), at=at, said=said)


def _elections(found: Found) -> Iterator[Waiting]:
    for one in found.get("candidacies", ()):
        if one.office:
            office = {"office": one.office.get_kind_display()}
            title = gettext("You were elected: %(office)s. Do you accept?") % office
        else:
            title = gettext("You have been proposed as a candidate. Do you stand?")
        yield Waiting(sign="person", title=title, href=one.get_absolute_url(), said=one.proposal.title)


def _due_assemblies(found: Found) -> Iterator[Waiting]:
    due = gettext("An assembly is due")
    if accounts := found.get("accounts_due"):
        days = {"last": format_day(accounts.resolution.decided_on), "until": format_day(accounts.until)}
        words = gettext(
            "last approved on %(last)s, once a year: an assembly by %(until)s (civil code, art. 20)"
        )
        yield Waiting(
            sign="assembly",
            title=gettext("The accounts of the year"),
            href=accounts.resolution.get_absolute_url(),
            at=accounts.until,
            said=f"{due}: {words % days}",
        )
    for petition in found.get("petitions", ()):
        yield Waiting(
            sign="assembly",
            title=petition.title,
            href=petition.get_absolute_url(),
            at=petition.due_on,
            said=due,
            is_written=True,
            labels="governance/_petition_state.html",
            item=petition,
        )


def _minutes(found: Found) -> Iterator[Waiting]:
    for one in found.get("minutes_to_sign", ()):
        day = {"day": format_day(timezone.localdate(one.drafted_at))}
        said = f"{gettext('Minutes to sign')}: {gettext('waiting for signatures since %(day)s') % day}"
        yield Waiting(sign="sheet", title=str(one), href=one.get_absolute_url(), said=said)


def _overdue(resolution: Resolution, *, is_coordinator: bool) -> Waiting:
    is_due = resolution.due_on and not resolution.done_on
    at = resolution.due_on if is_due else resolution.review_on
    if resolution.effect_state == "blocked":
        said, labels = resolution.effect_note, "governance/_effect_of_resolution.html"
    else:
        day = {"day": format_day(at) if at else ""}
        words = gettext("to be done by %(day)s") if is_due else gettext("to be reviewed on %(day)s")
        who = f"{named(resolution.responsible)}, " if is_coordinator and resolution.responsible else ""
        said, labels = f"{who}{words % day}", ""
    href = resolution.get_absolute_url()
    return Waiting(
        sign="sheet", title=str(resolution), href=href, at=at, said=said, labels=labels, item=resolution
    )
