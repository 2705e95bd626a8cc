"""What changed from one version of a proposal to another, in its words and terms."""

from governance.proposals.models import Proposal, ProposalVersion
from governance.proposals.terms import companies_in, term_lines
from governance.proposals.text_diff import DiffLine, diff_texts, fold_unchanged


def changes_between(before: ProposalVersion, after: ProposalVersion) -> list[DiffLine]:
    return fold_unchanged(diff_texts(*_full_texts(before, after)))


def last_changes(proposal: Proposal) -> tuple[int, list[DiffLine]] | None:
    """The number of the version before the present one, and what changed since; None for the first."""
    if proposal.version_count < 2:
        return None
    after, before = proposal.versions.order_by("-number")[:2]
    return before.number, changes_between(before, after)


def _full_texts(before: ProposalVersion, after: ProposalVersion) -> list[str]:
    """Words and terms of two versions; the words alone where one is older than the terms it had."""
    both = (before, after)
    words = [f"{version.title}\n\n{version.text}" for version in both]
    if before.terms is None or after.terms is None:
        return words
    companies = companies_in(version.terms for version in both)
    lines = ["\n".join(term_lines(version.terms, companies)) for version in both if version.terms]
    return [f"{text}\n\n{terms}" for text, terms in zip(words, lines, strict=True)]
