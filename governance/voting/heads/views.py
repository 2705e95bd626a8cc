"""The public list of heads."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import conditional_page, require_safe

from governance.voting.heads.models import PublishedHead
from governance.voting.record import moment
from multifactory.lib.public_pages.content import Scope
from multifactory.lib.public_pages.pages import public_page


@public_page(Scope.GOVERNANCE)
@login_not_required
@require_safe
@conditional_page
def heads(_request: HttpRequest) -> HttpResponse:
    """Every head that went out, a line each: round, height, head, moment. For another portal, a newspaper or
    a mailing list to keep: a line is added when a head goes out, and none is ever changed.
    """
    names = ("round__proposal", "round__number", "height", "hash", "published_at")
    rows = PublishedHead.objects.order_by("pk").values_list(*names)
    lines = (
        f"{proposal}-{number} {height} {head} {moment(at)}\n" for proposal, number, height, head, at in rows
    )
    return HttpResponse("".join(lines), content_type="text/plain; charset=utf-8")
