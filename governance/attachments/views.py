"""Attachments of a proposal."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.attachments.forms import AttachmentForm
from governance.attachments.models import Attachment
from governance.attachments.services import add_attachment, remove_attachment
from governance.proposals import rules
from governance.proposals.views import call_service, get_visible_proposal
from members.people.http import MemberRequest, insider_required
from multifactory.lib.access import require
from multifactory.lib.forms import post_data
from multifactory.lib.papers import paper_response


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def attachment_new(request: MemberRequest, pk: int) -> HttpResponse:
    proposal = get_visible_proposal(request, pk)
    require(rules.is_proposer(request.acting, proposal))
    if request.method != "POST" and not proposal.is_editable:
        return redirect(proposal)
    form = AttachmentForm(post_data(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_attachment(proposal, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("upload", error)
        else:
            messages.success(request, _("Attachment added."))
            return redirect(proposal)
    return render(request, "governance/attachment_form.html", {"form": form, "proposal": proposal})


@require_safe
@insider_required
def attachment(request: MemberRequest, pk: int, attachment_pk: int) -> FileResponse:
    proposal = get_visible_proposal(request, pk)
    document = get_object_or_404(Attachment, proposal=proposal, pk=attachment_pk)
    return paper_response(document.file, name=document.name, kind=document.kind)


@require_POST
@insider_required
def attachment_delete(request: MemberRequest, pk: int, attachment_pk: int) -> HttpResponse:
    proposal = get_visible_proposal(request, pk)
    require(rules.is_proposer(request.acting, proposal))
    document = get_object_or_404(
        Attachment.objects.select_related("proposal"), proposal=proposal, pk=attachment_pk
    )
    done = _("Attachment removed.")
    return call_service(request, proposal, lambda: remove_attachment(document), done=done)
