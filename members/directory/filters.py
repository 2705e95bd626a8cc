"""The directory narrowed down: by words and by boxes to tick, all of it in the address of the page.

Not a django-filter set: the counts of the boxes and the companies found come from the same rows, read once.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from members.companies.bands import age_band, age_labels
from members.companies.models import Company, CompanyQuerySet, Field
from members.directory.facets import Value, Values, narrow
from members.hooks import places_of_all, words_of_all
from members.profile.models import Stage, Term, term_label
from multifactory.lib.text.search import has_words, normalise_text, normalised_words

MAX_SEARCH_LENGTH = 100  # letters
MAX_OPTIONS = 48  # boxes of a group, beyond which the search is the better way

LEGENDS = {
    "field": gettext_lazy("Field"),
    "main": gettext_lazy("Main field"),
    "vocation": gettext_lazy("Vocation"),
    "craft": gettext_lazy("Craft"),
    "age": gettext_lazy("Age"),
    "stage": gettext_lazy("What they do in-house"),
    "product": gettext_lazy("Product or service"),
    "material": gettext_lazy("Material"),
    "machine": gettext_lazy("Machines open to others"),
    "place": gettext_lazy("Where in the building"),
    "open": gettext_lazy("Open to"),
}

PARAMETERS = ("q", *LEGENDS)

# The most common first; the others keep the order they are given in.
BY_NUMBER = {"field", "main", "product", "material", "machine"}
OPEN_TO = {
    "visits": gettext_lazy("visits"),
    "commissions": gettext_lazy("commissions"),
    "apprentices": gettext_lazy("apprentices"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """One box to tick and how many companies it would show."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of boxes: companies in any of those ticked. `left_out`: how many rarer ones are not shown."""

    name: str
    legend: str
    options: list[Option]
    left_out: int

    @property
    def chosen(self) -> int:
        return sum(option.is_chosen for option in self.options)


