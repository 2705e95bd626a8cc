"""The effect of an election: the terms of those elected begin, and those of the term before end."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from governance.assemblies.elections.forms import ProposedElectionForm
from governance.assemblies.elections.models import Candidacy, ProposedElection
from governance.assemblies.elections.rules import takes_candidates
from governance.assemblies.elections.services import start_terms
from governance.hooks import Effect
from governance.offices.models import Office
from governance.proposals.choices import Matter
from multifactory.lib.formats import format_day

if TYPE_CHECKING:
    from governance.resolutions.models import Resolution


class ElectionEffect(Effect):
    key = "election"
    matters = (Matter.ELECTION,)
    label = gettext_lazy("Elect persons to an office")
    form_class = ProposedElectionForm
    has_candidates = True

    def rows(self, proposal: Any) -> QuerySet[ProposedElection]:
        return ProposedElection.objects.filter(proposal=proposal).select_related("proposal")

    def describe(self, row: ProposedElection) -> str:
        seats = row.proposal.seats
        values = {"office": row.get_kind_display(), "number": seats, "years": _years(row.years)}
        if row.start_on:
            values["day"] = format_day(row.start_on)
            text = ngettext(
                "%(number)s person is elected (%(office)s), for %(years)s from %(day)s. Whoever holds the"
                " office now leaves it then.",
                "%(number)s persons are elected (%(office)s), for %(years)s from %(day)s. Whoever holds the"
                " office now leaves it then.",
                seats,
            )
        else:
            text = ngettext(
                "%(number)s person is elected (%(office)s), for %(years)s from the decision. Whoever holds"
                " the office now leaves it then.",
                "%(number)s persons are elected (%(office)s), for %(years)s from the decision. Whoever holds"
                " the office now leaves it then.",
                seats,
            )
        return text % values

    def facts(self, row: ProposedElection) -> dict[str, str | int]:
        start = row.start_on.isoformat() if row.start_on else ""
        return {"kind": row.kind, "start_on": start, "years": row.years}

    def check(self, row: ProposedElection) -> None:
        """Before the text is fixed whether the office has so many seats; when voting opens, who stands."""
        proposal = row.proposal
        if Office.Kind(row.kind).is_single and proposal.seats > 1:
            text = _("There is one %(office)s at a time: elect one.")
            raise ValidationError(text % {"office": row.get_kind_display()}, code="seats")
        standing = Candidacy.objects.on_ballot().filter(proposal=proposal)
        if not proposal.is_editable and not takes_candidates(proposal) and not standing.exists():
            raise ValidationError(_("Nobody stands yet: a candidate must accept first."), code="candidates")

    def carry_out(self, row: ProposedElection, resolution: "Resolution") -> str:
        offices = start_terms(row, resolution)
        if not offices:
            raise ValidationError(_("None of those elected is a candidate any more."))
        first = offices[0]
        values = {"office": first.get_kind_display(), "day": format_day(first.start_on)}
        values["persons"] = ", ".join(f"{one.user} ({one.company})" for one in offices)
        return _("Elected (%(office)s, from %(day)s): %(persons)s.") % values


def _years(number: int) -> str:
    return ngettext("%(number)s year", "%(number)s years", number) % {"number": number}
