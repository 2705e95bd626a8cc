"""The community of a day, read from the database for the figures."""

from datetime import date

from django.utils import timezone

from members.companies.models import Company
from members.exchange.collaborations.models import Collaboration
from members.hooks import monthly_parts
from members.principles.figures import Community, CompanyFacts, Figures, work_out
from members.principles.value_chain import Tie

FIELDS = ("field__code", "second_field__code", "third_field__code")
FACTS = ("vocation", "craft", "founded", "people_at_work", "facet_values")


def read_community(day: date | None = None) -> Community:
    """Members of a day (today) with what they say of themselves now, and what they do together that day.

    Two queries, and those of the parts.
    """
    when = day or timezone.localdate()
    companies = read_companies(when)
    crafts = {one.pk: one.craft for one in companies}
    parts = {name: number for part in monthly_parts for name, number in part(when, crafts).items()}
    return Community(when, companies, read_ties(when), parts)


def read_companies(day: date) -> list[CompanyFacts]:
    """One query."""
    rows = Company.objects.current(day).order_by("pk").values_list("pk", *FIELDS, *FACTS)
    return [
        CompanyFacts(
            pk=pk,
            fields=[code for code in fields if code],
            vocation=vocation,
            craft=craft,
            founded=founded,
            people=people,
            stages=frozenset(kept.get("stage", ())),
            materials=frozenset(kept.get("material", ())),
        )
        for pk, *fields, vocation, craft, founded, people, kept in rows
    ]


def read_ties(day: date) -> list[Tie]:
    """Collaborations that count on a day. One query."""
    rows = Collaboration.objects.confirmed_on(day).order_by("pk").values_list("giver", "taker", "kind")
    return [Tie(*row) for row in rows]


def community_figures(day: date | None = None) -> Figures:
    """Figures of the current companies without their ties, for a few words on a page. One query."""
    when = day or timezone.localdate()
    return work_out(Community(when, read_companies(when)))
