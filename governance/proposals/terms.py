"""What a proposal decides beside its words: how it is voted on, what follows, what it carries out.

Terms are flat JSON that a version keeps, and the record of a round commits a part of them:

    {"matter": "allocation", "method": "motion", …, "options": ["…"], "cost_cents": 120000 or None,
     "responsible": id of a company or None, "due_on": "2026-12-01" or None, "supersedes": "2026/3" or "",
     "effect": None or {"key": "allocate", "facts": {…}, "sentences": {"en": "…", "it": "…"}}}
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _

from governance.hooks import Effect, cost_keys, effect_of
from governance.proposals.choices import Matter, Method
from governance.proposals.models import Proposal
from members.companies.models import Company
from multifactory.lib.formats import format_day, format_euro

Terms = dict[str, Any]

COPIED = (
    *("matter", "method", "is_advisory", "is_choice", "seats", "dots", "dots_per_option"),
    *("cost_cents", "cost_key", "review_months"),
)
COMMITTED = ("cost_cents", "cost_key", "responsible", "due_on", "review_months", "supersedes")


def terms_of(proposal: Proposal) -> Terms:
    """The terms as they stand."""
    found = effect_of(proposal)
    return {name: getattr(proposal, name) for name in COPIED} | {
        "options": list(proposal.options.values_list("title", flat=True)),
        "responsible": proposal.responsible_id,
        "due_on": proposal.due_on.isoformat() if proposal.due_on else None,
        "supersedes": proposal.supersedes.reference if proposal.supersedes else "",
        "effect": effect_terms(*found) if found else None,
    }


def effect_terms(effect: Effect, row: Any) -> Terms:
    sentences = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            sentences[code] = effect.describe(row)
    return {"key": effect.key, "facts": effect.facts(row), "sentences": sentences}


def sentence_of(effect: Mapping[str, Any]) -> str:
    """As it was described when the version was written, in the reader's language."""
    sentences = effect["sentences"]
    return sentences.get(get_language(), sentences[settings.LANGUAGE_CODE])


def is_same(one: Terms | None, other: Terms) -> bool:
    """Decide the same; a company that changed its name meanwhile makes no other terms."""
    return one is not None and _without_sentences(one) == _without_sentences(other)


def _without_sentences(terms: Terms) -> Terms:
    effect = terms["effect"]
    return terms | {"effect": effect and {name: effect[name] for name in ("key", "facts")}}


def to_commit(terms: Terms) -> Terms:
    """What the record of a round commits of the terms it is about."""
    effect = terms["effect"]
    sealed = effect and {
        "key": effect["key"],
        "sentence": effect["sentences"][settings.LANGUAGE_CODE],
        "facts": effect["facts"],
    }
    return {"effect": sealed} | {name: terms[name] for name in COMMITTED}


# --- Shown -----------------------------------------------------------------------------------------------


def term_lines(terms: Terms, companies: Mapping[int, Company]) -> list[str]:
    """The terms in words, one a line, for the comparison of two versions."""
    method = Method(terms["method"])
    lines = [
        (_("Matter"), Matter(terms["matter"]).label),
        (_("Way of voting"), _method_text(terms, method)),
        *((_("Option"), title) for title in terms["options"]),
    ]
    if terms["effect"]:
        lines.append((_("Automatic effect"), sentence_of(terms["effect"])))
    if terms["cost_cents"] is not None:
        key = cost_keys.label(terms["cost_key"])
        lines.append((_("Cost"), f"{format_euro(terms['cost_cents'])}, {key}"))
    if terms["responsible"]:
        lines.append((_("Responsible"), str(companies.get(terms["responsible"], ""))))
    if terms["due_on"]:
        lines.append((_("To be done by"), format_day(date.fromisoformat(terms["due_on"]))))
    if months := terms["review_months"]:
        text = ngettext("after %(number)s month", "after %(number)s months", months) % {"number": months}
        lines.append((_("To be reviewed"), text))
    if terms["supersedes"]:
        lines.append((_("Replaces"), terms["supersedes"]))
    return [f"{name}: {value}" for name, value in lines]


def _method_text(terms: Terms, method: Method) -> str:
    parts = [str(method.label)]
    if method == Method.APPROVAL and terms["seats"] > 1:
        parts.append(_("%(number)s are chosen") % {"number": terms["seats"]})
    if method == Method.DOTS:
        values = {"number": terms["dots"], "most": terms["dots_per_option"]}
        parts.append(_("%(number)s points, at most %(most)s on one option") % values)
    if terms.get("is_choice"):
        parts.append(str(Proposal._meta.get_field("is_choice").verbose_name))
    if terms["is_advisory"]:
        parts.append(_("only asks for advice"))
    return ", ".join(parts)


def companies_in(all_terms: Iterable[Terms | None]) -> dict[int, Company]:
    """The companies that terms name, by their id, in one query."""
    named = {terms["responsible"] for terms in all_terms if terms and terms["responsible"]}
    return Company.objects.in_bulk(named) if named else {}
