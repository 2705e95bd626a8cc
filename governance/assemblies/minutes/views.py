"""The minutes of an assembly: notes for them, the page, signing, and what can be taken away."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.assemblies.minutes.book import build_file, hash_of, verify_command
from governance.assemblies.minutes.document import Document
from governance.assemblies.minutes.forms import MinutesForm, NotesForm, SignatureForm
from governance.assemblies.minutes.models import Minutes
from governance.assemblies.minutes.pdf import has_pdf, pdf_of
from governance.assemblies.minutes.rules import (
    can_correct_minutes,
    can_read_draft,
    can_sign_minutes,
    can_take_notes,
    can_write_minutes,
)
from governance.assemblies.minutes.services import correct_minutes, note_items, sign_minutes, write_debate
from governance.assemblies.minutes.signers import signers_of
from governance.attendance.models import Assembly
from members.people.http import MemberRequest, insider_required
from multifactory.lib.access import require
from multifactory.lib.forms import add_errors, post_data

PAGES = ("edit", "sign", "correct", "print", "extract", "pdf", "json")


@insider_required
def _find_assembly(_request: MemberRequest, year: int, number: int) -> Assembly:
    return get_object_or_404(Assembly.objects.select_related("chair", "secretary"), year=year, number=number)


def _find_minutes(request: MemberRequest, year: int, number: int) -> Minutes:
    """That of `entry`, or the newest that the reader may see. 404 where there is none."""
    assembly = _find_assembly(request, year, number)
    found = Minutes.objects.filter(assembly=assembly).select_related("assembly__chair", "assembly__secretary")
    found = found.select_related("corrects").order_by("-pk")
    entry = request.POST.get("entry") or request.GET.get("entry", "")
    for minutes in found.filter(pk=entry) if entry.isdecimal() and len(entry) < 10 else found:
        if minutes.is_signed or can_read_draft(request.user, signers_of(minutes)):
            return minutes
    raise Http404


def _find_signed(request: MemberRequest, year: int, number: int) -> Minutes:
    minutes = _find_minutes(request, year, number)
    if not minutes.is_signed:
        raise Http404
    return minutes


@require_http_methods(["GET", "HEAD", "POST"])
def assembly_notes(request: MemberRequest, year: int, number: int) -> HttpResponse:
    """While it is held: notes on the items, from which the minutes begin."""
    assembly = _find_assembly(request, year, number)
    require(can_take_notes(request.user, assembly))
    form = NotesForm(post_data(request), assembly=assembly, items=list(assembly.items.order_by("position")))
    if request.method == "POST" and form.is_valid():
        try:
            note_items(assembly, notes=form.notes(), before=form.before)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("The notes have been saved."))
            return redirect("governance:assembly_notes", year, number)
    return render(request, "governance/assemblies/minutes/notes.html", {"form": form, "assembly": assembly})


@require_safe
def minutes(request: MemberRequest, year: int, number: int) -> HttpResponse:
    """To read; until both have signed, to those who write and sign."""
    found = _find_minutes(request, year, number)
    signers = signers_of(found)
    others = Minutes.objects.filter(assembly=found.assembly).exclude(pk=found.pk)
    context = _document_context(found) | {
        "others": [
            one
            for one in others.select_related("assembly").order_by("pk")
            if one.is_signed or can_read_draft(request.user, signers)
        ],
        "can_write": can_write_minutes(request.user, found, signers),
        "can_sign": can_sign_minutes(request.user, found, signers)
        and request.user.pk not in [one.user_id for one in found.signatures.all()],
        "can_correct": can_correct_minutes(request.user, found, signers),
        "has_pdf": has_pdf(),
        "command": verify_command(found) if found.is_signed else "",
        **{f"{page}_url": found.address(f"minutes_{page}") for page in PAGES},
    }
    return render(request, "governance/assemblies/minutes/minutes_detail.html", context)


def _document_context(found: Minutes, *, is_extract: bool = False) -> dict[str, object]:
    signatures = list(found.signatures.order_by("at", "pk"))
    return {
        "minutes": found,
        "assembly": found.assembly,
        "document": Document(found, is_extract=is_extract, signatures=signatures),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def minutes_edit(request: MemberRequest, year: int, number: int) -> HttpResponse:
    found = _find_minutes(request, year, number)
    require(can_write_minutes(request.user, found, signers_of(found)))
    form = MinutesForm(post_data(request), minutes=found)
    if request.method == "POST" and form.is_valid():
        data, had_signatures = form.cleaned_data, found.signatures.exists()
        try:
            write_debate(found, text=data["text"], notes=form.notes(), seen=data["seen"], by=request.user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            is_unsigned = had_signatures and not found.signatures.exists()
            messages.success(request, _kept_message(is_unsigned=is_unsigned))
            return redirect(found)
    context = {"form": form, "minutes": found, "assembly": found.assembly}
    return render(request, "governance/assemblies/minutes/minutes_form.html", context)


def _kept_message(*, is_unsigned: bool) -> str:
    if is_unsigned:
        return _("The draft has been saved. Whoever had signed the words before must sign again.")
    return _("The draft has been saved.")


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)
def minutes_sign(request: MemberRequest, year: int, number: int) -> HttpResponse:
    """Shows all that is signed; the form carries its hash. Who signs has just proved who they are.

    The form names its entry in a field: one that is kept while somebody proves it has no query.
    """
    found = _find_minutes(request, year, number)
    require(can_sign_minutes(request.user, found, signers_of(found)))
    form = SignatureForm(post_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            signed = sign_minutes(found, seen=form.cleaned_data["seen"], by=request.user)
        except ValidationError as error:
            add_errors(form, error)
            found.refresh_from_db()
        else:
            messages.success(request, _signed_message(signed))
            return redirect(signed)
    context = _document_context(found) | {"form": form, "seen": hash_of(found)}
    return render(request, "governance/assemblies/minutes/minutes_sign.html", context)


def _signed_message(signed: Minutes) -> str:
    if signed.is_signed:
        return _(
            "Signed by both. The minutes are in the book, and every company receives their seal by e-mail."
        )
    return _("Signed. The other signature is still missing.")


@require_POST
def minutes_correct(request: MemberRequest, year: int, number: int) -> HttpResponse:
    """Begin an entry that corrects this one."""
    found = _find_signed(request, year, number)
    require(can_correct_minutes(request.user, found, signers_of(found)))
    correction = correct_minutes(found, by=request.user)
    messages.success(request, _("Write what is to be corrected; both sign it like the minutes themselves."))
    return redirect(correction.address("minutes_edit"))


# --- To take away -----------------------------------------------------------------------------------------


@require_safe
def minutes_print(request: MemberRequest, year: int, number: int) -> HttpResponse:
    found = _find_minutes(request, year, number)
    return render(request, "governance/assemblies/minutes/minutes_print.html", _document_context(found))


@require_safe
def minutes_extract(request: MemberRequest, year: int, number: int) -> HttpResponse:
    """To hand to others: what was decided, without people, debate and reasons."""
    found = _find_signed(request, year, number)
    context = _document_context(found, is_extract=True)
    return render(request, "governance/assemblies/minutes/minutes_print.html", context)


@require_safe
def minutes_pdf(request: MemberRequest, year: int, number: int) -> HttpResponse:
    found = _find_signed(request, year, number)
    if not has_pdf():
        raise Http404
    html = render_to_string(
        "governance/assemblies/minutes/minutes_pdf.html", _document_context(found), request
    )
    response = HttpResponse(pdf_of(html), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{found.filename}.pdf"'
    return response


@require_safe
def minutes_json(request: MemberRequest, year: int, number: int) -> HttpResponse:
    """The book up to these minutes, to be checked with `verify.py`."""
    found = _find_signed(request, year, number)
    response = JsonResponse(build_file(found), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{found.filename}.json"'
    return response
