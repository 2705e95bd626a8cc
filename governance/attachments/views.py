"""Papers of a proposal."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.attachments.forms import AttachmentForm
from governance.attachments.models import Attachment
from governance.attachments.services import add_attachment, remove_attachment
from governance.proposals import rules
from governance.proposals.views import get_visible_proposal
from members.people.http import MemberRequest, insider_required
from multifactory.lib.access import require

# Whatever is in it, a paper opened by itself loads and runs nothing of the portal.
ATTACHMENT_HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def attachment_new(request: MemberRequest, pk: int) -> HttpResponse:
    proposal = get_visible_proposal(request, pk)
    require(rules.is_proposer(request.acting, proposal))
    if request.method != "POST" and not proposal.is_editable:
        return redirect(proposal)
    is_sent = request.method == "POST"
    form = AttachmentForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if is_sent and form.is_valid():
        try:
            add_attachment(proposal, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("upload", error)
        else:
            messages.success(request, _("The paper is attached."))
            return redirect(proposal)
    return render(request, "governance/attachment_form.html", {"form": form, "proposal": proposal})


@require_safe
@insider_required
def attachment(request: MemberRequest, pk: int, attachment_pk: int) -> FileResponse:
    proposal = get_visible_proposal(request, pk)
    paper = get_object_or_404(Attachment, proposal=proposal, pk=attachment_pk)
    is_pdf = paper.kind == Attachment.Kind.PDF
    try:
        file = paper.file.open()
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(
        file,
        as_attachment=is_pdf,
        filename=f"{paper.name}{'.pdf' if is_pdf else '.webp'}",
        content_type="application/pdf" if is_pdf else "image/webp",
        headers=ATTACHMENT_HEADERS,
    )


@require_POST
@insider_required
def attachment_delete(request: MemberRequest, pk: int, attachment_pk: int) -> HttpResponse:
    proposal = get_visible_proposal(request, pk)
    require(rules.is_proposer(request.acting, proposal))
    paper = get_object_or_404(
        Attachment.objects.select_related("proposal"), proposal=proposal, pk=attachment_pk
    )
    try:
        remove_attachment(paper)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The paper is removed."))
    return redirect(proposal)
