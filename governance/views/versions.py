"""Versions of a proposal and the difference between any two."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from governance.forms import ComparisonForm
from governance.models import ProposalVersion
from governance.rules.difference import difference, folded
from governance.views.pages import visible_proposal
from members.rules.access import is_insider
from members.types import MemberRequest
from multifactory.lib.access import require


@require_safe
def version_list(request: MemberRequest, pk: int) -> HttpResponse:
    require(is_insider(request.user, request.acting))
    proposal = visible_proposal(request, pk)
    versions = list(proposal.versions.select_related("author", "amendment__company").order_by("number"))
    form = ComparisonForm(request.GET, numbers=[one.number for one in versions])
    by_number = {one.number: one for one in versions}
    context = {"proposal": proposal, "versions": list(reversed(versions)), "form": form}
    if form.is_valid():
        before, after = (by_number[form.cleaned_data[name]] for name in ("before", "after"))
        context |= {
            "before": before,
            "after": after,
            "lines": folded(difference(_whole(before), _whole(after))),
        }
    return render(request, "governance/version_list.html", context)


def _whole(version: ProposalVersion) -> str:
    return f"{version.title}\n\n{version.text}"
