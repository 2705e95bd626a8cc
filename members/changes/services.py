"""What a company may not change itself: it asks, a coordinator answers."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from members.changes import emails
from members.changes.models import ChangeRequest, FormerSlug
from members.companies.models import RESERVED_SLUGS, Company
from members.companies.services import lock_company
from members.people.models import User
from members.profile.search import refresh_search_text

SLUG_LENGTH = 120
NAMELESS_SLUG = "company"


@transaction.atomic
def request_change(
    company: Company, *, by: User, name: str = "", craft: str = "", craft_number: str = "", note: str = ""
) -> ChangeRequest:
    """Ask for another name, another craft entry or both; one request at a time."""
    company = lock_company(company)
    if company.change_requests.filter(state=ChangeRequest.State.OPEN).exists():
        raise ValidationError(_("This company already has an open request."))
    name = " ".join(name.split())
    name = "" if name == company.name else name
    is_registered = craft == Company.Craft.REGISTERED
    if (craft, craft_number if is_registered else "") == (company.craft, company.craft_number):
        craft = ""
    if not name and not craft:
        raise ValidationError(_("Nothing has changed: edit the name or the craft register entry."))
    if name:
        _ensure_name_is_free(company, name)
    if is_registered and craft and not craft_number:
        raise ValidationError({"craft_number": _("Write the number, so that a coordinator can check it.")})
    change = ChangeRequest(
        company=company,
        name=name,
        craft=craft,
        craft_number=craft_number if craft and is_registered else "",
        note=note,
        requested_by=by,
    )
    change.full_clean()
    change.save()
    return change


def _ensure_name_is_free(company: Company, name: str) -> None:
    if Company.objects.exclude(pk=company.pk).filter(name__iexact=name).exists():
        raise ValidationError({"name": _("Another company has this name.")})


def _lock_open_request(change: ChangeRequest) -> ChangeRequest:
    """The request as it is now, its company's row locked; refused if it has been answered."""
    company = lock_company(change.company)
    change = ChangeRequest.objects.select_related("requested_by").get(pk=change.pk)
    change.company = company
    if change.state != ChangeRequest.State.OPEN:
        raise ValidationError(_("This request has already been answered."))
    return change


@transaction.atomic
def accept_change_request(change: ChangeRequest, *, by: User) -> Company:
    """Do what was asked. The old address of the page leads to the new one for ever."""
    change = _lock_open_request(change)
    company = change.company
    if change.name:
        _ensure_name_is_free(company, change.name)
        _rename(company, change.name)
    if change.craft:
        is_registered = change.craft == Company.Craft.REGISTERED
        company.craft = change.craft
        company.craft_number = change.craft_number if is_registered else ""
        company.craft_checked_on = timezone.localdate() if is_registered else None
    try:
        with transaction.atomic():
            company.save(update_fields=["name", "slug", "craft", "craft_number", "craft_checked_on"])
    except IntegrityError:  # another company took the name or the address in the same moment
        raise ValidationError(_("Another company has this name.")) from None
    refresh_search_text(company)
    _answer(change, ChangeRequest.State.ACCEPTED, by=by)
    return company


@transaction.atomic
def refuse_change_request(change: ChangeRequest, *, by: User, reason: str) -> ChangeRequest:
    """Change nothing, and say why."""
    change = _lock_open_request(change)
    change.reason = reason.strip()
    if not change.reason:
        raise ValidationError({"reason": _("Write the reason for the refusal.")})
    change.clean_fields(exclude=["company", "requested_by", "decided_by"])
    _answer(change, ChangeRequest.State.REFUSED, by=by)
    return change


def _answer(change: ChangeRequest, state: str, *, by: User) -> None:
    change.state, change.decided_by, change.decided_at = state, by, timezone.now()
    change.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    if change.requested_by is not None:
        emails.send_change_request_answered(change, change.requested_by)


def _rename(company: Company, name: str) -> None:
    """Another name, and the address made from it; the old address is kept, one of before taken back."""
    old, company.name = company.slug, name
    company.slug = free_slug(name, company)
    if company.slug != old:
        FormerSlug.objects.get_or_create(slug=old, defaults={"company": company})
        FormerSlug.objects.filter(company=company, slug=company.slug).delete()


def free_slug(name: str, company: Company | None = None) -> str:
    """The name as an address, with a number after it where others have or had that address.

    A name without Latin letters leaves a company (None: a new one) its address.
    """
    base = slugify(name)[: SLUG_LENGTH - 4].strip("-")
    if not base and company:
        return company.slug
    own = [company.pk] if company else []
    others = Company.objects.exclude(pk__in=own), FormerSlug.objects.exclude(company__in=own)
    base = base or NAMELESS_SLUG
    taken = RESERVED_SLUGS.union(
        *(rows.filter(slug__startswith=base).values_list("slug", flat=True) for rows in others)
    )
    candidates = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 2))]
    return next(slug for slug in candidates if slug not in taken)
