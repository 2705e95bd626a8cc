"""The page where one makes and revokes links to calendars."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from members.people.http import MemberRequest, insider_required
from multifactory.lib.forms import add_errors, post_data
from multifactory.portal.calendars.forms import LinkForm
from multifactory.portal.calendars.models import CalendarLink
from multifactory.portal.calendars.rules import has_maker_left, is_opening
from multifactory.portal.calendars.services import create_link, revoke_link

SHOWN_ONCE = "new_calendar_link"


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def calendar_list(request: MemberRequest) -> HttpResponse:
    form = LinkForm(post_data(request), user=request.user, initial=_initial(request))
    if form.is_valid():
        try:
            words = {name: form.cleaned_data[name] for name in ("label", "language", "request_id")}
            link, token = create_link(form.target(), by=request.user, **words)
        except ValidationError as error:
            add_errors(form, error)
        else:
            if token:
                request.session[SHOWN_ONCE] = {"link": link.pk, "path": link.path(token)}
            return redirect("calendar_list")
    links = list(CalendarLink.objects.visible_to(request.user).for_list())
    context = {
        "form": form,
        "new": _shown_once(request, links),
        "links": [(link, is_opening(link), has_maker_left(link)) for link in links],
        "own": request.user,
    }
    return render(request, "calendars/calendar_list.html", context)


def _initial(request: MemberRequest) -> dict[str, object]:
    """`?opens=space-7` comes from the page of a space."""
    return {"request_id": uuid.uuid4(), "opens": request.GET.get("opens", "")}


def _shown_once(request: MemberRequest, links: list[CalendarLink]) -> dict[str, object] | None:
    """The address of the link just made: kept from the form to the page that follows it, and no longer."""
    if request.method != "GET" or SHOWN_ONCE not in request.session:
        return None
    kept = request.session.pop(SHOWN_ONCE)
    link = next((link for link in links if link.pk == kept["link"]), None)
    return {"link": link, "address": settings.SITE_URL + kept["path"]} if link else None


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def calendar_revoke(request: MemberRequest, pk: int) -> HttpResponse:
    links = CalendarLink.objects.visible_to(request.user).for_list()
    link = get_object_or_404(links, pk=pk)
    if request.method == "POST":
        revoke_link(link, by=request.user)
        messages.success(request, _("The link is revoked and opens nothing any more."))
        return redirect("calendar_list")
    return render(request, "calendars/calendar_confirm_revoke.html", {"link": link})
