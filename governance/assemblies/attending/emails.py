"""Mails about checking in, proxies and corrections of the roll. None has the instructions of a proxy."""

from collections.abc import Iterable

from django.urls import reverse

from governance.assemblies.attending.models import RollCorrectionRequest
from governance.attendance.models import Assembly, AssemblyEntry, Proxy
from governance.attendance.rules import check_in_opens_at
from governance.attendance.tokens import check_in_path
from members.people.models import Membership, User
from multifactory.lib.mail import absolute_url, send


def send_check_in_link(assembly: Assembly, person: User) -> None:
    """A link of one's own: it names the person and ends with the assembly."""
    context = {
        "assembly": assembly,
        "opens_at": check_in_opens_at(assembly),
        "check_in": absolute_url(check_in_path(assembly, person)),
        "url": absolute_url(assembly.get_absolute_url()),
    }
    send(person.email, "check_in_link", context, person.language)


def send_proxy_offered(proxy: Proxy, holders: Iterable[Membership]) -> None:
    _send_about_proxy("proxy_offered", proxy, holders)


def send_proxy_answered(proxy: Proxy, grantors: Iterable[Membership]) -> None:
    _send_about_proxy("proxy_answered", proxy, grantors)


def send_proxy_revoked(proxy: Proxy, holders: Iterable[Membership]) -> None:
    _send_about_proxy("proxy_revoked", proxy, holders)


def _send_about_proxy(template: str, proxy: Proxy, places: Iterable[Membership]) -> None:
    context = {
        "proxy": proxy,
        "assembly": proxy.assembly,
        "grantor": proxy.grantor.company,
        "holder": proxy.holder.company,
        "person": proxy.person,
        "is_accepted": proxy.state == Proxy.State.ACCEPTED,
        "url": absolute_url(proxy.get_absolute_url()),
    }
    for place in places:
        send(place.user.email, template, context, place.user.language)


def send_correction_asked(asked: RollCorrectionRequest, keepers: Iterable[User]) -> None:
    """To the others who keep the roll: one of them must confirm it."""
    entry = asked.entry
    assembly = entry.assembly
    context = {
        "asked": asked,
        "assembly": assembly,
        "company": entry.company,
        "after": asked.get_after_display(),
        "url": absolute_url(reverse("governance:assembly_roll", args=[assembly.year, assembly.number])),
    }
    for person in keepers:
        send(person.email, "roll_correction_asked", context, person.language)


def send_roll_corrected(entry: AssemblyEntry, *, reason: str, places: Iterable[Membership]) -> None:
    """To whoever represents the company still: what it may do in this assembly from now on."""
    context = {
        "assembly": entry.assembly,
        "company": entry.company,
        "after": entry.get_standing_display(),
        "reason": reason,
        "url": absolute_url(entry.assembly.get_absolute_url()),
    }
    for place in places:
        send(place.user.email, "roll_corrected", context, place.user.language)
