"""Who takes a paper, and what is on the papers."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from governance.assemblies.secrecy.forms import PaperCountForm
from governance.assemblies.secrecy.paper_votes import ON_PAPER, count_papers, give_paper
from governance.assemblies.secrecy.scrutineers import is_scrutineer
from governance.assemblies.secrecy.services import count_urn
from governance.assemblies.secrecy.urn_panel import open_secret_round
from governance.assemblies.secrecy.urn_views import get_assembly, get_open_round
from governance.voting.in_assembly import attendance_in
from governance.voting.models import RollEntry, VotingRound
from members.people.http import MemberRequest, insider_required
from members.people.models import User
from multifactory.lib.access import require
from multifactory.lib.forms import add_errors, post_data


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def assembly_papers(request: MemberRequest, year: int, number: int) -> HttpResponse:
    """While the vote is open, who takes a paper; once it is closed, the own count of them."""
    assembly = get_assembly(year, number)
    require(is_scrutineer(request.user, assembly))
    voting_round = open_secret_round(assembly)
    if voting_round is None or voting_round.cast_by not in ON_PAPER:
        messages.info(request, _("No vote with printed ballots is open now."))
        return redirect("governance:assembly_urn", year, number)
    form = PaperCountForm(post_data(request), voting_round=voting_round)
    if request.method == "POST" and form.is_valid():
        try:
            count_papers(voting_round, form.cleaned_data["counts"], by=request.user)
            messages.success(request, _after_count(voting_round, request.user))
        except ValidationError as error:
            add_errors(form, error)
        else:
            return redirect("governance:assembly_urn", year, number)
    is_shut = voting_round.urn.closed_at is not None
    context = {
        "assembly": assembly,
        "round": voting_round,
        "is_shut": is_shut,
        "form": form,
        "entries": [] if is_shut else _entries(voting_round),
    }
    return render(request, "governance/assemblies/papers.html", context)


def _entries(voting_round: VotingRound) -> list[tuple[RollEntry, bool]]:
    """Who is there and may vote, and whether it has taken part."""
    there = attendance_in(voting_round).present
    entries = voting_round.roll.filter(standing=RollEntry.Standing.ENTITLED, company__in=there)
    found = entries.select_related("company", "participation").order_by("company__name")
    return [(entry, hasattr(entry, "participation")) for entry in found]


def _after_count(voting_round: VotingRound, user: User) -> str:
    """Where all vote on paper two equal counts are the result; with an urn it is opened then.

    ValidationError where the two differ: both stay, until one of the two counts again.
    """
    if voting_round.cast_by == VotingRound.CastBy.PAPER and voting_round.paper_counts.count() == 2:
        count_urn(voting_round, by=user)
        return _("The votes are counted.")
    return _("Your count is recorded. It is compared with that of another scrutineer.")


@require_POST
@insider_required
def assembly_paper_give(request: MemberRequest, year: int, number: int, company: int) -> HttpResponse:
    assembly = get_assembly(year, number)
    require(is_scrutineer(request.user, assembly))
    voting_round = get_open_round(assembly)
    entry = get_object_or_404(voting_round.roll.select_related("company"), company=company)
    try:
        is_new = give_paper(voting_round, entry, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        text = _("%(company)s takes a printed ballot.") if is_new else _("%(company)s has already voted.")
        (messages.success if is_new else messages.error)(request, text % {"company": entry.company})
    return redirect("governance:assembly_papers", year, number)
