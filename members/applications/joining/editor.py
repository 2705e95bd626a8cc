"""The form of a draft and the rows that belong to it, as one: valid together, saved together."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict

from members.applications.joining.applying import Parts, save_application
from members.applications.joining.forms import AnswersForm, ApplicationForm
from members.applications.joining.row_forms import listing_rows, product_rows
from members.applications.models import Application
from multifactory.lib.forms import add_errors

STAMPS = ("stamp", "products-stamp", "listings-stamp")


class Editor:
    def __init__(self, application: Application, data: Any = None) -> None:
        self.application = application
        self.form = ApplicationForm(data, instance=Application.objects.for_page().get(pk=application.pk))
        self.products = product_rows(application, data)
        self.listings = listing_rows(application, data)
        self.answers = AnswersForm(data, application=application)

    @classmethod
    def of_saved(cls, application: Application, data: QueryDict) -> "Editor":
        """What was sent and has just been saved: nobody else was faster, whatever its stamps say now."""
        plain = data.copy()
        for name in STAMPS:
            plain.pop(name, None)
        return cls(application, plain)

    def is_valid(self) -> bool:
        """All of them are asked, so that every fault is said at once."""
        parts = (self.form, self.products, self.listings, self.answers)
        return all([part.is_valid() for part in parts])  # noqa: C419

    def save(self) -> bool:
        """False where someone was faster, or the application has been sent meanwhile: the form says so."""
        parts = Parts(self.products.rows(), self.listings.rows(), self.answers.answers())
        try:
            with transaction.atomic():
                self.form.ensure_unchanged()
                save_application(self.application, self.form.cleaned_data, parts)
        except ValidationError as error:
            add_errors(self.form, error)
            return False
        return True

    def add_errors(self, error: ValidationError) -> None:
        """What is missing to send it, beside the field it is about."""
        self.is_valid()
        faults = getattr(
            error, "error_dict", {"__all__": error.error_list} if hasattr(error, "error_list") else {}
        )
        for name, found in faults.items():
            if name in self.answers.fields:
                self.answers.add_error(name, found)
            else:
                self.form.add_error(name if name in self.form.fields else None, found)

    @property
    def number_of_errors(self) -> int:
        rows = sum(len(form.errors) for rows in (self.products, self.listings) for form in rows.forms)
        others = sum(len(rows.non_form_errors()) for rows in (self.products, self.listings))
        return len(self.form.errors) + len(self.answers.errors) + rows + others

    @property
    def faults(self) -> list[tuple[Any, str]]:
        """Each field with what is wrong in it, in the order of the page."""
        forms = [self.form, *self.products.forms, *self.listings.forms, self.answers]
        return [(field, error) for form in forms for field in form for error in field.errors]
