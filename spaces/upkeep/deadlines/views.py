"""Deadlines: what is late, what is due, who is responsible, when it was done last."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from members.companies.models import Company
from members.people.http import MemberRequest, insider_required
from multifactory.lib.access import require
from multifactory.lib.formats import format_day
from multifactory.lib.forms import add_errors, post_data
from multifactory.lib.papers import paper_response
from spaces.upkeep.deadlines.filters import DeadlineFilter
from spaces.upkeep.deadlines.forms import DoneWithPaperForm
from spaces.upkeep.deadlines.models import Deadline, DeadlineDone
from spaces.upkeep.deadlines.rules import can_record_done
from spaces.upkeep.deadlines.services import record_done

PER_PAGE = 50
DONE_PER_PAGE = 20


def _own_company(request: MemberRequest) -> Company | None:
    return request.acting.company if request.acting else None


@require_safe
@insider_required
def deadline_list(request: MemberRequest) -> HttpResponse:
    company, today = _own_company(request), timezone.localdate()
    deadlines = DeadlineFilter(
        request.GET, Deadline.objects.standing(today).for_list(), company=company.pk if company else None
    )
    page = Paginator(deadlines.qs, PER_PAGE).get_page(request.GET.get("page"))
    is_narrowed = any(request.GET.get(name) for name in deadlines.filters)
    context = {
        "form": deadlines.form,
        "is_narrowed": is_narrowed,
        "page_obj": page,
        "late": 0 if is_narrowed else Deadline.objects.late(today).count(),
    }
    return render(request, "spaces/deadline_list.html", context)


@require_safe
@insider_required
def deadline_detail(request: MemberRequest, pk: int) -> HttpResponse:
    deadline = get_object_or_404(Deadline.objects.for_list(), pk=pk)
    done = Paginator(deadline.done.for_list(), DONE_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "deadline": deadline,
        "page_obj": done,
        "can_record": can_record_done(request.user, request.acting, deadline),
    }
    return render(request, "spaces/deadline_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def deadline_done(request: MemberRequest, pk: int) -> HttpResponse:
    deadline = get_object_or_404(Deadline.objects.for_list(), pk=pk)
    require(can_record_done(request.user, request.acting, deadline))
    form = DoneWithPaperForm(post_data(request), request.FILES or None, deadline=deadline)
    if form.is_valid():
        company = _own_company(request)
        is_own = company is not None and company.pk == deadline.responsible_id
        try:
            record_done(deadline, by=request.user, company=company if is_own else None, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            deadline.refresh_from_db(fields=["next_on"])
            text = _("Thank you. It is due again on %(day)s.")
            messages.success(request, text % {"day": format_day(deadline.next_on)})
            return redirect(deadline)
    return render(request, "spaces/deadline_done.html", {"deadline": deadline, "form": form})


@require_safe
@insider_required
def deadline_paper(_request: MemberRequest, pk: int, done_pk: int) -> FileResponse:
    rows = DeadlineDone.objects.exclude(paper="").select_related("deadline")
    done = get_object_or_404(rows, deadline=pk, pk=done_pk)
    return paper_response(done.paper, name=f"{done.deadline} {done.day}", kind=done.paper_kind)
