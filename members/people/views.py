"""People of a company, and invitations."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from members.companies.models import Company
from members.companies.rules import has_left
from members.hooks import company_links
from members.people.current_membership import MEMBERSHIP_SESSION_KEY, membership_in
from members.people.forms import InvitationForm
from members.people.http import MemberRequest, PortalRequest
from members.people.invitations import (
    INVITATION_SESSION_KEY,
    invitation_from_token,
    place_change_from_token,
)
from members.people.models import Invitation, Membership, User
from members.people.place_changes import answers_to, confirm_change, object_to_change
from members.people.place_models import PlaceChange
from members.people.rules import (
    can_confirm_change,
    can_end_membership,
    can_manage_people,
    can_object_to_change,
    can_see_people,
)
from members.people.services import (
    accept_invitation,
    change_role,
    end_membership,
    invite_all,
    withdraw_invitation,
)
from multifactory.lib.access import require

PEOPLE_A_PAGE = 50
CHANGES_SHOWN = 20


@require_safe
def people_list(request: MemberRequest, slug: str) -> HttpResponse:
    company = get_object_or_404(Company.objects.current(), slug=slug)
    mine = membership_in(request, company)
    require(can_see_people(mine, company))
    can_manage = can_manage_people(mine, company)
    memberships = (
        company.memberships.current().select_related("user", "company").order_by("-role", "user__name")
    )
    page = Paginator(memberships, PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    changes = PlaceChange.objects.of_company(company)[:CHANGES_SHOWN]
    open_invitations = company.invitations.open().select_related("invited_by") if can_manage else []
    context = {
        "company": company,
        "page_obj": page,
        "people": [(membership, can_end_membership(mine, membership)) for membership in page],
        "changes": [answers_to(change, mine) for change in changes],
        "invitations": open_invitations,
        "can_manage": can_manage,
        "links": [link_for(company) for link_for in company_links] if can_manage else [],
    }
    return render(request, "members/people_list.html", context)


@require_POST
def place_change_confirm(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    company = get_object_or_404(Company.objects.current(), slug=slug)
    mine = membership_in(request, company)
    require(can_see_people(mine, company))
    change = get_object_or_404(PlaceChange.objects.of_company(company), pk=pk)
    try:
        change = confirm_change(change, mine=mine)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Confirmed: %(what)s.") % {"what": change})
    has_left_now = change.kind == PlaceChange.Kind.ENDED and not change.is_waiting
    return redirect("dashboard") if has_left_now else redirect("members:people_list", slug)


@require_POST
def place_change_object(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    company = get_object_or_404(Company.objects.current(), slug=slug)
    mine = membership_in(request, company)
    require(can_manage_people(mine, company))
    change = get_object_or_404(PlaceChange.objects.of_company(company), pk=pk)
    _object(request, change, mine)
    return redirect("members:people_list", slug)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def place_change(request: PortalRequest, token: str) -> HttpResponse:
    """Where the link in the mail leads: what was changed, and the button to object. Only the button acts."""
    change = place_change_from_token(token)
    if change is None:
        raise Http404
    mine = membership_in(request, change.membership.company)
    if request.method == "POST":
        _object(request, change, mine if mine and can_object_to_change(mine, change) else None)
        return redirect(request.path)
    context = {
        "change": change,
        "company": change.membership.company,
        "is_insider": mine is not None,
        "can_confirm": mine is not None and can_confirm_change(mine, change),
        "can_object": can_object_to_change(None, change),
    }
    return render(request, "members/place_change.html", context)


def _object(request: HttpRequest, change: PlaceChange, mine: Membership | None) -> None:
    try:
        object_to_change(change, mine=mine)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request, _("Your objection has been recorded, and the coordinator will be notified.")
        )


def invitation_new(request: MemberRequest, slug: str) -> HttpResponse:
    company = get_object_or_404(Company.objects.current(), slug=slug)
    require(can_manage_people(membership_in(request, company), company))
    form = InvitationForm(request.POST or None)
    outcomes: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        outcomes = invite_all(company, **form.cleaned_data, by=request.user)
        refused = [email for email, refusal in outcomes if refusal]
        if len(outcomes) > 1:  # a table of what became of each; those refused are there to be corrected
            form = InvitationForm(initial={"emails": "\n".join(refused), "role": form.cleaned_data["role"]})
        elif refused:
            form.add_error("emails", outcomes.pop()[1])
        else:
            messages.success(request, _("Invitation sent to %(email)s.") % {"email": outcomes[0][0]})
            return redirect("members:people_list", slug)
    context = {"form": form, "company": company, "outcomes": outcomes}
    return render(request, "members/invitation_form.html", context)


@require_POST
def invitation_withdraw(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    company = get_object_or_404(Company.objects.current(), slug=slug)
    require(can_manage_people(membership_in(request, company), company))
    invitation = get_object_or_404(company.invitations, pk=pk)
    if withdraw_invitation(invitation):
        messages.success(request, _("Invitation to %(email)s withdrawn.") % {"email": invitation.email})
    else:
        messages.info(request, _("This invitation was no longer open."))
    return redirect("members:people_list", slug)


@require_POST
def role_change(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    company = get_object_or_404(Company.objects.current(), slug=slug)
    require(can_manage_people(membership_in(request, company), company))
    membership = get_object_or_404(company.memberships.current(), pk=pk)
    try:
        membership = change_role(membership, role=request.POST.get("role", ""), by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        done = {"person": membership.user, "role": membership.role_in_force}
        messages.success(request, _("%(person)s: now %(role)s.") % done)
    return redirect("members:people_list", slug)


def membership_end(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    company = get_object_or_404(Company.objects.current(), slug=slug)
    mine = membership_in(request, company)
    require(can_see_people(mine, company))
    membership = get_object_or_404(company.memberships.current().select_related("user", "company"), pk=pk)
    require(can_end_membership(mine, membership))
    is_mine = mine is not None and mine.pk == membership.pk
    if request.method == "POST":
        try:
            end_membership(membership, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            done = {"person": membership.user, "company": company}
            messages.success(request, _("%(person)s is no longer in %(company)s.") % done)
            return redirect("dashboard") if is_mine else redirect("members:people_list", slug)
    context = {"membership": membership, "company": company, "is_mine": is_mine}
    return render(request, "members/membership_confirm_end.html", context)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Shows the invitation; only the button acts, since mail scanners open every link."""
    invitation = invitation_from_token(token)
    if invitation is None:
        return _invitation_refused(request, "unknown", status=404)
    if not invitation.is_open or has_left(invitation.company):
        return _invitation_refused(request, _reason_closed(invitation), status=410, invitation=invitation)
    has_account = User.objects.filter(email__iexact=invitation.email).exists()
    if request.method == "POST":
        return _follow_invitation(request, invitation, has_account=has_account)
    addresses = request.user.all_addresses() if request.user.is_authenticated else {invitation.email.lower()}
    context = {
        "invitation": invitation,
        "company": invitation.company,
        "has_account": has_account,
        "is_other_address": invitation.email.lower() not in addresses,
    }
    return render(request, "members/invitation_accept.html", context)


