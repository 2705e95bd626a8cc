"""Companies in from a file and out to one."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from members.models import Company, Field
from members.resources import CompanyResource
from multifactory.lib.tables_admin import TablesMixin, Words


class CompanyTablesMixin(TablesMixin):
    resource_class = CompanyResource
    file_name = "companies"
    reading = (
        _(
            "A row is about the company with this address (slug) or else this name. If there is none, a new"
            " company is added; its address is made from its name."
        ),
    )

    def words(self) -> Words:
        fixed = (("vocation", Company.Vocation), ("craft", Company.Craft))
        return [
            ("field", [(field.code, field.name) for field in Field.objects.all()]),
            *((name, [(code, str(label)) for code, label in choices.choices]) for name, choices in fixed),
        ]

    def told(self, new: int, changed: int) -> str:
        told = [
            ngettext("%(number)d company added.", "%(number)d companies added.", new) % {"number": new},
            ngettext("%(number)d company changed.", "%(number)d companies changed.", changed)
            % {"number": changed},
        ]
        return " ".join(told)

    def get_export_queryset(self, request: HttpRequest) -> QuerySet[Company]:
        companies: Any = super().get_export_queryset(request)
        return companies.select_related("field", "second_field", "third_field")
