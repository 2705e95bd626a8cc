"""What companies of a sample do together: collaborations and joint projects."""

import uuid

from django.utils import timezone

from members.exchange.collaborations.models import Collaboration
from members.exchange.collaborations.rules import in_order
from members.exchange.collaborations.services import keep_project_collaboration
from members.exchange.projects.models import JointProject, ProjectPart
from members.exchange.projects.slugs import free_slug
from multifactory.demo.sample.collaborations import CollaborationData, ProjectData
from multifactory.demo.written import Written


def load_collaborations(written: Written) -> None:
    Collaboration.objects.bulk_create(_collaboration(written, data) for data in written.case.collaborations)
    for data in written.case.projects:
        _load_project(written, data)


def _collaboration(written: Written, data: CollaborationData) -> Collaboration:
    asker, other = written.companies[data.giver], written.companies[data.taker]
    giver, taker = in_order(asker, other, data.kind)
    is_confirmed, is_asked_by_giver = data.state != "asked", giver == asker
    return Collaboration(
        giver=giver,
        taker=taker,
        kind=data.kind,
        what=data.what,
        started_on=written.day(data.since),
        is_asked_by_giver=is_asked_by_giver,
        asked_by=written.representative(data.giver),
        confirmed_at=timezone.now() if is_confirmed else None,
        answered_by=written.representative(data.taker) if is_confirmed else None,
        is_public_by_giver=data.state == "public" or is_asked_by_giver,
        is_public_by_taker=data.state == "public" or not is_asked_by_giver,
    )


def _load_project(written: Written, data: ProjectData) -> None:
    lead = written.companies[data.lead]
    project = JointProject.objects.create(
        request_id=uuid.uuid4(),
        title=data.title,
        slug=free_slug(data.title),
        text=data.text,
        lead=lead,
        starts_on=written.day(data.start),
        ends_on=written.day_or_none(data.end),
        created_by=written.representative(data.lead),
        started_at=None if data.waits_for else timezone.now(),
    )
    for name, role, share in data.parts:
        _load_part(written, project, data, (name, role, share))


def _load_part(
    written: Written, project: JointProject, data: ProjectData, part: tuple[str, str, int]
) -> None:
    name, role, share = part
    company, has_agreed = written.companies[name], name not in data.waits_for
    ProjectPart.objects.create(
        project=project,
        company=company,
        role=role,
        share=share,
        confirmed_at=timezone.now() if has_agreed else None,
        answered_by=written.representative(name) if has_agreed else None,
        is_public=data.is_public,
    )
    if project.started_at is None or company == project.lead:
        return
    kept = keep_project_collaboration(
        project.lead,
        company,
        what=project.title,
        started_on=project.starts_on,
        ended_on=project.ends_on,
    )
    if kept is not None and data.is_public:
        kept.is_public_by_giver = kept.is_public_by_taker = True
        kept.save()
