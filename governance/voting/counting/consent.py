"""Consent, concern, let the others decide, or objection with its reason."""

from collections.abc import Mapping

from governance.voting.counting.motion import Counts, has_majority
from governance.voting.counting.rule import ADOPTED, OBJECTED, REJECTED, Electorate, Rule, Verdict


def decide(counts: Mapping[str, int], electorate: Electorate, rule: Rule) -> Verdict:
    """Consent of sociocracy (Endenburg), which never lowers the matter's majority.

    Adopted where a company consents, no objection stands, and consents with concerns reach the matter's
    fraction of its base; those that let the others decide, and blanks, abstain. An objection falls only when
    its author changes the answer. Silence is never consent. In version 1 the fraction was not asked.
    """
    answers = as_motion(counts)
    details = {"as_motion": answers} if rule.version > 1 else {}
    if counts["objection"]:
        return Verdict(OBJECTED, details=details)
    is_enough = rule.version == 1 or has_majority(Counts(electorate, **answers, blank=counts["blank"]), rule)
    return Verdict(ADOPTED if counts["consent"] and is_enough else REJECTED, details=details)


def as_motion(counts: Mapping[str, int]) -> dict[str, int]:
    yes = counts["consent"] + counts["concern"]
    return {"yes": yes, "no": counts["objection"], "abstain": counts["aside"]}


def explicit(counts: Mapping[str, int], recused: int) -> int:
    """Companies that count for the quorum of version 1: every answer but a blank, and the recused."""
    return sum(counts.values()) - counts["blank"] + recused
