"""What becomes of a candidate when its proposal ends: registered with `governance.hooks`."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.hooks import Effect
from governance.proposals.choices import Matter
from governance.proposals.models import Proposal
from governance.resolutions.models import Resolution
from members.applications.models import Application
from members.applications.services import reopen, turn_down
from multifactory.lib.formats import format_day
from spaces.admission.claims import rivals_of
from spaces.admission.forms import ProposedAdmissionForm
from spaces.admission.models import ADMIT, ProposedAdmission
from spaces.admission.services import admit
from spaces.admission.validation import check_proposed_admission, ensure_before_companies


class AdmissionEffect(Effect):
    key = ADMIT
    matters = (Matter.ADMISSION,)
    label = gettext_lazy("Admit a company that has applied")
    begins_at = "members:application_list"
    form_class = ProposedAdmissionForm

    def rows(self, proposal: Proposal) -> QuerySet[ProposedAdmission]:
        rows = ProposedAdmission.objects.filter(proposal=proposal)
        return rows.select_related("application__field", "application__company", "unit")

    def describe(self, row: ProposedAdmission) -> str:
        values: dict[str, Any] = {"name": row.application, "unit": row.unit}
        if row.joins_on:
            values["day"] = format_day(row.joins_on)
            text = _("%(name)s becomes a member on %(day)s.")
            if row.unit:
                text = _(
                    "%(name)s becomes a member on %(day)s, and %(unit)s is allocated to it from that day."
                )
            return text % values
        text = _("%(name)s becomes a member on the day after the decision.")
        if row.unit:
            text = _(
                "%(name)s becomes a member on the day after the decision, and %(unit)s is allocated to it"
                " from that day."
            )
        return text % values

    def facts(self, row: ProposedAdmission) -> dict[str, str | int]:
        """Not the name: a candidate whose name is taken meanwhile joins under another."""
        return {
            "application": row.application_id,
            "unit": row.unit_id or "",
            "joins_on": row.joins_on.isoformat() if row.joins_on else "",
        }

    def rivals(self, row: ProposedAdmission) -> list[str]:
        return rivals_of(row)

    def check(self, row: ProposedAdmission) -> None:
        ensure_before_companies(row.application)
        check_proposed_admission(row)

    def carry_out(self, row: ProposedAdmission, resolution: Resolution) -> str:
        return admit(row, resolution)

    def ensure_can_withdraw(self, row: ProposedAdmission) -> None:
        """Nor can whoever proposed first: the applicant has a right to be decided on once more."""
        application = row.application
        if application.state == Application.State.PROPOSED and application.appealed_on:
            text = _(
                "The candidate has appealed: the companies decide, and the proposal cannot be withdrawn."
            )
            raise ValidationError(text, code="appeal")

    def turn_down(self, row: ProposedAdmission, resolution: Resolution) -> None:
        turn_down(row.application)

    def let_go(self, row: ProposedAdmission) -> None:
        reopen(row.application)
