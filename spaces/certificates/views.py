"""The certificates that a space asks for: who has them, granting and revoking."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from members.people.http import MemberRequest, insider_required
from multifactory.lib.access import require
from multifactory.lib.forms import add_errors, post_data
from spaces.building.formats import format_period
from spaces.building.models import Space
from spaces.certificates.forms import GrantForm, RevokeForm
from spaces.certificates.services import (
    bookings_resting_on,
    can_grant,
    grant_certificate,
    revoke_certificate,
)
from spaces.policies.certificate_models import Certificate, CertificateKind
from spaces.policies.rules import policy_of


def certificate_of(space: Space) -> CertificateKind:
    """What it asks for; there is no page where it asks for none."""
    kind = policy_of(space).certificate
    if kind is None:
        raise Http404
    return kind


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def space_certificates(request: MemberRequest, code: str) -> HttpResponse:
    spaces = Space.objects.bookable().filter(policy__certificate__isnull=False)
    space = get_object_or_404(spaces.select_related("policy__certificate__company"), code=code)
    kind = certificate_of(space)
    may_grant = can_grant(request.user, kind)
    form = GrantForm(post_data(request)) if may_grant else None
    if request.method == "POST":
        require(may_grant)
        if form and form.is_valid():
            try:
                granted = grant_certificate(kind, by=request.user, **form.cleaned_data)
            except ValidationError as error:
                add_errors(form, error)
            else:
                text = _("%(person)s has the certificate now.") % {"person": granted.person}
                messages.success(request, text)
                return redirect("spaces:space_certificates", code)
    held = Certificate.objects.standing().filter(kind=kind).select_related("person")
    context = {
        "space": space,
        "kind": kind,
        "form": form,
        "certificates": held.order_by("person__name", "pk"),
    }
    return render(request, "spaces/space_certificates.html", context | {"can_grant": may_grant})


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def certificate_revoke(request: MemberRequest, code: str, pk: int) -> HttpResponse:
    spaces = Space.objects.bookable().filter(policy__certificate__isnull=False)
    space = get_object_or_404(spaces.select_related("policy__certificate"), code=code)
    held = Certificate.objects.standing().filter(kind=certificate_of(space))
    certificate = get_object_or_404(held.select_related("kind", "person"), pk=pk)
    require(can_grant(request.user, certificate.kind))
    form = RevokeForm(post_data(request))
    if form.is_valid():
        try:
            revoke_certificate(certificate, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("The certificate is revoked."))
            return redirect("spaces:space_certificates", code)
    rows = [(one, format_period(one.starts_at, one.ends_at)) for one in bookings_resting_on(certificate)]
    context = {"space": space, "certificate": certificate, "form": form, "rows": rows}
    return render(request, "spaces/certificate_confirm_revoke.html", context)
