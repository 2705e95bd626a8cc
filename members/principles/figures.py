"""The three principles in figures, of any companies and the ties between them. Pure.

`freeze` makes a record of them that can be kept and shown beside another day's: with the method they were
worked out by, because figures of two methods say nothing side by side.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from members.companies.bands import age_band
from members.principles.craft import CraftShare, craft_share
from members.principles.disclosure import SMALLEST
from members.principles.diversity import Diversity, describe
from members.principles.life_cycle import LifeCycle, life_cycle
from members.principles.value_chain import Tie, ValueChain, value_chain
from members.profile.models import Stage

# Counted up when anything here is worked out otherwise: weights, bands, stages, what counts as a link.
METHOD = 1

Frozen = dict[str, Any]  # of whole numbers, floats, texts, lists and None: as JSON keeps it


@dataclass(frozen=True, slots=True)
class CompanyFacts:
    """What a company is counted by. `fields`: codes, the main one first, one to three."""

    pk: int
    fields: Sequence[str]
    vocation: str
    craft: str
    founded: int | None = None
    stages: frozenset[str] = frozenset()
    materials: frozenset[int] = frozenset()
    people: int | None = None


@dataclass(frozen=True)
class Community:
    """The companies of a day, the ties between them, and what apps above add: whole numbers by name."""

    day: date
    companies: Sequence[CompanyFacts]
    ties: Sequence[Tie] = ()
    parts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Figures:
    """All that is worked out of a community but what only its page shows (matrix, people at work)."""

    companies: int
    fields: Diversity
    vocation: Diversity
    age: Diversity  # of the companies that say it
    unsaid_ages: int
    craft: CraftShare
    life_cycle: LifeCycle
    value_chain: ValueChain


def work_out(community: Community) -> Figures:
    companies, year = community.companies, community.day.year
    ages = [band for one in companies if (band := age_band(one.founded, year))]
    return Figures(
        companies=len(companies),
        fields=describe([one.fields for one in companies]),
        vocation=describe([[one.vocation] for one in companies]),
        age=describe([[band] for band in ages]),
        unsaid_ages=len(companies) - len(ages),
        craft=craft_share({one.pk: one.craft for one in companies}),
        life_cycle=life_cycle([one.stages for one in companies], Stage.values),
        value_chain=value_chain({one.pk: one.stages for one in companies}, community.ties),
    )


def freeze(community: Community) -> Frozen:
    """The figures as JSON keeps them: `method`, `day` (ISO), `companies`, and what so few allow to be said.

    Fewer than three companies: nothing else. Exact fractions are [numerator, denominator]; `shannon` is in
    nats, ¹D is `effective_number`. People at work are left out: two records side by side would tell of the
    company that came between them.
    """
    frozen: Frozen = {
        "method": METHOD,
        "day": community.day.isoformat(),
        "companies": len(community.companies),
    }
    if len(community.companies) < SMALLEST:
        return frozen
    figures = work_out(community)
    craft, cycle, chain = figures.craft, figures.life_cycle, figures.value_chain
    return frozen | {
        "fields": _diversity(figures.fields),
        "vocation": _diversity(figures.vocation),
        "age": _diversity(figures.age) | {"unsaid": figures.unsaid_ages},
        "craft": {
            "registered": craft.registered,
            "self_declared": craft.self_declared,
            "none": craft.none,
            "percentage": craft.percentage,
        },
        "stages": {"companies": cycle.companies, "cover": cycle.cover, "robust": cycle.robust},
        "value_chain": {
            "linked": chain.linked,
            "links": chain.links,
            "possible": chain.possible,
            "chains": chain.chains,
        },
        "parts": dict(community.parts),
    }


def freeze_with(community: Community, applicant: CompanyFacts) -> Frozen:
    """`before` and `after` this company joins, and `change` of ¹D (None where there are too few to say one).

    The applicant has no ties yet, and its m² are not held: parts stay as they are.
    """
    joined = Community(community.day, [*community.companies, applicant], community.ties, community.parts)
    before, after = freeze(community), freeze(joined)
    return {"before": before, "after": after, "change": effective_number_change(before, after)}


def effective_number_change(before: Frozen, after: Frozen) -> float | None:
    """Δ¹D of the fields; None where one of the two is not said, or they were worked out by other methods."""
    first = before.get("fields", {}).get("effective_number")
    second = after.get("fields", {}).get("effective_number")
    if first is None or second is None or before["method"] != after["method"]:
        return None
    return second - first


def _diversity(diversity: Diversity) -> Frozen:
    low, high = diversity.range or (None, None)
    return {
        "companies": diversity.companies,
        "richness": diversity.richness,
        "shannon": diversity.shannon,
        "effective_number": diversity.effective_number,
        "low": low,
        "high": high,
        "simpson_inverse": _pair(diversity.simpson_inverse),
        "blau": _pair(diversity.blau),
        "pair_difference": _pair(diversity.pair_difference),
        "pairs_of_hundred": diversity.pairs_of_hundred,
        "evenness": diversity.evenness,
    }


def _pair(fraction: Fraction | None) -> list[int] | None:
    return None if fraction is None else [fraction.numerator, fraction.denominator]
