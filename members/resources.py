"""Companies as a table: read from CSV and XLSX, written to both.

A row is about the company whose page has the address in `slug` or, without one, whose name it has in `name`;
a row about nobody known makes a new company. An empty cell leaves what is there, and a row that says what is
there already changes nothing: the same file may be read twice. Nothing is written unless every row is good.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Field as ModelField
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field as Column
from import_export.resources import ModelResource
from import_export.results import Result, RowResult
from tablib import Dataset

from members.models import Company, Field, FormerSlug
from members.search import refresh_all
from multifactory.lib.tables import (
    Address,
    Day,
    OneOf,
    Text,
    Whole,
    YesNo,
    choices_in_words,
    in_every_language,
)

SLUG_LENGTH = 120
TEXTS = ("name", "slug", "line", "story", "craft_number", "email", "phone", "opening_times")
FIELDS = ("field", "second_field", "third_field")
DAYS = ("craft_checked_on", "joined_on", "left_on", "confirmed_on")
SWITCHES = (
    "email_is_public",
    "phone_is_public",
    "takes_visits",
    "takes_commissions",
    "takes_apprentices",
    "is_remembered",
)
COLUMNS = (
    *("name", "slug", "line", "story", *FIELDS, "vocation", "craft", "craft_number", "craft_checked_on"),
    *("founded", "email", "email_is_public", "phone", "phone_is_public", "website", "opening_times"),
    *("takes_visits", "takes_commissions", "takes_apprentices"),
    *("joined_on", "left_on", "is_remembered", "confirmed_on"),
)
NEEDED = ("name", "line", "field", "vocation", "joined_on")  # of a new company


def label_of(column: str) -> str:
    return str(_label(column))


def _label(column: str) -> str | Promise:
    return cast(ModelField, Company._meta.get_field(column)).verbose_name


@dataclass(frozen=True, slots=True)
class Line:
    """What one row of the file does: `kind` is new, update, skip or invalid; faults and changes by column."""

    number: int
    name: str
    kind: str
    faults: list[tuple[str, str]]
    changes: list[tuple[str, str, str]]


class Report(Result):
    """What a reading found, row by row under the numbers the spreadsheet shows."""

    numbers: list[int] = []
    names: list[str] = []

    @property
    def is_good(self) -> bool:
        return not self.has_errors() and not self.has_validation_errors()

    @property
    def faults_of_file(self) -> list[str]:
        errors = (error.error for error in self.base_errors)
        return [
            text
            for error in errors
            for text in (error.messages if isinstance(error, ValidationError) else [str(error)])
        ]

    def lines(self) -> Iterator[Line]:
        for number, name, row in zip(self.numbers, self.names, self.rows, strict=False):
            yield Line(number, name, str(row.import_type), list(_faults(row)), row.diff or [])

    def bad_lines(self) -> list[Line]:
        return [line for line in self.lines() if line.faults]


def _faults(row: RowResult) -> Iterator[tuple[str, str]]:
    if row.validation_error is not None:
        faults = row.validation_error
        by_column = faults.message_dict if hasattr(faults, "error_dict") else {"": faults.messages}
        for column, texts in by_column.items():
            for text in texts:
                yield ("" if column == NON_FIELD_ERRORS else column, text)
    for _error in row.errors:  # the database refused what the checks had let through
        yield ("", _("This row cannot be saved beside what is recorded already."))


class Changes:
    """Which columns a row changes, from what to what."""

    def __init__(self, resource: "CompanyResource", company: Company, is_new: bool) -> None:
        self.before = self.cells(resource, Company() if is_new else company)
        self.after: dict[str, str] = {}

    @staticmethod
    def cells(resource: "CompanyResource", company: Company) -> dict[str, str]:
        return {column.column_name: column.export(company) for column in resource.get_import_fields()}

    def compare_with(self, resource: "CompanyResource", company: Company) -> None:
        self.after = self.cells(resource, company)

    def as_html(self) -> list[tuple[str, str, str]]:  # the name the library calls it by
        changes = [(name, self.before[name], text) for name, text in self.after.items()]
        return [change for change in changes if change[1] != change[2]]


class CompanyResource(ModelResource):
    vocation = Column("vocation", "vocation", OneOf(lambda: choices_in_words(Company.Vocation.choices)))
    craft = Column("craft", "craft", OneOf(lambda: choices_in_words(Company.Craft.choices)))
    founded = Column("founded", "founded", Whole())
    website = Column("website", "website", Address())

    class Meta:
        model = Company
        fields = COLUMNS
        skip_unchanged = True
        clean_model_instances = True
        name = gettext_lazy("companies")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._known_fields: dict[str, Field] = {}
        self.numbers: list[int] = []
        self.names: list[str] = []
        self.seen: dict[str, int] = {}  # number of the row by address of the page
        for names, widget in ((TEXTS, Text()), (DAYS, Day()), (SWITCHES, YesNo())):
            for name in names:
                self.fields[name] = Column(name, name, widget, readonly=name == "slug")
        for name in FIELDS:
            self.fields[name] = Column(name, name, OneOf(self.known_fields, lambda field: field.code))

    def known_fields(self) -> dict[str, Field]:
        """Fields of activity by code and by name in either language."""
        if not self._known_fields:
            for field in Field.objects.all():
                names = (field.code, field.name_en, field.name_it)
                self._known_fields |= {name.casefold(): field for name in names}
        return self._known_fields

    @classmethod
    def get_result_class(cls) -> type[Report]:
        return Report

    @classmethod
    def get_diff_class(cls) -> type[Changes]:
        return Changes

    # --- Reading ---------------------------------------------------------------------------------------

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        rows = list(dataset)
        try:
            headings = self.read_headings(dataset.headers)
        except ValidationError:
            dataset.wipe()  # the library would go on with the rows
            raise
        dataset.wipe()
        dataset.headers = headings
        self.numbers = [number for number, row in enumerate(rows, start=2) if any(row)]
        for row in filter(any, rows):
            dataset.append(row)
        companies = list(Company.objects.select_related(*FIELDS))
        self.by_slug = {company.slug: company for company in companies}
        self.by_name = {company.name.casefold(): company for company in companies}
        self.former = set(FormerSlug.objects.values_list("slug", flat=True))

    def read_headings(self, headings: list[str]) -> list[str]:
        """The columns meant: by name, or by the label the portal shows, in either language."""
        words: dict[str, str] = {}
        for column in COLUMNS:
            for label in in_every_language(_label(column)):
                words.setdefault(label, column)
        words |= {column: column for column in COLUMNS}
        columns = [words.get(heading.casefold(), "") for heading in headings]
        unknown = [heading for heading, column in zip(headings, columns, strict=True) if not column]
        if unknown:
            raise ValidationError(_("Not a column: %(names)s.") % {"names": ", ".join(unknown)})
        twice = {column for column in columns if columns.count(column) > 1}
        if twice:
            raise ValidationError(_("Twice a column: %(names)s.") % {"names": ", ".join(sorted(twice))})
        if "name" not in columns and "slug" not in columns:
            raise ValidationError(_("There is no column “name”, so no row says which company it is about."))
        return columns

    def before_import_row(self, row: dict[str, str], *, row_number: int, **kwargs: Any) -> None:
        self.number = self.numbers[row_number - 1]
        row["name"] = " ".join(row.get("name", "").split())
        row["slug"] = row.get("slug", "").lower()
        self.names.append(row["name"] or row["slug"])

    def get_or_init_instance(self, loader: Any, row: dict[str, str]) -> tuple[Company, bool]:
        """The company a row is about; raises where that is unclear."""
        slug, name = row["slug"], row["name"]
        company = self.by_slug.get(slug) or self.by_name.get(name.casefold())
        if company is None:
            company = Company(name=name, slug=slug or slugify(name)[:SLUG_LENGTH].strip("-"))
            self._refuse_new(company)
            is_new = True
        else:
            is_new = False
            if slug and company.slug != slug:
                text = _("The page of %(company)s has the address “%(slug)s”; no import changes it.")
                raise ValidationError({"slug": text % {"company": company, "slug": company.slug}})
        self._refuse_second(company)
        return company, is_new

    def _refuse_new(self, company: Company) -> None:
        if not company.name:
            raise ValidationError({"name": _("Write the name of the company.")})
        if not company.slug:
            text = _("No address can be made from this name: write one with letters from a to z.")
            raise ValidationError({"slug": text})
        if other := self.by_slug.get(company.slug):
            text = _("The address “%(slug)s”, made from this name, is that of %(company)s.")
            raise ValidationError({"slug": text % {"slug": company.slug, "company": other}})
        if company.slug in self.former:
            text = _("The address “%(slug)s” was another company's before and leads to its page.")
            raise ValidationError({"slug": text % {"slug": company.slug}})

    def _refuse_second(self, company: Company) -> None:
        """Of two rows about one company the second would quietly win."""
        if self.seen.setdefault(company.slug, self.number) != self.number:
            text = _("Row %(number)d is about the same company.")
            raise ValidationError({"name": text % {"number": self.seen[company.slug]}})

    def import_field(
        self, field: Column, instance: Company, row: dict[str, str], is_m2m: bool = False, **kwargs: Any
    ) -> None:
        """An empty cell leaves what is there."""
        if row.get(field.column_name):
            super().import_field(field, instance, row, is_m2m, **kwargs)

    def before_save_instance(
        self, instance: Any, row: dict[str, str], *, file_name: str = "", **kwargs: Any
    ) -> None:
        instance._change_reason = file_name[:100]  # in the history beside who and when

    def after_import(self, dataset: Dataset, result: Report, **kwargs: Any) -> None:
        result.numbers, result.names = self.numbers, self.names
        if result.is_good and not kwargs.get("dry_run"):
            refresh_all()

    # --- Writing ---------------------------------------------------------------------------------------

    def export_field(self, field: Column, instance: Company, **kwargs: Any) -> str:
        return cast(str, field.export(instance, **kwargs))
