"""Pages of the applicant, who holds the link of a mail instead of an account."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from members.applications.models import Application
from members.people.http import PortalRequest


@login_not_required
@never_cache
@require_safe
def join_follow(request: PortalRequest, link: str) -> HttpResponse:
    application = get_object_or_404(Application.objects.for_page().by_link(link))
    return render(request, "members/join_follow.html", {"application": application})
