"""The effect of a proposal that sets a duty: registered with `governance.effects`."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.hooks import Effect
from governance.proposals.choices import Matter
from governance.proposals.models import Proposal
from governance.resolutions.models import Resolution
from multifactory.lib.formats import format_day
from multifactory.lib.weekdays import describe_weekdays
from spaces.upkeep.duties.forms import TERMS, ProposedDutyForm
from spaces.upkeep.duties.models import Duty, ProposedDuty
from spaces.upkeep.duties.services import create_duty


class DutyEffect(Effect):
    key = "duty"
    matters = (Matter.ORDINARY, Matter.RULES)
    label = gettext_lazy("Set a duty that all companies share")
    form_class = ProposedDutyForm

    def rows(self, proposal: Proposal) -> QuerySet[ProposedDuty]:
        return ProposedDuty.objects.filter(proposal=proposal).select_related("space")

    def describe(self, row: ProposedDuty) -> str:
        values: dict[str, Any] = {
            "name": row.name,
            "minutes": row.minutes,
            "days": describe_weekdays(row.weekdays),
            "key": row.get_key_display(),
            "start": format_day(row.starts_on),
            "least": row.least_minutes,
        }
        if row.least_minutes:
            text = _(
                "From %(start)s the companies take turns at “%(name)s”: %(minutes)s minutes, %(days)s; shared"
                " %(key)s, at least %(least)s minutes a week each."
            )
        else:
            text = _(
                "From %(start)s the companies take turns at “%(name)s”: %(minutes)s minutes, %(days)s; shared"
                " %(key)s."
            )
        return text % values

    def facts(self, row: ProposedDuty) -> dict[str, str | int]:
        return {
            "name": row.name,
            "text": row.text,
            "minutes": row.minutes,
            "weekdays": row.weekdays,
            "key": row.key,
            "least_minutes": row.least_minutes,
            "starts_on": row.starts_on.isoformat(),
            "space": row.space_id or "",
        }

    def check(self, row: ProposedDuty) -> None:
        if Duty.objects.running().filter(name__iexact=row.name).exists():
            raise ValidationError({"name": _("There is already a duty “%(name)s”.") % {"name": row.name}})

    def carry_out(self, row: ProposedDuty, resolution: Resolution) -> str:
        terms = {name: getattr(row, name) for name in TERMS}
        spaces = [row.space] if row.space else []
        duty = create_duty(Duty(**terms, resolution=resolution), spaces=spaces)
        return _("The duty “%(name)s” begins on %(day)s.") % {
            "name": duty.name,
            "day": format_day(duty.starts_on),
        }
