"""What no rulebook lowers: the floors of the law, and the ways of voting that may decide a matter at all."""

from itertools import combinations

from django.db.models import CheckConstraint, F, Q
from django.db.models.lookups import GreaterThanOrEqual
from django.utils.translation import gettext_lazy as _

from governance.proposals.choices import Matter, Method

# Beside a motion, which always decides; in the order in which a list of ways is kept.
WAYS_TO_GRANT = (Method.CONSENT, Method.RANKED, Method.APPROVAL)


def default_ways() -> list[str]:
    return [Method.MOTION.value]


def sort_ways(ways: object) -> list[str]:
    """A motion and those granted, each once, as the database keeps them; whatever else is left out."""
    granted = set(ways) if isinstance(ways, (list, tuple, set)) else set()
    return [Method.MOTION.value, *(way.value for way in WAYS_TO_GRANT if way.value in granted)]


def _lists_of(*granted: Method) -> list[list[str]]:
    """Every list of ways that grants some or none of these."""
    numbers = range(len(granted) + 1)
    return [sort_ways([way.value for way in some]) for n in numbers for some in combinations(granted, n)]


def _is_one_of(lists: list[list[str]]) -> Q:
    found = Q()
    for ways in lists:
        found |= Q(ways=ways)
    return found


MATTER_RULE_FLOORS = [
    CheckConstraint(
        condition=_is_one_of(_lists_of(*WAYS_TO_GRANT)),
        name="matter_rule_ways",
        violation_error_message=_(
            "Yes or no can always decide; besides it, tick whether consent, ranking or approval can."
        ),
    ),
    CheckConstraint(
        condition=Q(matter__in=[matter.value for matter in Matter if matter.takes_choices])
        | _is_one_of(_lists_of(Method.CONSENT)),
        name="matter_rule_no_choice",
        violation_error_message=_(
            "The statute, a dissolution, the rules and the accounts are decided by yes or no, or by consent."
        ),
    ),
    CheckConstraint(
        condition=GreaterThanOrEqual(F("quorum_numerator") * 2, F("quorum_denominator")),
        name="matter_rule_half_takes_part",
        violation_error_message=_("At least half must take part in the first call (civil code, art. 21)."),
    ),
    CheckConstraint(
        condition=~Q(matter__in=[Matter.STATUTE.value, Matter.DISSOLUTION.value]) | Q(quorum_of="members"),
        name="matter_rule_statute_of_members",
        violation_error_message=_(
            "The quorum of the statute and a dissolution is a part of all members (civil code, art. 21)."
        ),
    ),
    CheckConstraint(
        condition=~Q(matter=Matter.DISSOLUTION.value)
        | Q(base="all") & Q(GreaterThanOrEqual(F("numerator") * 4, F("denominator") * 3)),
        name="matter_rule_dissolution",
        violation_error_message=_(
            "A dissolution needs at least three quarters of all member companies (civil code, art. 21)."
        ),
    ),
]
