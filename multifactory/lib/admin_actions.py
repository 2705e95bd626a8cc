"""Actions of the back-office that ask first: a form, then what changes, then the change."""

from collections.abc import Callable, Sequence
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME, AdminForm
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from multifactory.lib.forms import add_errors, contradiction

Change = tuple[str, str, str]  # what, before, after
FROM_PAGE = "from_page"  # sent by the buttons on the page of a row, which is then returned to


def to_key(model: type[models.Model], value: Any) -> Any:
    """What was sent as the key of a row; None where no row of this model can have it."""
    try:
        # The validators know how large a number the database holds.
        key = model._meta.pk.to_python(value)
        model._meta.pk.run_validators(key)
    except ValidationError:
        return None
    return key


def selected_keys(model: type[models.Model], request: HttpRequest) -> list[Any] | None:
    """The keys of the rows ticked, each once; None where one of them cannot be a key of this model."""
    keys = []
    for value in request.POST.getlist(ACTION_CHECKBOX_NAME):
        if (key := to_key(model, value)) is None:
            return None
        keys.append(key)
    return list(dict.fromkeys(keys))


def warn_rows_gone(request: HttpRequest) -> None:
    messages.warning(request, _("A row that you selected no longer exists."))


def page_asked_from(model: type[models.Model], request: HttpRequest) -> str:
    """The address of the row's page where an action was begun there; empty where it was begun in the list."""
    keys = selected_keys(model, request) if FROM_PAGE in request.POST else None
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
    return reverse(name, args=keys) if keys and len(keys) == 1 else ""


