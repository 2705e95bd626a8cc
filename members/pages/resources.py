"""Companies as a table: read from CSV and XLSX, written to both.

A row is about the company whose page has the address in `slug` or, without one, whose name it has in `name`;
a row about nobody known makes a new company. An empty cell leaves what is there, and a row that says what is
there already changes nothing: the same file may be read twice. Nothing is written unless every row is good.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field as Column
from tablib import Dataset

from members.changes.models import FormerSlug
from members.companies.customer_groups import CustomerGroup
from members.companies.models import Company, Field
from members.companies.rules import check_days_by_hand
from members.hooks import check_leaving
from members.people.models import User
from members.people.place_changes import ensure_contact_may_change, tell_contact_changed
from members.profile.search import refresh_all_search_texts
from multifactory.lib.table_io.cells import (
    Address,
    Day,
    OneOf,
    SeveralOf,
    Text,
    Whole,
    YesNo,
    choices_in_words,
    same_name,
)
from multifactory.lib.table_io.resources import Report, TableResource

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
    *(
        "founded",
        "customers",
        "email",
        "email_is_public",
        "phone",
        "phone_is_public",
        "website",
        "opening_times",
    ),
    *("takes_visits", "takes_commissions", "takes_apprentices"),
    *("joined_on", "left_on", "is_remembered", "confirmed_on"),
)
REQUIRED_COLUMNS = ("name", "line", "field", "vocation", "joined_on")  # of a new company


def column_label(column: str) -> str:
    return str(CompanyResource.label(column))


class CompanyResource(TableResource):
    columns, needed, keys = COLUMNS, REQUIRED_COLUMNS, ("name", "slug")
    missing_key = gettext_lazy(
        "There is no “name” column, so the rows do not say which company they refer to."
    )
    vocation = Column("vocation", "vocation", OneOf(lambda: choices_in_words(Company.Vocation.choices)))
    craft = Column("craft", "craft", OneOf(lambda: choices_in_words(Company.Craft.choices)))
    founded = Column("founded", "founded", Whole())
    customers = Column("customers", "customers", SeveralOf(lambda: choices_in_words(CustomerGroup.choices)))
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

    # --- Reading ---------------------------------------------------------------------------------------

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        super().before_import(dataset, **kwargs)
        self.by: User | None = kwargs.get("user")
        companies = list(Company.objects.select_related(*FIELDS))
        self.by_slug = {company.slug: company for company in companies}
        self.by_name = {same_name(company.name): company for company in companies}
        self.emails = {company.pk: company.email for company in companies}
        self.former = set(FormerSlug.objects.values_list("slug", flat=True))

    def before_import_row(self, row: dict[str, str], *, row_number: int, **kwargs: Any) -> None:
        self.number = self.numbers[row_number - 1]
        row["name"] = " ".join(row.get("name", "").split())
        row["slug"] = row.get("slug", "").lower()
        self.names.append(row["name"] or row["slug"])

    def get_or_init_instance(self, loader: Any, row: dict[str, str]) -> tuple[Company, bool]:
        """The company a row is about; raises where that is unclear."""
        slug, name = row["slug"], row["name"]
        company = self.by_slug.get(slug) or self.by_name.get(same_name(name))
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

    def import_field(self, field: Column, instance: Any, *args: Any, **kwargs: Any) -> None:
        """No file moves the days on which a company that is there became a member or ceases to be one."""
        before = Company(joined_on=instance.joined_on, left_on=instance.left_on)
        super().import_field(field, instance, *args, **kwargs)
        if instance.pk and field.attribute in ("joined_on", "left_on"):
            check_days_by_hand(before, joined_on=instance.joined_on, left_on=instance.left_on)

    def _refuse_new(self, company: Company) -> None:
        if not company.name:
            raise ValidationError({"name": _("Write the name of the company.")})
        if not company.slug:
            text = _("No address can be made from this name: write one with letters from a to z.")
            raise ValidationError({"slug": text})
        if other := self.by_slug.get(company.slug):
            text = _("The address “%(slug)s”, made from this name, already belongs to %(company)s.")
            raise ValidationError({"slug": text % {"slug": company.slug, "company": other}})
        if company.slug in self.former:
            text = _("The address “%(slug)s” used to belong to another company and leads to its page.")
            raise ValidationError({"slug": text % {"slug": company.slug}})

    def _refuse_second(self, company: Company) -> None:
        """Of two rows about one company the second would quietly win."""
        if self.seen.setdefault(company.slug, self.number) != self.number:
            text = _("Row %(number)d is about the same company.")
            raise ValidationError({"name": text % {"number": self.seen[company.slug]}})

    def validate_instance(self, instance: Any, *args: Any, **kwargs: Any) -> None:
        super().validate_instance(instance, *args, **kwargs)
        if self.by and self.has_new_email(instance):
            try:
                ensure_contact_may_change(instance, by=self.by)
            except ValidationError as error:
                raise ValidationError({"email": error}) from None

    def has_new_email(self, company: Company) -> bool:
        return self.emails.get(company.pk, company.email) != company.email

    def after_save_instance(self, instance: Any, row: dict[str, str], **kwargs: Any) -> None:
        if self.by and self.has_new_email(instance):
            tell_contact_changed(instance, former_email=self.emails[instance.pk], by=self.by)

    def before_save_instance(
        self, instance: Any, row: dict[str, str], *, file_name: str = "", **kwargs: Any
    ) -> None:
        if instance.pk:
            try:
                check_leaving(instance, instance.left_on)
            except ValidationError as error:
                raise ValidationError({"left_on": error.messages}) from error
        instance._change_reason = file_name[:100]  # in the history beside who and when

    def after_import(self, dataset: Dataset, result: Report, **kwargs: Any) -> None:
        super().after_import(dataset, result, **kwargs)
        if result.is_good and not kwargs.get("dry_run"):
            refresh_all_search_texts()
