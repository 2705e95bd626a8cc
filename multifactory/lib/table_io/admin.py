"""Rows in from a file and out to one, in the back-office: look first, then write all of it or nothing."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from import_export.admin import ImportExportMixin
from import_export.forms import ExportForm, ImportForm
from import_export.results import RowResult
from import_export.tmp_storages import CacheStorage

from multifactory.lib.table_io.formats import FORMATS, format_of
from multifactory.lib.table_io.resources import Report, TableResource
from multifactory.lib.uploads import refuse_too_large_document

Words = list[tuple[str, list[tuple[str, str]]]]  # by column, what may stand in it and what that means


class WaitingFile(CacheStorage):
    """A file between the look and the writing: an hour in the cache, which all hosts share."""

    CACHE_LIFETIME = 3600


class TableImportForm(ImportForm):
    """A file; which format it has is seen in it."""

    import_file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV or XLSX, at most 5 MB and 1,000 rows."),
        validators=[refuse_too_large_document],
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    media = forms.Media()  # the script that guesses the format has nothing to do

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["format"].required = False
        self.fields["format"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if upload := data.get("import_file"):
            data["format"] = str(format_of(upload.read(4)))
            upload.seek(0)
        return data


class TableExportForm(ExportForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        format_field: Any = self.fields["format"]
        format_field.choices = [("0", _("CSV, for any program")), ("1", _("XLSX, for a spreadsheet"))]
        format_field.initial = "0"


class TablesMixin(ImportExportMixin):
    """Say `resource_class`, `file_name`, `reading` (how the file is read) and `told` (what was written)."""

    resource_class: type[TableResource]
    file_name = "rows"
    reading: Sequence[Any] = ()  # sentences about this table
    import_formats = FORMATS
    export_formats = FORMATS
    import_form_class = TableImportForm
    export_form_class = TableExportForm
    import_template_name = "admin/tables/import.html"
    export_template_name = "admin/tables/export.html"
    tmp_storage_class = WaitingFile
    to_encoding = "utf-8-sig"  # spreadsheets need the mark to read accents
    skip_admin_log = True  # the rows say themselves who wrote them

    def has_import_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request)

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def words(self) -> Words:
        """What may be written in the columns that take one of a list."""
        return []

    def told(self, new: int, changed: int) -> str:
        """What was written, in words."""
        raise NotImplementedError

    def get_resource_classes(self, request: HttpRequest) -> list[type[TableResource]]:
        return [self.resource_class]

    def _addresses(self) -> dict[str, str]:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        return {step: f"{name}_{step}" for step in ("import", "process_import", "changelist")}

    # --- In ------------------------------------------------------------------------------------------

    def get_import_context_data(self, **kwargs: Any) -> dict[str, Any]:
        resource = self.resource_class
        return {
            "columns": [
                (name, str(resource.label(name)), name in resource.needed) for name in resource.columns
            ],
            "choices": self.words(),
            "reading": self.reading,
            "addresses": self._addresses(),
        }

    def get_export_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"addresses": self._addresses()}

    def add_data_read_fail_error_to_form(self, form: forms.Form, e: Exception) -> None:
        if isinstance(e, ValidationError):
            form.add_error("import_file", e)
        else:
            text = _("The portal cannot read this table. Save it as CSV (UTF-8) or XLSX and try again.")
            form.add_error("import_file", text)

    @method_decorator(require_POST)
    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Write what the look has shown. Things may have changed since, so every row is checked again."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        form = self.create_confirm_form(request)
        waiting = WaitingFile(name=form.cleaned_data["import_file_name"]) if form.is_valid() else None
        data = waiting.read() if waiting else None
        if waiting is None or data is None:
            messages.error(request, _("The file is no longer here: choose it again."))
            return redirect(self._addresses()["import"])
        dataset = FORMATS[format_of(data)]().create_dataset(data)
        result = self.process_dataset(dataset, form, request, rollback_on_validation_errors=True)
        if not result.is_good:
            return self._refused(request, result)
        waiting.remove()
        return self.process_result(result, request)

    def _refused(self, request: HttpRequest, result: Report) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            **self.get_import_context_data(),
            "title": _("Import"),
            "form": TableImportForm(FORMATS, [self.resource_class]),
            "opts": self.opts,
            "result": result,
        }
        return TemplateResponse(request, self.import_template_name, context)

    def add_success_message(self, result: Report, request: HttpRequest) -> None:
        totals = result.totals
        text = self.told(totals[RowResult.IMPORT_TYPE_NEW], totals[RowResult.IMPORT_TYPE_UPDATE])
        messages.success(request, text)

    # --- Out -----------------------------------------------------------------------------------------

    def get_export_filename(self, request: HttpRequest, queryset: QuerySet, file_format: Any) -> str:
        return f"{self.file_name}-{timezone.localdate().isoformat()}.{file_format.get_extension()}"
