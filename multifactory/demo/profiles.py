"""What companies of the sample make, and what they open to others."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from members.companies.models import Company, Field
from members.profile.models import Link, Machine, Product, ProductStage, Term
from members.profile.terms import split_words, term_slug, terms_from_words
from multifactory.demo.sample.data import Case, ProfileData
from multifactory.demo.sample.days import Day

A_YEAR = 365

Terms = dict[tuple[str, str], Term]


def profile_columns(
    profile: ProfileData, fields: Mapping[str, Field], day: Callable[[Day], date]
) -> dict[str, Any]:
    """The columns its profile fills. Who has not seen to the page for a year was asked then."""
    second, third = (*(fields[code] for code in profile.side), None, None)[:2]
    takes = profile.takes.split()
    return {
        "second_field": second,
        "third_field": third,
        "opening_times": profile.opening,
        "takes_visits": "visits" in takes,
        "takes_commissions": "commissions" in takes,
        "takes_apprentices": "apprentices" in takes,
        "confirmed_on": day(profile.confirmed),
        "asked_on": day(profile.confirmed + A_YEAR) if profile.confirmed < -A_YEAR else None,
        "is_remembered": profile.is_remembered,
    }


def load_offers(case: Case, companies: Mapping[str, Company]) -> None:
    """Kinds, materials and stages of the products, machines and links."""
    terms = _terms(case)
    machines, links, stages, words = [], [], [], []
    for product, (kinds, materials, own_stages) in _products(case):
        stages += [ProductStage(product=product, stage=stage) for stage in own_stages.split()]
        named = _named(terms, Term.Kind.PRODUCT, kinds) + _named(terms, Term.Kind.MATERIAL, materials)
        words += [Product.terms.through(product=product, term=term) for term in named]
    for name, profile in case.profiles.items():
        company = companies[name]
        for position, (label, url) in enumerate(profile.links):
            links.append(Link(company=company, label=label, url=url, position=position))
        for position, (machine, line, kind) in enumerate(profile.machines):
            [term] = _named(terms, Term.Kind.MACHINE, kind)
            machines.append(Machine(company=company, name=machine, line=line, term=term, position=position))
    ProductStage.objects.bulk_create(stages)
    Product.terms.through.objects.bulk_create(words)
    Machine.objects.bulk_create(machines)
    Link.objects.bulk_create(links)


def _products(case: Case) -> Iterator[tuple[Product, tuple[str, str, str]]]:
    made = {
        (name, position): one
        for name, profile in case.profiles.items()
        for position, one in enumerate(profile.made)
    }
    for product in Product.objects.select_related("company"):
        yield product, made[product.company.name, product.position]


def _terms(case: Case) -> Terms:
    """Every word of the case, by kind and address."""
    words: dict[str, list[str]] = {kind: [] for kind in Term.Kind.values}
    for profile in case.profiles.values():
        for kinds, materials, _stages in profile.made:
            words[Term.Kind.PRODUCT] += split_words(kinds)
            words[Term.Kind.MATERIAL] += split_words(materials)
        words[Term.Kind.MACHINE] += [kind for _name, _line, kind in profile.machines]
    terms = {(kind, term.slug): term for kind, some in words.items() for term in terms_from_words(kind, some)}
    in_italian = tomllib.loads((Path(__file__).parent / "words.toml").read_text())
    for term in terms.values():
        term.name_en, term.name_it = term.name, in_italian.get(term.name, "")
    Term.objects.bulk_update(terms.values(), ["name_en", "name_it"])
    return terms


def _named(terms: Terms, kind: str, words: str) -> list[Term]:
    return [terms[kind, term_slug(word)] for word in split_words(words)]