class ConfirmedAction:
    """An action on the rows ticked in a list, or on one from its page: the form, what changes, the change.

    A subclass says what is asked and what is done; `as_action` puts it into `ModelAdmin.actions`. What
    `changes` refuses is said like what `carry_out` refuses. An action whose form has no visible field shows
    at once what changes. A form with a `layout` says which fields share a line.
    """

    name: str  # of the action in the request; `self.title` and `self.button` may depend on the rows
    description: Any
    label: Any = ""  # of its button on the page of a row, where the description speaks of several
    permissions: Sequence[str] = ()  # beside seeing the list
    least, most = 1, 1  # how many rows; most 0 is no limit
    form_class: type[forms.BaseForm] = forms.Form
    title: Any
    button: Any
    explanation: Any = ""  # a sentence above all else

    def __init__(self, model_admin: admin.ModelAdmin, request: HttpRequest, rows: Sequence[Any]) -> None:
        self.model_admin, self.request = model_admin, request
        self.rows = [row for row in rows if self.concerns(row)]

    @property
    def row(self) -> Any:
        return self.rows[0]

    @property
    def by(self) -> Any:
        return self.request.user

    # --- What a subclass says ---

    @classmethod
    def queryset(cls, model_admin: admin.ModelAdmin, request: HttpRequest) -> models.QuerySet:
        """The rows it may be done to. Asked anew at each step: a filter of the list may hide them by now."""
        return model_admin.get_queryset(request)

    def concerns(self, row: Any) -> bool:
        """Whether it can be done to this one of the rows ticked; the others are left as they are."""
        return True

    def refusal(self) -> str:
        """Why it cannot be done to these rows now; empty where it can."""
        return ""

    def make_form(self, data: Any = None) -> forms.BaseForm:
        return self.form_class(data)

    def facts(self) -> Sequence[tuple[str, str]]:
        """As it is now: name and value."""
        return ()

    def lines(self) -> Sequence[str]:
        """A line about each row, where there may be many."""
        return ()

    def changes(self, form: Any) -> Sequence[Change]:
        """What the valid form would change."""
        return ()

    def carry_out(self, form: Any) -> str:
        """Do it, and say in a sentence what was done."""
        raise NotImplementedError

    def for_each_row(self, act: Callable[[Any], Any]) -> list[Any]:
        """What came of each row. What is refused for one is said with its name and stops no other."""
        results = []
        for row in self.rows:
            try:
                results.append(act(row))
            except ValidationError as error:
                messages.error(self.request, f"{row}: {' '.join(error.messages)}")
            except ObjectDoesNotExist:
                warn_rows_gone(self.request)
        return results

    # --- Which rows ---

    @classmethod
    def as_action(cls) -> Callable[..., HttpResponse | None]:
        def action(
            model_admin: admin.ModelAdmin, request: HttpRequest, queryset: models.QuerySet
        ) -> HttpResponse | None:
            return cls.respond(model_admin, request, queryset)

        action.__name__ = cls.name
        action.confirmed = cls  # type: ignore[attr-defined]
        return admin.action(action, description=cls.description, permissions=cls.permissions or None)

    @classmethod
    def offered_on(cls, model_admin: admin.ModelAdmin, request: HttpRequest, row: models.Model) -> bool:
        """Whether the page of this row has a button for it: it can be done, and to one row alone."""
        if cls.least > 1:
            return False
        asked = cls(model_admin, request, list(cls.queryset(model_admin, request).filter(pk=row.pk)))
        return bool(asked.rows) and not asked.refusal()

    @classmethod
    def respond(
        cls, model_admin: admin.ModelAdmin, request: HttpRequest, queryset: models.QuerySet
    ) -> HttpResponse | None:
        rows = cls._selected(model_admin, request, queryset)
        if rows is None:
            return None
        action = cls(model_admin, request, rows)
        if refusal := action.refusal():
            messages.warning(request, refusal)
            return None
        if not action.rows:
            messages.warning(request, _("This action is not possible for the rows you selected."))
            return None
        try:
            return action.response()
        except ObjectDoesNotExist:  # deleted by somebody else between two questions to the database
            warn_rows_gone(request)
            return None

    @classmethod
    def _selected(
        cls, model_admin: admin.ModelAdmin, request: HttpRequest, queryset: models.QuerySet
    ) -> list[Any] | None:
        """The rows ticked; None, with a message, for too few, too many, or one that is not there."""
        rows = cls.queryset(model_admin, request)
        if not cls.most and request.POST.get("select_across") == "1":  # all pages of the list
            return list(rows.filter(pk__in=queryset.values("pk")))
        keys = selected_keys(model_admin.model, request)
        if keys is None:
            warn_rows_gone(request)
        elif cls.most == 1 and len(keys) != 1:
            messages.warning(request, _("Select only one row: this action works on one row at a time."))
        elif len(keys) < cls.least or (cls.most and len(keys) > cls.most):
            text = _("Tick two rows or more, at most %(most)d.")
            messages.warning(request, text % {"most": cls.most})
        elif len(selected := list(rows.filter(pk__in=keys))) < len(keys):
            warn_rows_gone(request)
        else:
            return selected
        return None

    # --- How it is shown ---

    def response(self) -> HttpResponse:
        facts, lines = self.facts(), self.lines()  # as it is before anything is tried
        step = next((name for name in ("check", "do") if name in self.request.POST), "")
        is_sent = bool(step) or "edit" in self.request.POST
        form = self.make_form(self.request.POST if is_sent else None)
        if not form.visible_fields():
            form = self.make_form(self.request.POST)  # nothing to fill in: what changes is said at once
            step = step or "check"
        changes: Sequence[Change] = ()
        if step and form.is_valid():
            try:
                if step == "do":
                    messages.success(self.request, self.carry_out(form))
                    return HttpResponseRedirect(self.request.get_full_path())
                changes = self.changes(form)
            except ValidationError as error:
                add_errors(form, error)
            except IntegrityError:
                form.add_error(None, contradiction())
        return self._page(form, {"facts": facts, "lines": lines, "changes": changes})

    def _page(self, form: forms.BaseForm, parts: dict[str, Any]) -> TemplateResponse:
        visible = [name for name in form.fields if not form.fields[name].widget.is_hidden]
        fieldsets = [(None, {"fields": getattr(form, "layout", visible)})]
        context = {
            **self.model_admin.admin_site.each_context(self.request),
            "title": self.title,
            "explanation": self.explanation,
            "button": self.button,
            "opts": self.model_admin.opts,
            "rows": self.rows,
            "form": form,
            "adminform": AdminForm(cast(Any, form), fieldsets, {}, model_admin=self.model_admin),
            "action": self.name,
            "action_checkbox_name": ACTION_CHECKBOX_NAME,
            "page": page_asked_from(self.model_admin.model, self.request),
            **parts,
        }
        return TemplateResponse(self.request, "admin/confirm.html", context)


class RefusedMixin:
    """A change refused at the last moment is said in words on the same page; nothing is kept of it."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(request.get_full_path())
