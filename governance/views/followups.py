"""What is done about a resolution: it is done, not done after all, its effect is tried again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from governance import services
from governance.models import Resolution
from governance.rules.access import can_see_to
from members.rules.access import is_insider
from members.types import MemberRequest
from multifactory.lib.access import require


def _visible_resolution(request: MemberRequest, year: int, number: int) -> Resolution:
    visible = Resolution.objects.visible_to(is_insider(request.user, request.acting))
    return get_object_or_404(visible, year=year, number=number)


@require_POST
def resolution_done(request: MemberRequest, year: int, number: int) -> HttpResponse:
    resolution = _visible_resolution(request, year, number)
    require(can_see_to(request.user, request.acting, resolution))
    services.mark_done(resolution, by=request.user)
    messages.success(request, _("Noted as done. No more mails are sent about it."))
    return redirect(resolution)


@require_POST
def resolution_undone(request: MemberRequest, year: int, number: int) -> HttpResponse:
    resolution = _visible_resolution(request, year, number)
    require(request.user.is_coordinator)
    services.mark_not_done(resolution, by=request.user)
    messages.success(request, _("Noted as not done: it waits to be seen to again."))
    return redirect(resolution)


@require_POST
def resolution_effect(request: MemberRequest, year: int, number: int) -> HttpResponse:
    resolution = _visible_resolution(request, year, number)
    require(request.user.is_coordinator)
    try:
        resolution = services.retry_effect(resolution, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(resolution)
    if resolution.effect_state == Resolution.Effect.BLOCKED:
        messages.warning(request, _("It still could not be carried out: %s") % resolution.effect_note)
    elif resolution.effect_state == Resolution.Effect.DONE:
        messages.success(request, _("Carried out."))
    else:
        messages.info(request, _("This resolution carries nothing out by itself."))
    return redirect(resolution)
