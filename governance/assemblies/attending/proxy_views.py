"""Whether a company comes, and the proxies it gives and holds."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.assemblies.attending.forms import AnswerForm, ProxyForm
from governance.assemblies.attending.proxies import accept_proxy, refuse_proxy, revoke_proxy, write_proxy
from governance.assemblies.attending.rules import can_answer_proxy, can_revoke_proxy, represents
from governance.assemblies.attending.services import answer_call
from governance.attendance.models import Assembly, AssemblyEntry, Proxy
from governance.attendance.rules import takes_answers
from members.people.current_membership import membership_in, named_membership
from members.people.http import MemberRequest, insider_required
from members.people.recipients import representatives_of
from multifactory.lib.access import require
from multifactory.lib.forms import add_errors, post_data


def get_called_assembly(year: int, number: int) -> Assembly:
    """404 for a draft, which has no number."""
    return get_object_or_404(Assembly.objects.select_related("rulebook"), year=year, number=number)


def _own_entry(request: MemberRequest, assembly: Assembly) -> AssemblyEntry:
    """Of the company the form names, or the person acts for; 403 for others, and where it was not called."""
    membership = named_membership(request)
    if not membership or not membership.is_representative:
        raise PermissionDenied
    entries = AssemblyEntry.objects.select_related("company", "assembly").filter(assembly=assembly)
    entry = entries.filter(company=membership.company_id).first()
    if entry is None:
        raise PermissionDenied
    return entry


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def assembly_rsvp(request: MemberRequest, year: int, number: int) -> HttpResponse:
    assembly = get_called_assembly(year, number)
    entry = _own_entry(request, assembly)
    form = AnswerForm(post_data(request), instance=entry, assembly=assembly)
    if request.method == "POST" and form.is_valid():
        try:
            answer_call(entry, answer=form.cleaned_data["rsvp"], by=request.user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Answer saved."))
            return redirect(assembly)
    context = {"assembly": assembly, "entry": entry, "form": form, "is_live": takes_answers(assembly)}
    return render(request, "governance/assemblies/rsvp.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def assembly_proxy(request: MemberRequest, year: int, number: int) -> HttpResponse:
    """Write a proxy; what the company has given and holds stands above the form."""
    assembly = get_called_assembly(year, number)
    entry = _own_entry(request, assembly)
    entries = assembly.entries.exclude(pk=entry.pk).filter(standing=AssemblyEntry.Standing.ENTITLED)
    places = representatives_of([one.company for one in entries.select_related("company")])
    form = ProxyForm(post_data(request), entries=entries, places=list(places))
    if request.method == "POST" and form.is_valid():
        holder, person = form.chosen
        words = form.cleaned_data["instructions"]
        try:
            proxy = write_proxy(entry, holder=holder, person=person, by=request.user, instructions=words)
        except ValidationError as error:
            add_errors(form, error)
        else:
            text = _("%(person)s has been asked by e-mail to vote on behalf of your company.")
            messages.success(request, text % {"person": person})
            return redirect(proxy)
    proxies = Proxy.objects.for_list().filter(grantor__assembly=assembly).of_company(entry.company)
    context = {
        "assembly": assembly,
        "entry": entry,
        "form": form,
        "given": [one for one in proxies if one.grantor_id == entry.pk],
        "held": [one for one in proxies if one.holder_id == entry.pk],
        "can_write": takes_answers(assembly),
    }
    return render(request, "governance/assemblies/proxy_form.html", context)


def _get_own_proxy(request: MemberRequest, year: int, number: int, pk: int) -> Proxy:
    """404 for the proxies of others: they have instructions that only the two companies read."""
    proxies = Proxy.objects.visible_to(request.user).for_list().select_related("written_by")
    return get_object_or_404(proxies, pk=pk, grantor__assembly__year=year, grantor__assembly__number=number)


@require_safe
@insider_required
def assembly_proxy_detail(request: MemberRequest, year: int, number: int, pk: int) -> HttpResponse:
    proxy = _get_own_proxy(request, year, number, pk)
    context = {
        "proxy": proxy,
        "assembly": proxy.assembly,
        "can_answer": can_answer_proxy(membership_in(request, proxy.holder.company), proxy),
        "can_revoke": can_revoke_proxy(membership_in(request, proxy.grantor.company), proxy),
    }
    return render(request, "governance/assemblies/proxy_detail.html", context)


@require_POST
@insider_required
def assembly_proxy_accept(request: MemberRequest, year: int, number: int, pk: int) -> HttpResponse:
    proxy = _get_own_proxy(request, year, number, pk)
    done = _("Accepted: you vote on behalf of %(company)s when it is not present.")
    return _act(request, proxy, accept_proxy, done % {"company": proxy.grantor.company})


@require_POST
@insider_required
def assembly_proxy_refuse(request: MemberRequest, year: int, number: int, pk: int) -> HttpResponse:
    proxy = _get_own_proxy(request, year, number, pk)
    done = _("Refused. %(company)s will be notified.") % {"company": proxy.grantor.company}
    return _act(request, proxy, refuse_proxy, done)


@require_POST
@insider_required
def assembly_proxy_revoke(request: MemberRequest, year: int, number: int, pk: int) -> HttpResponse:
    proxy = _get_own_proxy(request, year, number, pk)
    done = _("Revoked. %(company)s will be notified.") % {"company": proxy.holder.company}
    return _act(request, proxy, revoke_proxy, done)


def _act(request: MemberRequest, proxy: Proxy, service: Callable[..., Proxy], done: str) -> HttpResponse:
    """403 for whoever does not represent the company; what the service refuses is said on the page."""
    company = proxy.grantor.company if service is revoke_proxy else proxy.holder.company
    require(represents(membership_in(request, company), company))
    try:
        service(proxy, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return redirect(proxy)
