"""Joint projects: written by the lead, agreed to by every partner, started under the project's row.

Every verb locks the project first and then, where collaborations follow, the companies in id order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.companies.models import Company
from members.exchange.collaborations.services import lock_companies
from members.exchange.projects import emails
from members.exchange.projects.models import WHOLE, JointProject, ProjectPart, ProjectPicture
from members.exchange.projects.rules import (
    MOST_PARTNERS,
    MOST_PICTURES,
    can_end_project,
    is_agreed,
    represents,
    terms_of,
)
from members.exchange.projects.slugs import free_slug
from members.exchange.projects.ties import keep_collaborations
from members.people.models import User
from multifactory.lib.images.reading import CleanImage


@dataclass(frozen=True, slots=True)
class PartTerms:
    """What a company does in a project; `share` in hundredths of a percent."""

    company: Company
    role: str
    share: int


@transaction.atomic
def create_project(
    *,
    lead: Company,
    title: str,
    role: str,
    by: User,
    request_id: UUID,
    text: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> JointProject:
    """A project with the lead's own part, all shares with it; partners follow with `set_parts`.

    The same `request_id` again returns the first and changes nothing.
    """
    lock_companies([lead])
    _ensure_represents(by, lead)
    if first := JointProject.objects.filter(request_id=request_id).first():
        return _of_same_person(first, by)
    project = JointProject(
        request_id=request_id,
        title=title,
        slug=free_slug(title),
        text=text,
        lead=lead,
        starts_on=starts_on or timezone.localdate(),
        ends_on=ends_on,
        created_by=by,
    )
    project.full_clean()
    project.save()
    own = ProjectPart(project=project, company=lead, role=role, share=WHOLE)
    own.confirmed_at, own.answered_by = timezone.now(), by
    own.full_clean()
    own.save()
    return project


@transaction.atomic
def set_parts(
    project: JointProject, parts: Sequence[PartTerms], *, by: User, seen: str | None = None
) -> JointProject:
    """Who takes part, as what and with which share, says the lead. Any change asks all the others again.

    `seen`: the terms (`terms_of`) the person has been shown; others meanwhile are refused.
    """
    project = _locked(project)
    _ensure_leads(project, by)
    before = {part.company_id: part for part in _parts(project)}
    was = terms_of(list(before.values()))
    _ensure_seen(seen, was)
    _ensure_sound(project, parts)
    rows = [_row(project, before.pop(terms.company.pk, None), terms) for terms in parts]
    if not before and terms_of(rows) == was:
        return project
    for row in rows:
        _ask_again(row, by)
    ProjectPart.objects.filter(pk__in=[part.pk for part in before.values()]).delete()
    if project.started_at is not None:
        keep_collaborations(project, [part.company for part in before.values()])
    for row in rows:
        if row.company_id != project.lead_id:
            emails.send_project_asked(row)
    return project


@transaction.atomic
def confirm_part(
    project: JointProject, *, by: User, company: Company, seen: str, is_public: bool = False
) -> JointProject:
    """A partner agrees to its part as it was shown (`terms_of`). The last one starts the project.

    A second time: nothing changes.
    """
    project = _locked(project)
    parts = _parts(project)
    part = _own_part(parts, company, by)
    if part.confirmed_at is not None:
        return project
    _ensure_running(project)
    _ensure_seen(seen, terms_of(parts))
    part.confirmed_at, part.declined_at, part.answered_by = timezone.now(), None, by
    part.is_public = is_public
    part.save(update_fields=["confirmed_at", "declined_at", "answered_by", "is_public"])
    if is_agreed(parts):
        _start(project, parts)
    return project


@transaction.atomic
def decline_part(project: JointProject, *, by: User, company: Company) -> JointProject:
    """A partner does not agree; the lead is told. A second time: nothing changes."""
    project = _locked(project)
    part = _own_part(_parts(project), company, by)
    if part.declined_at is not None:
        return project
    if part.confirmed_at is not None:
        raise ValidationError(_("You have already agreed: ask the lead to change the parts."))
    part.declined_at, part.answered_by = timezone.now(), by
    part.save(update_fields=["declined_at", "answered_by"])
    emails.send_project_declined(part)
    return project


@transaction.atomic
def set_project_public(project: JointProject, *, by: User, company: Company, is_public: bool) -> JointProject:
    """Whether a partner shows it to everybody; it is public while all do."""
    project = _locked(project)
    part = _own_part(_parts(project), company, by)
    part.is_public = is_public
    part.save(update_fields=["is_public"])
    return project


@transaction.atomic
def update_project(
    project: JointProject, *, title: str, text: str, starts_on: date, ends_on: date | None, by: User
) -> JointProject:
    """Other words or days; the collaborations of a project that has started follow its days."""
    project = _locked(project)
    _ensure_leads(project, by)
    project.title, project.text, project.starts_on, project.ends_on = title, text, starts_on, ends_on
    project.full_clean()
    project.save(update_fields=["title", "text", "starts_on", "ends_on"])
    if project.started_at is not None:
        keep_collaborations(project, [part.company for part in _parts(project)])
    return project


@transaction.atomic
def end_project(project: JointProject, *, by: User) -> JointProject:
    """It ends today, or is called off before it began. Again: nothing new."""
    project = _locked(project)
    if project.is_over:
        return project
    parts, places = _parts(project), list(by.memberships.current())
    if not can_end_project(project, parts, places, is_coordinator=by.is_coordinator):
        raise ValidationError(_("Only who represents %(company)s can do this.") % {"company": project.lead})
    project.ends_on = max(timezone.localdate(), project.starts_on)
    project.save(update_fields=["ends_on"])
    if project.started_at is not None:
        keep_collaborations(project, [part.company for part in parts])
    for part in parts:
        if part.company_id != project.lead_id:
            emails.send_project_ended(part)
    return project


@transaction.atomic
def add_picture(project: JointProject, *, image: CleanImage, alt: str, by: User) -> ProjectPicture:
    project = _locked(project)
    _ensure_leads(project, by)
    if project.pictures.count() >= MOST_PICTURES:
        raise ValidationError(_("There is room for %(count)d pictures.") % {"count": MOST_PICTURES})
    picture = ProjectPicture(project=project, alt=alt)
    picture.store(image)
    return picture


@transaction.atomic
def delete_picture(picture: ProjectPicture, *, by: User) -> None:
    _ensure_leads(_locked(picture.project), by)
    picture.delete()


# --- Parts ---


def _locked(project: JointProject) -> JointProject:
    return JointProject.objects.select_for_update(of=("self",)).select_related("lead").get(pk=project.pk)


def _parts(project: JointProject) -> list[ProjectPart]:
    return list(project.parts.select_related("company", "project__lead"))


def _of_same_person(project: JointProject, by: User) -> JointProject:
    if project.created_by_id != by.pk:
        raise ValidationError(_("This form was used by someone else. Open it again."))
    return project


def _own_part(parts: Sequence[ProjectPart], company: Company, by: User) -> ProjectPart:
    _ensure_represents(by, company)
    part = next((one for one in parts if one.company_id == company.pk), None)
    if part is None:
        raise ValidationError(_("%(company)s takes no part in this project.") % {"company": company})
    return part


def _row(project: JointProject, before: ProjectPart | None, terms: PartTerms) -> ProjectPart:
    row = before or ProjectPart(project=project, company=terms.company)
    row.role, row.share = terms.role, terms.share
    return row


def _ask_again(part: ProjectPart, by: User) -> None:
    """Nobody has agreed to what it says now, but the lead, who says it."""
    is_leads = part.company_id == part.project.lead_id
    part.confirmed_at = timezone.now() if is_leads else None
    part.answered_by = by if is_leads else None
    part.declined_at = None
    part.full_clean()
    part.save()


def _start(project: JointProject, parts: Sequence[ProjectPart]) -> None:
    is_first = project.started_at is None
    if is_first:
        project.started_at = timezone.now()
        project.save(update_fields=["started_at"])
    keep_collaborations(project, [part.company for part in parts])
    for part in parts:
        emails.send_project_started(part)


def _ensure_represents(by: User, company: Company) -> None:
    places = by.memberships.current().filter(company=company)
    if not any(represents(place, company.pk) for place in places):
        raise ValidationError(_("Only who represents %(company)s can do this.") % {"company": company})


def _ensure_leads(project: JointProject, by: User) -> None:
    _ensure_represents(by, project.lead)
    _ensure_running(project)


def _ensure_running(project: JointProject) -> None:
    if project.is_over:
        raise ValidationError(_("This project has ended."))


def _ensure_seen(seen: str | None, terms: str) -> None:
    if seen is not None and seen != terms:
        text = _("The parts have changed since you opened the page. Look at them again.")
        raise ValidationError(text, code="stale")


def _ensure_sound(project: JointProject, parts: Sequence[PartTerms]) -> None:
    ids = [terms.company.pk for terms in parts]
    if len(ids) != len(set(ids)):
        raise ValidationError(_("Each company has one part."))
    if project.lead_id not in ids:
        raise ValidationError(_("The lead has a part too."))
    if len(ids) > MOST_PARTNERS:
        raise ValidationError(_("There is room for %(count)d companies.") % {"count": MOST_PARTNERS})
    members = set(Company.objects.current().filter(pk__in=ids).values_list("pk", flat=True))
    for terms in parts:
        if terms.company.pk not in members:
            text = _("%(company)s is not a member company.")
            raise ValidationError(text % {"company": terms.company})
