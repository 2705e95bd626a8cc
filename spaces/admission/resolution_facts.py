"""The companies a resolution admitted, for its page."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from members.companies.models import Company
from members.hooks import Fact

if TYPE_CHECKING:
    from governance.resolutions.models import Resolution


def admissions_decided_by(
    resolutions: Sequence["Resolution"], _is_member: bool
) -> Mapping[int, Sequence[Fact]]:
    """Of those that were carried out: a company has a page from its first day. One query."""
    done = {one.proposal_id: one.pk for one in resolutions if one.proposal_id and one.effect_state == "done"}
    proposal = "application__proposed_admissions__proposal"
    admitted = {f"{proposal}__in": done, "application__proposed_admissions__amendment": None}
    facts: dict[int, list[Fact]] = {}
    companies = Company.objects.filter(**admitted).values_list(proposal, "name", "slug", "joined_on")
    for proposal_id, name, slug, joined_on in companies if done else ():
        company = Company(slug=slug, joined_on=joined_on)
        page = "" if company.is_yet_to_join else company.get_absolute_url()
        facts.setdefault(done[proposal_id], []).append(
            Fact(_("%(company)s admitted") % {"company": name}, page)
        )
    return facts
