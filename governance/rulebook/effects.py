"""The effect of a proposal about the rules: a draft of the rulebook comes into force."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.admin.utils import label_for_field
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from governance.hooks import Effect
from governance.proposals.choices import Matter, Method
from governance.rulebook.forms import RulebookChangeForm
from governance.rulebook.models import REQUIRED_MATTERS, MatterRule, Rulebook, RulebookChange
from multifactory.lib.formats import format_day

if TYPE_CHECKING:
    from governance.resolutions.models import Resolution

COMPARED_FIELDS = (
    *("shortest_round_hours", "longest_round_days", "seniority_days", "second_call_days"),
    *("consent_rounds", "is_tie_voted_again", "is_ranking_tie_run_off"),
    *("notice_days", "extraordinary_notice_days", "is_remote_allowed"),
    *("proxies_most", "may_directors_hold_proxies", "is_casting_vote"),
    *("secret_asked_numerator", "secret_asked_denominator", "fewest_secret_ballots"),
    *("petition_numerator", "petition_denominator", "petition_days", "minutes_days", "term_years"),
    "arrears_days_before_suspension",
    *("admission_open_days", "admission_due_days", "admission_appeal_days", "admission_silent_days"),
)


SHORT_WAYS: dict[str, Any] = {
    Method.MOTION: gettext_lazy("yes or no"),
    Method.CONSENT: gettext_lazy("consent"),
    Method.RANKED: gettext_lazy("ranking"),
    Method.APPROVAL: gettext_lazy("approval"),
}
NOT_NUMBERS = ("id", "rulebook", "matter")


class RulebookEffect(Effect):
    key = "rulebook"
    matters = (Matter.RULES, Matter.STATUTE)
    label = gettext_lazy("Put a new version of the rulebook in force")
    form_class = RulebookChangeForm

    def rows(self, proposal: Any) -> QuerySet[RulebookChange]:
        return RulebookChange.objects.filter(proposal=proposal).select_related("rulebook")

    def describe(self, row: RulebookChange) -> str:
        values = {"rulebook": row.rulebook, "changes": ";\n".join(changes_of(row.rulebook))}
        if row.in_force_from:
            values["day"] = format_day(row.in_force_from)
            return _("%(rulebook)s comes into force on %(day)s:\n%(changes)s") % values
        return _("%(rulebook)s comes into force on the day after the decision:\n%(changes)s") % values

    def facts(self, row: RulebookChange) -> dict[str, str | int]:
        """Every number of the draft: it can be changed in the back-office while companies vote on it."""
        facts: dict[str, str | int] = {"rulebook": row.rulebook_id}
        facts["in_force_from"] = row.in_force_from.isoformat() if row.in_force_from else ""
        facts |= {name: _format_fact(getattr(row.rulebook, name)) for name in COMPARED_FIELDS}
        for rule in row.rulebook.rules.order_by("matter"):
            numbers = (field for field in rule._meta.concrete_fields if field.name not in NOT_NUMBERS)
            facts |= {
                f"{rule.matter}.{field.name}": _format_fact(getattr(rule, field.name)) for field in numbers
            }
        return facts

    def check(self, row: RulebookChange) -> None:
        rulebook = row.rulebook
        if not rulebook.is_draft:
            raise ValidationError(_("%(rulebook)s is already in force.") % {"rulebook": rulebook})
        rules = {rule.matter: rule for rule in rulebook.rules.all()}
        for matter in REQUIRED_MATTERS:
            if matter not in rules:
                values = {"rulebook": rulebook, "matter": matter.label}
                raise ValidationError(_("%(rulebook)s has no rule for this: %(matter)s.") % values)
        if row.proposal.matter != Matter.STATUTE and _changes_the_statute(rules):
            raise ValidationError(
                _("It changes how the statute or a dissolution is decided: that is a change of the statute.")
            )

    def carry_out(self, row: RulebookChange, resolution: "Resolution") -> str:
        rulebook = Rulebook.objects.select_for_update().get(pk=row.rulebook_id)
        row.rulebook = rulebook
        self.check(row)
        next_day = resolution.decided_on + timedelta(days=1)
        rulebook.in_force_from = max(row.in_force_from or next_day, next_day)
        rulebook.resolution = resolution
        rulebook.save(update_fields=["in_force_from", "resolution"])
        values = {"rulebook": rulebook, "day": format_day(rulebook.in_force_from)}
        return _("%(rulebook)s is in force from %(day)s.") % values


def _changes_the_statute(rules: Mapping[str, MatterRule]) -> bool:
    """What changes the statute needs the majority of the statute (Cass. 3575/2024)."""
    in_force = Rulebook.objects.in_force(timezone.localdate()).prefetch_related("rules").first()
    before = {rule.matter: rule for rule in in_force.rules.all()} if in_force else {}
    return any(
        matter in before and format_rule(before[matter]) != format_rule(rules[matter])
        for matter in (Matter.STATUTE, Matter.DISSOLUTION)
    )


def changes_of(draft: Rulebook) -> list[str]:
    """Each number of a draft that differs from the rulebook in force, "name: before → after"."""
    in_force = (
        Rulebook.objects.in_force(timezone.localdate()).prefetch_related("rules").exclude(pk=draft.pk).first()
    )
    if in_force is None:
        return [_("the first rulebook")]
    changes = [
        f"{label_for_field(name, Rulebook)}: {_format_value(before)} → {_format_value(after)}"
        for name in COMPARED_FIELDS
        if (before := getattr(in_force, name)) != (after := getattr(draft, name))
    ]
    changes += _rule_changes(in_force, draft)
    return changes or [_("no rule changes")]


def _rule_changes(in_force: Rulebook, draft: Rulebook) -> Iterator[str]:
    before = {rule.matter: format_rule(rule) for rule in in_force.rules.all()}
    after = {rule.matter: format_rule(rule) for rule in draft.rules.all()}
    ordinary = _("as ordinary matters")
    for matter in Matter:
        old, new = before.get(matter, ordinary), after.get(matter, ordinary)
        if old != new:
            yield f"{matter.label}: {old} → {new}"


def format_rule(rule: MatterRule) -> str:
    """A rule in short: "> 1/2 companies that take part, quorum 1/2 of all member companies, second call 0/1,
    decided by: yes or no, 7 days of discussion"."""
    sign = ">" if rule.is_strict else "≥"
    quorum = {
        "fraction": f"{rule.quorum_numerator}/{rule.quorum_denominator}",
        "of": rule.get_quorum_of_display(),
    }
    parts = [
        f"{sign} {rule.numerator}/{rule.denominator} {rule.get_base_display()}",
        _("quorum %(fraction)s of %(of)s") % quorum,
    ]
    if rule.has_second_call:
        second = f"{rule.second_quorum_numerator}/{rule.second_quorum_denominator}"
        parts.append(_("second call %(fraction)s") % {"fraction": second})
    parts.append(format_ways(rule))
    if rule.discussion_days:
        days = ngettext("%(number)s day of discussion", "%(number)s days of discussion", rule.discussion_days)
        parts.append(days % {"number": rule.discussion_days})
    return ", ".join(parts)


def format_ways(rule: MatterRule) -> str:
    """By which ways a matter is decided: "yes or no, ranking"; or that it is decided in an assembly."""
    if not rule.is_online:
        return _("decided in an assembly")
    return _("decided by: %(ways)s") % {"ways": ", ".join(str(SHORT_WAYS[way]) for way in rule.ways)}


def _format_fact(value: Any) -> str | int:
    if isinstance(value, list | tuple):
        return " ".join(map(str, value))
    return value if isinstance(value, str | int) else "" if value is None else str(value)


def _format_value(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)
