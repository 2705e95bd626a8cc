"""What an adopted proposal does with an agreement: registered with `governance.effects`."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.institutions.agreement_models import ProposedAgreement
from events.institutions.forms import ProposedAgreementForm
from events.institutions.rules import check_start
from events.institutions.services import put_in_force
from governance.hooks import Effect
from governance.proposals.choices import Matter
from governance.proposals.models import Proposal
from governance.resolutions.models import Resolution
from multifactory.lib.formats import format_day


class AgreementEffect(Effect):
    key = "agreement"
    matters = (Matter.INSTITUTION,)
    label = gettext_lazy("Put an agreement in force")
    form_class = ProposedAgreementForm

    def rows(self, proposal: Proposal) -> QuerySet[ProposedAgreement]:
        return ProposedAgreement.objects.filter(proposal=proposal).select_related("agreement__institution")

    def describe(self, row: ProposedAgreement) -> str:
        values = _values(row)
        if row.agreement.ends_on is None:
            return _("“%(agreement)s” with %(institution)s is in force from %(start)s on.") % values
        text = _("“%(agreement)s” with %(institution)s is in force from %(start)s; it ends on %(end)s.")
        return text % values

    def facts(self, row: ProposedAgreement) -> dict[str, str | int]:
        agreement = row.agreement
        return {
            "agreement": agreement.pk,
            "institution": agreement.institution_id,
            "title": agreement.title,
            "start_on": row.start_on.isoformat(),
            "ends_on": agreement.ends_on.isoformat() if agreement.ends_on else "",
            "notice_months": agreement.notice_months,
            "document_sha256": agreement.document_sha256,
        }

    def check(self, row: ProposedAgreement) -> None:
        check_start(row.agreement, row.start_on)

    def carry_out(self, row: ProposedAgreement, resolution: Resolution) -> str:
        put_in_force(row.agreement, start_on=row.start_on, resolution=resolution)
        return _("“%(agreement)s” with %(institution)s is in force from %(start)s.") % _values(row)


def _values(row: ProposedAgreement) -> dict[str, Any]:
    agreement = row.agreement
    return {
        "agreement": agreement,
        "institution": agreement.institution,
        "start": format_day(row.start_on),
        "end": format_day(agreement.ends_on) if agreement.ends_on else "",
    }
