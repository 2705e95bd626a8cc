"""What the back-office asks before the condition of a space changes."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from multifactory.lib.admin_actions import Change, Question
from multifactory.lib.formats import format_day
from spaces.allocations.admin_actions import unit_facts
from spaces.building.dry_run import decision_change, figure_changes
from spaces.building.models import Space
from spaces.condition.models import Condition
from spaces.pages.forms import ChangeConditionForm
from spaces.pages.services import change_condition
from spaces.reshaping.admin_actions import decision_terms, form_maker


def condition_question(request: HttpRequest, space: Space) -> Question:
    def carry_out(cleaned: dict[str, Any]) -> str:
        condition = change_condition(space, state=cleaned["state"], **decision_terms(cleaned, request))
        values = {
            "space": space.code,
            "state": condition.get_state_display(),
            "day": format_day(condition.start_on),
        }
        return _("%(space)s: %(state)s from %(day)s.") % values

    def changes(cleaned: dict[str, Any]) -> list[Change]:
        day = cleaned["day"]
        figures = figure_changes(lambda: carry_out(cleaned), day)
        running = space.conditions.on(day).first()
        state = Condition.State(cleaned["state"])
        rows = [
            (
                _("Condition on %(day)s") % {"day": format_day(day)},
                running.get_state_display() if running else _("not written"),
                str(state.label),
            ),
            decision_change(cleaned["resolution"], cleaned["reason"]),
            *figures,
        ]
        if state != Condition.State.USABLE and (held := space.allocations.on(day).first()):
            rows.insert(
                1, (_("Held by"), str(held.company), _("%(company)s goes on") % {"company": held.company})
            )
        return rows

    return Question(
        title=_("Change the condition of %(space)s") % {"space": space},
        button=_("Change the condition"),
        make_form=form_maker(ChangeConditionForm, [space]),
        changes=changes,
        carry_out=carry_out,
        now=unit_facts(space),
    )
