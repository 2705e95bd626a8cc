"""Pages of rules and tables, and of trying out what would be borne."""

from itertools import groupby, pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from members.companies.models import Company
from members.people.http import MemberRequest, insider_required
from multifactory.lib.csv import csv_response
from multifactory.lib.formats import format_euro
from multifactory.lib.forms import add_errors
from spaces.costs.sharing.facts import coming_year
from spaces.costs.sharing.forms import TryForm
from spaces.costs.sharing.models import ShareTable, SharingRule
from spaces.costs.sharing.rule_shares import rule_parts
from spaces.costs.sharing.rule_text import describe_rule, rule_facts
from spaces.costs.sharing.split import share_by_rule
from spaces.costs.sharing.table_page import table_rows


@require_safe
@insider_required
def sharing_rules(request: MemberRequest) -> HttpResponse:
    """Each rule as it is in force, what is decided for later, what it said before, and what each changed."""
    rules = SharingRule.objects.versions().for_list().order_by("name", "-version")
    groups = [_versions(list(versions)) for _name, versions in groupby(rules, key=lambda one: one.name)]
    company = request.acting.company if request.acting else None
    parts = rule_parts([group["rule"] for group in groups], company, *coming_year())
    context = {
        "rules": [group | {"parts": parts[group["rule"].pk]} for group in groups],
        "tables": ShareTable.objects.adopted().select_related("resolution"),
    }
    return render(request, "spaces/sharing_rules.html", context)


def _versions(versions: list[SharingRule]) -> dict[str, Any]:
    """The latest first. In force is the latest that has begun; before any has, the first to come."""
    facts = [rule_facts(rule) for rule in versions]
    changes = [
        [(name, before.get(name, ""), value) for name, value in after.items() if before.get(name) != value]
        for after, before in pairwise(facts)
    ]
    today = timezone.localdate()
    now = next((place for place, rule in enumerate(versions) if rule.valid_from <= today), len(versions) - 1)
    return {
        "rule": versions[now],
        "words": describe_rule(versions[now]),
        "coming": list(zip(versions[:now], changes[:now], strict=True))[::-1],
        "earlier": list(zip(versions[now + 1 :], changes[now:], strict=True)),
    }


@require_safe
@insider_required
def share_table(request: MemberRequest, pk: int) -> HttpResponse:
    """An adopted table and what changed since the one before; `?download`: as CSV."""
    table = get_object_or_404(ShareTable.objects.adopted().select_related("resolution"), pk=pk)
    rows = table_rows(table)
    if "download" in request.GET:
        return csv_response(f"table-{table.pk}.csv", ("unit", "parts"), ((r.code, r.parts) for r in rows))
    others = ShareTable.objects.adopted().filter(name=table.name).exclude(pk=table.pk)
    has_changes = any(row.is_changed for row in rows)
    context = {"table": table, "rows": rows, "others": others, "has_changes": has_changes}
    return render(request, "spaces/share_table.html", context)


@require_safe
@insider_required
def cost_try(request: MemberRequest) -> HttpResponse:
    """What each company would bear of an amount by a rule, as things stand. Nothing is kept."""
    form = TryForm(request.GET if request.GET else None)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        start, end = coming_year()
        try:
            rule, cents = form.cleaned_data["rule"], form.cleaned_data["cents"]
            split = share_by_rule(rule, cents, start, end, is_forecast=True)
        except ValidationError as error:
            add_errors(form, error)
        else:
            company = request.acting.company if request.acting else None
            context |= _tried(split, rule, company)
    return render(request, "spaces/cost_try.html", context)


def _tried(split: Any, rule: SharingRule, company: Company | None) -> dict[str, Any]:
    names = dict(Company.objects.filter(pk__in=[one.payer for one in split.shares]).values_list("pk", "name"))
    most = max(one.cents for one in split.shares)
    ordered = sorted(split.shares, key=lambda one: -one.cents)
    own = next((one.cents for one in split.shares if company and one.payer == company.pk), None)
    return {
        "own": "" if own is None else format_euro(own, with_cents=True),
        "rule_words": describe_rule(rule),
        "empty": format_euro(split.empty_cents, with_cents=True) if split.empty_cents else "",
        "shares": [
            {
                "name": names.get(one.payer, ""),
                "is_own": bool(company and one.payer == company.pk),
                "width": round(100 * one.cents / most) if most else 0,
                "amount": format_euro(one.cents, with_cents=True),
            }
            for one in ordered
            if one.cents
        ],
    }
