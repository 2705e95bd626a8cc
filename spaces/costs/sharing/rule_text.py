"""A rule in a sentence."""

from typing import Any

from django.utils.translation import gettext as _

from multifactory.lib.formats import format_day
from spaces.costs.sharing.models import SharingRule

Key = SharingRule.Key


def describe_rule(rule: SharingRule) -> str:
    """By which keys, among whom, who bears what is empty. With the rows of `for_list` no query."""
    return " ".join(filter(None, [_describe_keys(rule), _describe_among(rule), _describe_empty(rule)]))


def _describe_keys(rule: SharingRule) -> str:
    values: dict[str, Any] = {
        "percent": rule.fixed_percent,
        "first": _key_words(rule.fixed_key, rule),
        "rest": 100 - rule.fixed_percent,
        "second": _key_words(rule.variable_key, rule) if rule.variable_key else "",
    }
    if not rule.variable_key:
        return _("Shared %(first)s.") % values
    return _("%(percent)s %% is shared %(first)s, %(rest)s %% %(second)s.") % values


def _key_words(key: str, rule: SharingRule) -> str:
    if key == Key.TABLE and rule.table:
        return _("by the table “%(name)s”") % {"name": rule.table.name}
    if key == Key.BOOKED and rule.policy:
        return _("by the time booked (%(policy)s)") % {"policy": rule.policy}
    if key == Key.METERED:
        text = _("by what the meters counted (%(kind)s; common parts and losses as the first part)")
        return text % {"kind": rule.get_meter_kind_display()}
    words = {
        Key.EQUAL: _("equally, by the days each company is a member"),
        Key.AREA: _("by the m² each company holds, day by day"),
        Key.TABLE: _("by a table of shares"),
        Key.BOOKED: _("by the time booked"),
        Key.HEADS: _("by the people of each company, day by day"),
    }
    return words[Key(key)]


def _describe_among(rule: SharingRule) -> str:
    if rule.among == SharingRule.Among.COMPANIES:
        names = ", ".join(company.name for company in rule.companies.all())
        return _("Only these companies pay: %(names)s.") % {"names": names}
    place = rule.floor or rule.building
    return _("Only those pay who are there: %(place)s.") % {"place": place} if place else ""


def _describe_empty(rule: SharingRule) -> str:
    if not {Key.AREA, Key.TABLE} & set(rule.keys):
        return ""
    texts = []
    if rule.shares_empty_again:
        texts.append(_("What falls to empty units is shared again among those who pay."))
    else:
        texts.append(_("The community bears what falls to empty units."))
    if rule.unusable == SharingRule.Unusable.NOTHING:
        texts.append(_("Units that cannot be used weigh nothing."))
    else:
        texts.append(_("Units that cannot be used count as empty."))
    return " ".join(texts)


def rule_facts(rule: SharingRule) -> dict[str, str]:
    """What can differ between two versions, by name."""
    return {
        str(_("In force from")): format_day(rule.valid_from),
        str(_("How it is shared")): describe_rule(rule),
        str(_("Decided by")): str(rule.resolution) if rule.resolution else rule.reason,
    }
