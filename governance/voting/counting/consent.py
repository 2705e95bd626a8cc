"""Consent, concern, stand aside, or objection with its reason."""

from collections.abc import Mapping

from governance.voting.counting.rule import ADOPTED, OBJECTED, REJECTED, Verdict


def decide(counts: Mapping[str, int]) -> Verdict:
    """Consent of sociocracy (Endenburg): adopted where a company consents and no objection stands.

    A concern is heard and does not stop; standing aside lets the others go on; neither is a consent. An
    objection falls only when its author changes the answer. Silence and a blank are never consent, nor do
    they make the quorum: see `explicit`.
    """
    if counts["objection"]:
        return Verdict(OBJECTED)
    return Verdict(ADOPTED if counts["consent"] else REJECTED)


def explicit(counts: Mapping[str, int], recused: int) -> int:
    """Companies that count for the quorum: every answer but a blank, and the recused, who declared it."""
    return sum(counts.values()) - counts["blank"] + recused
