"""What came of a round, in a sentence for the book; worded when read."""

from collections.abc import Callable

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.proposals.choices import Outcome
from governance.voting.counting.answers import choices_of
from governance.voting.models import Vote
from governance.voting.result import Result

_Count = Callable[[int], str]
_COUNTS: dict[str, _Count] = {
    Vote.Choice.YES: lambda n: ngettext("%(n)s yes", "%(n)s yes", n),
    Vote.Choice.NO: lambda n: ngettext("%(n)s no", "%(n)s no", n),
    Vote.Choice.ABSTAIN: lambda n: ngettext("%(n)s abstention", "%(n)s abstentions", n),
    Vote.Choice.CONSENT: lambda n: ngettext("%(n)s consent", "%(n)s consents", n),
    Vote.Choice.CONCERN: lambda n: ngettext(
        "%(n)s consent with a concern", "%(n)s consents with a concern", n
    ),
    Vote.Choice.ASIDE: lambda n: ngettext("%(n)s lets the others decide", "%(n)s let the others decide", n),
    Vote.Choice.OBJECTION: lambda n: ngettext("%(n)s objection", "%(n)s objections", n),
    Vote.Choice.BALLOT: lambda n: ngettext("%(n)s vote", "%(n)s votes", n),
    Vote.Choice.BLANK: lambda n: ngettext("%(n)s blank", "%(n)s blank", n),
}
_ALWAYS = (Vote.Choice.YES, Vote.Choice.NO, Vote.Choice.CONSENT, Vote.Choice.OBJECTION, Vote.Choice.BALLOT)


def outcome_sentence(result: Result) -> str:
    """Adopted: 24 yes, 6 no, 3 abstentions. 33 of 41 companies took part, 21 had to."""
    tally, turnout = result.tally, result.turnout
    counts = [
        _COUNTS[choice](tally.counts[choice]) % {"n": tally.counts[choice]}
        for choice in choices_of(tally.method)
        if tally.counts[choice] or choice in _ALWAYS
    ]
    names = {"outcome": capfirst(str(Outcome(tally.outcome).label)), "counts": ", ".join(counts)}
    parts = [_("%(outcome)s: %(counts)s.") % names]
    if result.winners:
        parts.append(_("Chosen: %(names)s.") % {"names": ", ".join(result.winners)})
    took_part = ngettext(
        "%(taken_part)s of %(entitled)s company took part; at least %(quorum)s needed.",
        "%(taken_part)s of %(entitled)s companies took part; at least %(quorum)s needed.",
        turnout.companies,
    )
    numbers = {
        "taken_part": turnout.taken_part,
        "entitled": turnout.companies,
        "quorum": turnout.needed,
    }
    return " ".join([*parts, took_part % numbers])
