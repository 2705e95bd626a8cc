"""The exchange: the list with what fits, a new listing, one of them with its answers, its end."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from members.companies.models import Company
from members.exchange.listings.filters import ListingFilter
from members.exchange.listings.forms import CloseForm, ListingForm, ReplyForm
from members.exchange.listings.found_matches import (
    first_per_listing,
    match_scores,
    shown_matches,
)
from members.exchange.listings.models import Listing, ListingKind, ListingReply
from members.exchange.listings.rules import can_reply, is_own_listing
from members.exchange.listings.services import close_listing, renew_listing, reply_to_listing
from members.exchange.listings.tokens import read_renewal_token
from members.people.current_membership import membership_in
from members.people.http import MemberRequest, insider_required
from multifactory.lib.access import require
from multifactory.lib.csv import csv_response
from multifactory.lib.forms import add_errors, post_data
from multifactory.lib.stamps import save_form

PER_PAGE = 24
MATCHES_ON_LIST, MATCHES_ON_PAGE = 3, 50

FORM_METHODS = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@insider_required
def listing_list(request: MemberRequest) -> HttpResponse:
    listing_filter = ListingFilter(request.GET, Listing.objects.open().for_list())
    if request.GET.get("format") == "csv":
        return _listings_csv(listing_filter.qs)
    company = _own_company(request)
    page = Paginator(listing_filter.qs, PER_PAGE).get_page(request.GET.get("page"))
    scores = first_per_listing(match_scores([company])) if company else []
    context = {
        "filter": listing_filter,
        "kinds": _kinds_open(),
        "page_obj": page,
        "have": [one for one in page if not one.is_need],
        "need": [one for one in page if one.is_need],
        "company": company,
        "matches": shown_matches(scores[:MATCHES_ON_LIST]),
        "match_count": len(scores),
        "fitting": {one.theirs.pk for one in scores},
        "own": _own_listings(company),
    }
    return render(request, "members/listing_list.html", context)


def _kinds_open() -> list[tuple[str, str, int]]:
    """The kinds with open listings: value, name, how many. One query."""
    counts = dict(Listing.objects.open().order_by().values_list("kind").annotate(number=Count("pk")))
    return [(kind.value, str(kind.label), counts[kind]) for kind in ListingKind if kind in counts]


def _own_listings(company: Company | None) -> QuerySet[Listing]:
    """What is not closed, those at their end first; for each how many answered."""
    if company is None:
        return Listing.objects.none()
    rows = Listing.objects.filter(company=company, closed_at__isnull=True).select_related("company")
    return rows.annotate(answers=Count("replies")).order_by("expires_on", "pk")


def _listings_csv(listings: QuerySet[Listing]) -> HttpResponse:
    header = [_("kind"), _("title"), _("company"), _("field"), _("words"), _("renewed on"), _("ends on")]
    rows = (
        (
            *(one.get_kind_display(), one.title, one.company, one.field),
            *(", ".join(term.label for term in one.terms.all()), one.renewed_on, one.expires_on),
        )
        for one in listings
    )
    return csv_response("listings.csv", header, rows)


@require_safe
@insider_required
def listing_matches(request: MemberRequest) -> HttpResponse:
    """All that fits the listings of the company one acts for."""
    company = _own_company(request)
    scores = match_scores([company]) if company else []
    page = Paginator(scores, MATCHES_ON_PAGE).get_page(request.GET.get("page"))
    context = {"company": company, "page_obj": page, "matches": shown_matches(list(page))}
    return render(request, "members/listing_matches.html", context)


@FORM_METHODS
def listing_new(request: MemberRequest) -> HttpResponse:
    """?kind= chooses what it begins with."""
    require(request.acting is not None)
    listing = Listing(company=_own_company(request), author=request.user)
    kind = request.GET.get("kind", "")
    initial = {"kind": kind if kind in ListingKind.values else "", "request_id": uuid.uuid4()}
    form = ListingForm(post_data(request), request.FILES or None, instance=listing, initial=initial)
    if form.is_valid() and save_form(form):
        messages.success(request, _("Your listing is open. You are told before it ends."))
        return redirect(form.instance)
    return render(request, "members/listing_form.html", {"form": form, "company": listing.company})


@require_safe
@insider_required
def listing_detail(request: MemberRequest, pk: int) -> HttpResponse:
    listing = _visible_listing(request, pk)
    return _detail_page(request, listing, ReplyForm(initial={"request_id": uuid.uuid4()}))


@FORM_METHODS
@insider_required
def listing_reply(request: MemberRequest, pk: int) -> HttpResponse:
    """The form stands on the page of the listing; what has ended meanwhile keeps what was typed."""
    if request.method != "POST":
        return redirect(_visible_listing(request, pk))
    listing = get_object_or_404(Listing.objects.for_list(), pk=pk)
    company = _own_company(request)
    require(company is not None)
    form = ReplyForm(request.POST)
    if company is not None and form.is_valid():
        try:
            reply_to_listing(listing, company=company, author=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Sent. They can answer to your e-mail address."))
            return redirect(listing)
    return _detail_page(request, listing, form)


def _detail_page(request: MemberRequest, listing: Listing, form: ReplyForm) -> HttpResponse:
    membership = membership_in(request, listing.company)
    company, is_own = _own_company(request), is_own_listing(membership, listing)
    scores = match_scores([company]) if company and listing.is_open else []
    pairs = [one for one in scores if listing.pk in (one.ours.pk, one.theirs.pk)]
    context = {
        "listing": listing,
        "is_own": is_own,
        "is_visible": Listing.objects.visible_to(request.user).filter(pk=listing.pk).exists(),
        "can_reply": can_reply(request.acting, listing) and not is_own,
        "form": form,
        "replies": _replies(listing, company, is_own=is_own),
        "matches": shown_matches(pairs[:MATCHES_ON_LIST]),
    }
    return render(request, "members/listing_detail.html", context)


def _replies(listing: Listing, company: Company | None, *, is_own: bool) -> QuerySet[ListingReply]:
    """All to the company of the listing; to others their own."""
    replies = listing.replies.select_related("company", "author")
    if is_own:
        return replies
    return replies.filter(company=company) if company else replies.none()


@FORM_METHODS
@insider_required
def listing_edit(request: MemberRequest, pk: int) -> HttpResponse:
    listing = _own_listing(request, pk)
    if listing.is_closed:
        return _refuse_closed(request, listing)
    form = ListingForm(post_data(request), request.FILES or None, instance=listing)
    if form.is_valid() and save_form(form):
        messages.success(request, _("Listing saved."))
        return redirect(listing)
    context = {"form": form, "company": listing.company, "listing": get_object_or_404(Listing, pk=pk)}
    return render(request, "members/listing_form.html", context)


@require_POST
@insider_required
def listing_renew(request: MemberRequest, pk: int) -> HttpResponse:
    listing = _own_listing(request, pk)
    try:
        messages.success(request, _renewed(renew_listing(listing, by=request.user)))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect(listing)


@FORM_METHODS
@insider_required
def listing_close(request: MemberRequest, pk: int) -> HttpResponse:
    listing = _own_listing(request, pk)
    if listing.is_closed:
        return _refuse_closed(request, listing)
    form = CloseForm(post_data(request), listing=listing)
    if form.is_valid():
        try:
            close_listing(listing, by=request.user, **form.values())
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _closed(form.values()["partner"]))
            return redirect("members:listing_list")
    return render(request, "members/listing_close.html", {"form": form, "listing": listing})


@login_not_required
@FORM_METHODS
def listing_renewal(request: HttpRequest, token: str) -> HttpResponse:
    """The one button of a notice. Looking changes nothing: programs that check mails follow links too."""
    found = read_renewal_token(token)
    if found is None:
        raise Http404
    listing, person, renewed_on = found
    is_waiting = not listing.is_closed and listing.renewed_on == renewed_on
    if request.method == "POST" and is_waiting:
        renew_listing(listing, by=person)
        return redirect(request.path)
    return render(request, "members/listing_renewal.html", {"listing": listing, "is_waiting": is_waiting})


# --- Parts ---


def _own_company(request: MemberRequest) -> Company | None:
    return request.acting.company if request.acting else None


def _visible_listing(request: MemberRequest, pk: int) -> Listing:
    return get_object_or_404(Listing.objects.visible_to(request.user).for_list(), pk=pk)


def _own_listing(request: MemberRequest, pk: int) -> Listing:
    """For its people: others are refused where they may see it."""
    listing = get_object_or_404(Listing.objects.for_list(), pk=pk)
    if is_own_listing(membership_in(request, listing.company), listing):
        return listing
    _visible_listing(request, pk)
    require(False)
    return listing


def _refuse_closed(request: MemberRequest, listing: Listing) -> HttpResponse:
    messages.error(request, _("This listing is closed: open a new one."))
    return redirect(listing)


def _renewed(listing: Listing) -> str:
    if listing.expires_on is None:
        return _("Thank you. It stays on the exchange.")
    return _("It is shown for %(days)d more days.") % {"days": listing.days_left}


def _closed(partner: Any) -> str:
    if partner is None:
        return _("The listing is closed.")
    return _("The listing is closed. %(company)s is asked to confirm that you work together.") % {
        "company": partner
    }
