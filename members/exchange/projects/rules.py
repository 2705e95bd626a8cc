"""Who may do what to a joint project, and when it starts. Nothing here reads the database."""

from collections.abc import Sequence
from hashlib import sha256

from members.companies.rules import has_left
from members.exchange.projects.models import WHOLE, JointProject, ProjectPart
from members.people.models import Membership

MOST_PARTNERS = 12
MOST_PICTURES = 12


def is_agreed(parts: Sequence[ProjectPart]) -> bool:
    """Every part is confirmed, of two companies or more, and the shares are exactly the whole."""
    confirmed = all(part.confirmed_at is not None for part in parts)
    return len(parts) > 1 and confirmed and missing_share(parts) == 0


def missing_share(parts: Sequence[ProjectPart]) -> int:
    """What the shares lack of the whole, in hundredths of a percent; below 0 where they are too much."""
    return WHOLE - sum(part.share for part in parts)


def terms_of(parts: Sequence[ProjectPart]) -> str:
    """A fingerprint of what the partners agree to: who takes part, as what, with which share."""
    rows = sorted((part.company_id, part.role, part.share) for part in parts)
    return sha256(repr(rows).encode()).hexdigest()[:16]


def represents(place: Membership | None, company_id: int) -> bool:
    return place is not None and place.company_id == company_id and place.is_representative


def can_edit_project(project: JointProject, places: Sequence[Membership]) -> bool:
    """Who represents the lead, as long as it is not over."""
    return not project.is_over and any(represents(place, project.lead_id) for place in places)


def can_end_project(
    project: JointProject, parts: Sequence[ProjectPart], places: Sequence[Membership], *, is_coordinator: bool
) -> bool:
    """The lead and coordinators; once the lead has left, also every partner that has agreed to its part."""
    if project.is_over:
        return False
    enders = {project.lead_id}
    if has_left(project.lead):
        enders |= {part.company_id for part in parts if part.confirmed_at is not None}
    return is_coordinator or any(represents(place, pk) for place in places for pk in enders)


def part_of(parts: Sequence[ProjectPart], places: Sequence[Membership]) -> ProjectPart | None:
    """The part that a person answers for: of a company they represent, the open ones first."""
    own = {place.company_id for place in places if place.is_representative}
    mine = [part for part in parts if part.company_id in own]
    return min(mine, key=lambda part: part.confirmed_at is not None, default=None)
