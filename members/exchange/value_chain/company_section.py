"""Whom a company works with, on its page."""

from django.utils.translation import gettext as _

from members.companies.models import Company
from members.exchange.collaborations.models import Collaboration
from members.exchange.collaborations.rules import side_of
from members.hooks import Section


def works_with_section(company: Company, is_insider: bool) -> Section | None:
    """Visitors see what both companies show; without any, members alone see the section, of a company that
    has not left. One query."""
    rows = Collaboration.objects.visible_to(is_insider).of_company(company).for_list()
    ties = [(one.other(company), side_of(one, company), one) for one in rows]
    ties.sort(key=lambda tie: (tie[1], tie[0].name.casefold()))
    if not ties and (company.left_on or not is_insider):
        return None
    return Section(
        _("Works with"),
        "members/_company_ties.html",
        {"ties": ties, "is_insider": is_insider},
        anchor="works-with",
    )
