"""A company gives its vote to a named person of another, which accepts or refuses; it can take it back."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.assemblies.attending import emails
from governance.assemblies.attending.services import ensure_represents
from governance.attendance.models import Assembly, AssemblyEntry, Proxy
from governance.attendance.rules import may_hold_proxies, may_vote
from governance.attendance.services import hold_assembly
from members.people.models import User
from members.people.recipients import representatives_of

State, Answer = Proxy.State, AssemblyEntry.Answer


@transaction.atomic
def write_proxy(
    grantor: AssemblyEntry, *, holder: AssemblyEntry, person: User, by: User, instructions: str = ""
) -> Proxy:
    """Give the vote of a company, in this assembly and both its calls. The same again: the same row.

    Who writes second waits for the assembly's row, so a holder never has one more than the rulebook grants.
    """
    assembly, at = hold_assembly(grantor.assembly)
    entries = _entries(assembly, grantor, holder)
    grantor, holder = entries[grantor.pk], entries[holder.pk]
    ensure_represents(by, grantor.company)
    given = grantor.proxies_given.standing().for_list().first()
    if given and (given.holder_id, given.person_id) == (holder.pk, person.pk):
        return given
    if given:
        raise ValidationError(
            _("Your company has already given a proxy for this assembly. Revoke it first."), code="given"
        )
    _ensure_can_give(grantor)
    _ensure_can_hold(assembly, holder, grantor)
    if not representatives_of([holder.company]).filter(user=person).exists():
        text = _("Name someone who represents %(company)s.") % {"company": holder.company}
        raise ValidationError({"holder": ValidationError(text, code="person")})
    proxy = Proxy.objects.create(
        grantor=grantor,
        holder=holder,
        person=person,
        written_by=by,
        written_at=at,
        instructions=instructions.strip(),
    )
    _say_how_it_comes(grantor, Answer.PROXY, by=by, at=at)
    emails.send_proxy_offered(proxy, representatives_of([holder.company]))
    return proxy


@transaction.atomic
def accept_proxy(proxy: Proxy, *, by: User) -> Proxy:
    """In the name of the holder. Again: nothing new."""
    assembly, at = hold_assembly(proxy.assembly)
    proxy = _proxy_to_answer(proxy, by=by)
    if proxy.state == State.ACCEPTED:
        return proxy
    _ensure_offered(proxy)
    _ensure_can_give(proxy.grantor)
    _ensure_can_hold(assembly, proxy.holder, proxy.grantor, but=proxy)
    proxy.state, proxy.answered_at = State.ACCEPTED, at
    proxy.save(update_fields=["state", "answered_at"])
    emails.send_proxy_answered(proxy, representatives_of([proxy.grantor.company]))
    return proxy


@transaction.atomic
def refuse_proxy(proxy: Proxy, *, by: User) -> Proxy:
    """In the name of the holder; the company that gave it can give another. Again: nothing new."""
    _assembly, at = hold_assembly(proxy.assembly)
    proxy = _proxy_to_answer(proxy, by=by)
    if proxy.state == State.REFUSED:
        return proxy
    _ensure_offered(proxy)
    proxy.state, proxy.answered_at = State.REFUSED, at
    proxy.save(update_fields=["state", "answered_at"])
    _say_how_it_comes(proxy.grantor, Answer.NONE, by=by, at=at)
    emails.send_proxy_answered(proxy, representatives_of([proxy.grantor.company]))
    return proxy


@transaction.atomic
def revoke_proxy(proxy: Proxy, *, by: User) -> Proxy:
    """In the name of the company that gave it. A vote already cast by it stays; the next is its own."""
    _assembly, at = hold_assembly(proxy.assembly)
    proxy = Proxy.objects.for_list().get(pk=proxy.pk)
    ensure_represents(by, proxy.grantor.company)
    if proxy.state == State.REVOKED:
        return proxy
    if proxy.state == State.REFUSED:
        raise ValidationError(_("This proxy was refused: there is nothing to revoke."), code="state")
    proxy.state, proxy.revoked_at = State.REVOKED, at
    proxy.save(update_fields=["state", "revoked_at"])
    _say_how_it_comes(proxy.grantor, Answer.NONE, by=by, at=at)
    emails.send_proxy_revoked(proxy, representatives_of([proxy.holder.company]))
    return proxy


def _entries(assembly: Assembly, *entries: AssemblyEntry) -> Mapping[int, AssemblyEntry]:
    """As they stand now; ValidationError for a holder that is not on the roll of this assembly."""
    found = assembly.entries.select_related("company", "assembly").in_bulk([one.pk for one in entries])
    if len(found) != len({one.pk for one in entries}):
        text = _("This company is not called to the assembly.")
        raise ValidationError({"holder": ValidationError(text, code="not_on_roll")})
    return found


def _proxy_to_answer(proxy: Proxy, *, by: User) -> Proxy:
    proxy = Proxy.objects.for_list().get(pk=proxy.pk)
    ensure_represents(by, proxy.holder.company)
    return proxy


def _ensure_offered(proxy: Proxy) -> None:
    if proxy.state != State.OFFERED:
        text = _("This proxy no longer waits for an answer: %(state)s.")
        raise ValidationError(text % {"state": proxy.get_state_display()}, code="state")


def _ensure_can_give(grantor: AssemblyEntry) -> None:
    if not may_vote(grantor):
        text = _("%(company)s has no vote in this assembly: it has none to give.")
        raise ValidationError(text % {"company": grantor.company}, code="suspended")
    if grantor.proxies_held.standing().exists():
        text = _("%(company)s holds a proxy: it cannot give one away (no chains).")
        raise ValidationError(text % {"company": grantor.company}, code="chain")


def _ensure_can_hold(
    assembly: Assembly, holder: AssemblyEntry, grantor: AssemblyEntry, *, but: Proxy | None = None
) -> None:
    if fault := _fault_of_holder(assembly, holder, grantor, but=but):
        raise ValidationError({"holder": fault})


def _fault_of_holder(
    assembly: Assembly, holder: AssemblyEntry, grantor: AssemblyEntry, *, but: Proxy | None
) -> ValidationError | None:
    """Why this company cannot stand in for that one. `but` is the proxy that is being accepted."""
    rulebook, values = assembly.rulebook, {"company": holder.company}
    if holder.pk == grantor.pk:
        return ValidationError(_("A company cannot give a proxy to itself."), code="self")
    if not may_vote(holder):
        text = _("%(company)s has no vote in this assembly, and can hold none.")
        return ValidationError(text % values, code="suspended")
    if rulebook and not may_hold_proxies(holder, may_directors=rulebook.may_directors_hold_proxies):
        text = _("%(company)s is the company of a director: by the rulebook it holds no proxy.")
        return ValidationError(text % values, code="director")
    if holder.proxies_given.standing().exists():
        text = _("%(company)s has given its own vote away: it cannot hold another’s (no chains).")
        return ValidationError(text % values, code="chain")
    most = rulebook.proxies_most if rulebook else 0
    held = holder.proxies_held.standing().exclude(Q(pk=but.pk) if but else Q(pk=None))
    if held.count() >= most:
        text = ngettext(
            "%(company)s already holds %(most)s proxy, the most the rulebook allows.",
            "%(company)s already holds %(most)s proxies, the most the rulebook allows.",
            most,
        )
        return ValidationError(text % (values | {"most": most}), code="most")
    return None


def _say_how_it_comes(entry: AssemblyEntry, answer: str, *, by: User, at: object) -> None:
    """A proxy answers the call; without it the answer is open again, unless the company gave another."""
    if answer == Answer.NONE and entry.rsvp != Answer.PROXY:
        return
    AssemblyEntry.objects.filter(pk=entry.pk).update(rsvp=answer, rsvp_at=at, rsvp_by=by)