def _reason_closed(invitation: Invitation) -> str:
    if invitation.accepted_at:
        return "accepted"
    return "withdrawn" if invitation.withdrawn_at or has_left(invitation.company) else "expired"


def _invitation_refused(
    request: HttpRequest, reason: str, *, status: int, invitation: Invitation | None = None
) -> HttpResponse:
    context = {"reason": reason, "invitation": invitation}
    return render(request, "members/invitation_refused.html", context, status=status)


def _follow_invitation(request: HttpRequest, invitation: Invitation, *, has_account: bool) -> HttpResponse:
    """Accept for who is logged in; else keep it in the session, for the log-in or the sign-up to accept."""
    if request.user.is_authenticated:
        try:
            membership = accept_invitation(invitation, user=request.user)
        except ValidationError as error:
            if invitation.is_open:
                messages.error(request, " ".join(error.messages))
            return redirect(request.path)  # or somebody changed it meanwhile: the page says how
        request.session[MEMBERSHIP_SESSION_KEY] = membership.pk
        messages.success(request, _("Welcome to %(company)s.") % {"company": invitation.company})
        return redirect(invitation.company)
    request.session[INVITATION_SESSION_KEY] = invitation.pk
    if has_account or "log_in" in request.POST:
        return redirect("account_login")
    get_adapter().stash_verified_email(request, invitation.email)
    return redirect("account_signup")
