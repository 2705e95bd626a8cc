"""What the portal holds about the person: to read, to take, to correct, to have erased."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from members.people.current_membership import current_memberships
from members.people.http import MemberRequest
from members.personal_data.data_export import archive_of
from members.personal_data.erasure import companies_needing, erase_person, is_last_superuser
from members.personal_data.forms import ErasureForm


@require_safe
def my_data(request: MemberRequest) -> HttpResponse:
    return render(request, "members/my_data.html", {"memberships": current_memberships(request)})


@require_POST
@reauthentication_required
def my_data_download(request: MemberRequest) -> HttpResponse:
    name = f"my-data-{timezone.localdate():%Y-%m-%d}.zip"
    return HttpResponse(
        archive_of(request.user),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)
def my_data_erasure(request: MemberRequest) -> HttpResponse:
    """Says what goes and what stays; typing one's address there asks for it."""
    form = ErasureForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            erase_person(request.user, by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            logout(request)
            messages.success(request, _("Your account has been erased. A final e-mail will confirm it."))
            return redirect("home")
    context = {
        "form": form,
        "companies": companies_needing(request.user),
        "is_last_superuser": is_last_superuser(request.user),
    }
    return render(request, "members/my_data_erasure.html", context)