@dataclass(frozen=True, slots=True)
class Chip:
    """A ticked box above the results, and the address of the page without it."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class CompanyLink:
    """A company in a list of names."""

    pk: int
    name: str
    slug: str

    def get_absolute_url(self) -> str:
        return reverse("members:company_detail", args=[self.slug])


@dataclass(frozen=True, slots=True)
class _Choice:
    """A value companies are counted by, as the address and the page name it."""

    key: Value
    value: str
    label: str


def has_company_words(text: str) -> Q:
    """Companies with each word in what they say, or in what is known of them elsewhere, like their unit."""
    words = normalised_words(text)
    known = words_of_all() if words else {}
    found = Q()
    for word in words:
        found &= has_words(word) | Q(pk__in=[pk for pk, text in known.items() if word in text])
    return found


class CompanyFilter:
    """What an address asks of some companies. Values nobody knows (any more) are as if they were not there.

    Asks the database four times, and the hooks of places and (for words) of words, for any number of
    companies and boxes.
    """

    def __init__(self, data: QueryDict, companies: CompanyQuerySet) -> None:
        self._data = data
        self._companies = companies
        self.text = " ".join(data.get("q", "").replace("\0", " ").split())[:MAX_SEARCH_LENGTH]
        self._places = places_of_all()
        self._year = timezone.localdate().year

    @cached_property
    def ids(self) -> list[int]:
        """The companies that fit, by name as people sort them, on any database."""
        return self._narrowed[0]

    @property
    def total(self) -> int:
        return len(self.ids)

    def companies(self, ids: Collection[int] | None = None) -> list[Company]:
        """The rows of these companies (of all that fit), in the order of the ids."""
        wanted = self.ids if ids is None else ids
        rows = {company.pk: company for company in Company.objects.for_list().filter(pk__in=wanted)}
        return [rows[pk] for pk in wanted if pk in rows]

    @property
    def listed(self) -> list[CompanyLink]:
        """All that fit, briefly and without a further query."""
        fitting = set(self.ids)
        return [CompanyLink(*row[:3]) for row in self._rows if row[0] in fitting]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.chosen_count or self.text)

    @cached_property
    def chosen_count(self) -> int:
        return sum(len(choices) for choices in self._chosen.values())

    @cached_property
    def chips(self) -> list[Chip]:
        chosen = [(group, choice) for group, choices in self._chosen.items() for choice in choices]
        return [
            Chip(_chip_label(group, choice), self._without(group, choice.value)) for group, choice in chosen
        ]

    @cached_property
    def cleared(self) -> str:
        """The address with the words alone."""
        return self._address({} if not self.text else {"q": [self.text]})

    @cached_property
    def query(self) -> str:
        """What was understood of the address, to be asked of another page."""
        return self._address(self._asked)

    @cached_property
    def facets(self) -> list[Facet]:
        """The groups that have a box to tick."""
        _ids, counts = self._narrowed
        facets = (self._facet(name, counts[name]) for name in LEGENDS)
        return [facet for facet in facets if facet.options]

    # --- What is asked ------------------------------------------------------------------------------

    @cached_property
    def _choices(self) -> dict[str, list[_Choice]]:
        """All the boxes there could be."""
        fields = [_Choice(field.pk, field.code, field.name) for field in Field.objects.all()]
        terms: dict[str, list[_Choice]] = {kind: [] for kind in Term.Kind.values}
        columns = ("pk", "kind", "slug", "name", "name_en", "name_it")
        for pk, kind, slug, *names in Term.objects.values_list(*columns):
            terms[kind].append(_Choice(pk, slug, capfirst(term_label(*names))))
        return {
            "field": fields,
            "main": fields,
            "vocation": _choices_from(Company.Vocation.choices),
            "craft": _choices_from(Company.Craft.choices),
            "age": _choices_from(age_labels().items()),
            "stage": _choices_from(Stage.choices),
            **terms,
            "place": _choices_from(self._places.names.items()),
            "open": _choices_from(OPEN_TO.items()),
        }

    @cached_property
    def _chosen(self) -> dict[str, list[_Choice]]:
        chosen = {}
        for group in LEGENDS:
            if wanted := set(self._data.getlist(group)):
                chosen[group] = [choice for choice in self._choices[group] if choice.value in wanted]
        return {group: choices for group, choices in chosen.items() if choices}

    @property
    def _asked(self) -> dict[str, list[str]]:
        """The understood part of the address."""
        text = {"q": [self.text]} if self.text else {}
        return text | {group: [choice.value for choice in choices] for group, choices in self._chosen.items()}

    def _without(self, group: str, value: str) -> str:
        asked = self._asked
        return self._address(asked | {group: [other for other in asked[group] if other != value]})

    def _address(self, asked: Mapping[str, list[str]]) -> str:
        query = QueryDict(mutable=True)
        for name, values in asked.items():
            query.setlist(name, values)
        return f"?{query.urlencode()}"

    # --- What fits ----------------------------------------------------------------------------------

    @cached_property
    def _narrowed(self) -> tuple[list[int], dict[str, Counter[Hashable]]]:
        chosen = {group: [choice.key for choice in choices] for group, choices in self._chosen.items()}
        return narrow(self._values, chosen, LEGENDS)

    @cached_property
    def _rows(self) -> list[tuple[Any, ...]]:
        """The companies with all the words, by name: id, name, slug, and what they are counted by."""
        facts = ("field", "second_field", "third_field", "vocation", "craft", "founded", "facet_values")
        open_to = [f"takes_{name}" for name in OPEN_TO]
        rows = (
            self._companies.filter(has_company_words(self.text))
            .order_by()
            .values_list("pk", "name", "slug", *facts, *open_to)
        )
        return sorted(rows, key=lambda row: (normalise_text(row[1]), row[0]))

    @cached_property
    def _values(self) -> dict[int, Values]:
        return {row[0]: self._values_of(*row) for row in self._rows}

    def _values_of(self, pk: int, _name: str, _slug: str, *facts: Any) -> Values:
        first, second, third, vocation, craft, founded, kept, *open_to = facts
        age = age_band(founded, self._year)
        return {
            **kept,
            "field": [field for field in (first, second, third) if field],
            "main": [first],
            "vocation": [vocation],
            "craft": [craft],
            "age": [age] if age else [],
            "place": self._places.of.get(pk, []),
            "open": [name for name, is_open in zip(OPEN_TO, open_to, strict=True) if is_open],
        }

    def _facet(self, name: str, counts: Counter[Value]) -> Facet:
        chosen = {choice.key for choice in self._chosen.get(name, [])}
        options = [
            Option(choice.value, choice.label, counts[choice.key], choice.key in chosen)
            for choice in self._choices[name]
            if choice.key in chosen or choice.key in counts
        ]
        if name in BY_NUMBER:
            options.sort(key=lambda option: (-option.count, normalise_text(option.label)))
        shown = _cut(options)
        return Facet(name, str(LEGENDS[name]), shown, len(options) - len(shown))


def _choices_from(pairs: Iterable[tuple[Any, Any]]) -> list[_Choice]:
    """Choices whose key stands in the address as it is."""
    return [_Choice(str(value), str(value), capfirst(str(label))) for value, label in pairs]


def _chip_label(group: str, choice: _Choice) -> str:
    """A field is a box of two groups: the one of main fields says so."""
    return f"{LEGENDS[group]}: {choice.label}" if group == "main" else choice.label


def _cut(options: list[Option]) -> list[Option]:
    """As many as the eye can take, and all that are ticked; in their order."""
    unticked = [option for option in options if not option.is_chosen]
    hidden = {option.value for option in unticked[MAX_OPTIONS:]}
    return [option for option in options if option.value not in hidden]
