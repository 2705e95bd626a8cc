"""A company asks for another name or craft entry."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from members.changes.forms import ChangeRequestForm
from members.people.http import MemberRequest
from members.profile.views import get_own_company, self_service_context, submitted_data


def change_request_new(request: MemberRequest, slug: str) -> HttpResponse:
    """Ask for another name or craft entry; below, what was asked and answered."""
    company = get_own_company(request, slug)
    form = ChangeRequestForm(submitted_data(request)[0], company=company)
    if form.is_valid():
        try:
            form.save(by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Request sent. A coordinator will reply by e-mail and on this page."))
            return redirect("members:change_request_new", slug)
    changes = list(company.change_requests.select_related("requested_by")[:10])
    open_request = next((change for change in changes if change.state == change.State.OPEN), None)
    answered = [change for change in changes if change is not open_request]
    more = {"form": form, "open_request": open_request, "answered": answered}
    return render(
        request, "members/change_request_form.html", self_service_context(company, "profile", **more)
    )
