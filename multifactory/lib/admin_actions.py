"""Actions that ask first: a form, then what changes, then the change. No scripts needed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME, AdminForm
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from multifactory.lib.forms import add_errors

Change = tuple[str, str, str]  # what, before, after


@dataclass(frozen=True, slots=True)
class Question:
    """What an action asks about one row, what it would change, and how it is done."""

    title: str
    button: str
    make_form: Callable[..., forms.BaseForm]
    changes: Callable[[dict[str, Any]], Sequence[Change]]
    carry_out: Callable[[dict[str, Any]], str]
    now: Sequence[tuple[str, str]] = ()


def the_one_chosen(request: HttpRequest, queryset: models.QuerySet) -> Any | None:
    """The only row ticked; None, with a message, for more. Asked anew: a filter may hide it by now."""
    rows = queryset.filter(pk__in=request.POST.getlist(ACTION_CHECKBOX_NAME)[:2])
    if len(rows) == 1:
        return rows[0]
    messages.warning(request, _("Tick one row: this is done one at a time."))
    return None


def several_chosen(request: HttpRequest, queryset: models.QuerySet, *, most: int) -> list[Any] | None:
    """The rows ticked, two or more; None, with a message, for fewer or too many."""
    chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
    rows = list(queryset.filter(pk__in=chosen[: most + 1]))
    if 2 <= len(rows) == len(chosen) <= most:
        return rows
    messages.warning(request, _("Tick two rows or more, at most %(most)d.") % {"most": most})
    return None


def ask(
    model_admin: admin.ModelAdmin,
    request: HttpRequest,
    rows: models.Model | Sequence[models.Model],
    action: str,
    question: Question,
) -> HttpResponse | None:
    """Three steps by the button that was pressed: the form, `check` the changes, `do` them.

    What `changes` refuses is said like what `carry_out` does. A form with a `layout` says which fields share
    a line.
    """
    step = next((name for name in ("check", "do") if name in request.POST), "")
    form = question.make_form(request.POST) if step or "edit" in request.POST else question.make_form()
    changes: Sequence[Change] = ()
    if step and form.is_valid():
        try:
            if step == "do" or not form.visible_fields():
                messages.success(request, question.carry_out(form.cleaned_data))
                return HttpResponseRedirect(request.get_full_path())
            changes = question.changes(form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
    elif not form.visible_fields():
        changes = question.changes({})  # nothing to fill in: said at once
    visible = [name for name in form.fields if not form.fields[name].widget.is_hidden]
    fields = getattr(form, "layout", visible)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": question.title,
        "opts": model_admin.opts,
        "question": question,
        "rows": [rows] if isinstance(rows, models.Model) else rows,
        "form": form,
        "adminform": AdminForm(cast(Any, form), [(None, {"fields": fields})], {}, model_admin=model_admin),
        "changes": changes,
        "action": action,
        "action_checkbox_name": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/confirm.html", context)


class ConfirmedAction:
    """An action on the rows ticked in a list, in three steps: the form, what changes, the change.

    A subclass says what is asked and what is done; `as_action` puts it into `ModelAdmin.actions`. What
    `changes` refuses is said like what `carry_out` refuses. An action whose form has no visible field shows
    at once what changes. A form with a `layout` says which fields share a line.
    """

    name: str  # of the action in the request; `self.title` and `self.button` may depend on the rows
    description: Any
    permissions: Sequence[str] = ()  # beside seeing the list
    least, most = 1, 1  # how many rows; most 0 is no limit
    form_class: type[forms.BaseForm] = forms.Form
    title: Any
    button: Any

    def __init__(self, model_admin: admin.ModelAdmin, request: HttpRequest, rows: Sequence[Any]) -> None:
        self.model_admin, self.request, self.rows = model_admin, request, rows

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

    def refusal(self) -> str:
        """Why it cannot be done to these rows now; empty where it can."""
        return ""

    def make_form(self, data: Any = None) -> forms.BaseForm:
        return self.form_class(data)

    def facts(self) -> Sequence[tuple[str, str]]:
        """As it is now: name and value."""
        return ()

    def changes(self, form: Any) -> Sequence[Change]:
        """What the valid form would change."""
        return ()

    def carry_out(self, form: Any) -> str:
        """Do it, and say in a sentence what was done."""
        raise NotImplementedError

    # --- How it is shown ---

    @classmethod
    def as_action(cls) -> Callable[..., HttpResponse | None]:
        def action(
            model_admin: admin.ModelAdmin, request: HttpRequest, queryset: models.QuerySet
        ) -> HttpResponse | None:
            return cls.respond(model_admin, request)

        action.__name__ = cls.name
        return admin.action(action, description=cls.description, permissions=cls.permissions or None)

    @classmethod
    def respond(cls, model_admin: admin.ModelAdmin, request: HttpRequest) -> HttpResponse | None:
        rows = cls._chosen(model_admin, request)
        if rows is None:
            return None
        asked = cls(model_admin, request, rows)
        if refusal := asked.refusal():
            messages.warning(request, refusal)
            return None
        return asked.response()

    @classmethod
    def _chosen(cls, model_admin: admin.ModelAdmin, request: HttpRequest) -> list[Any] | None:
        """The rows ticked; None, with a message, for too few or too many."""
        ticked = request.POST.getlist(ACTION_CHECKBOX_NAME)
        few = ticked[: cls.most + 1] if cls.most else ticked
        rows = list(cls.queryset(model_admin, request).filter(pk__in=few))
        if cls.least <= len(rows) == len(ticked) and (not cls.most or len(rows) <= cls.most):
            return rows
        if cls.most == 1:
            messages.warning(request, _("Tick one row: this is done one at a time."))
        else:
            messages.warning(request, _("Tick two rows or more, at most %(most)d.") % {"most": cls.most})
        return None

    def response(self) -> HttpResponse:
        step = next((name for name in ("check", "do") if name in self.request.POST), "")
        is_sent = bool(step) or "edit" in self.request.POST
        form = self.make_form(self.request.POST if is_sent else None)
        changes: Sequence[Change] = ()
        if step and form.is_valid():
            try:
                if step == "do" or not form.visible_fields():
                    messages.success(self.request, self.carry_out(form))
                    return HttpResponseRedirect(self.request.get_full_path())
                changes = self.changes(form)
            except ValidationError as error:
                add_errors(form, error)
        elif not form.visible_fields():
            changes = self.changes(form)  # nothing to fill in: said at once
        return self._page(form, changes)

    def _page(self, form: forms.BaseForm, changes: Sequence[Change]) -> TemplateResponse:
        visible = [name for name in form.fields if not form.fields[name].widget.is_hidden]
        fieldsets = [(None, {"fields": getattr(form, "layout", visible)})]
        context = {
            **self.model_admin.admin_site.each_context(self.request),
            "title": self.title,
            "opts": self.model_admin.opts,
            "question": self,
            "rows": self.rows,
            "form": form,
            "adminform": AdminForm(cast(Any, form), fieldsets, {}, model_admin=self.model_admin),
            "changes": changes,
            "action": self.name,
            "action_checkbox_name": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(self.request, "admin/confirm.html", context)


class RefusedMixin:
    """A change refused at the last moment is said in words on the same page; nothing is kept of it."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]
        except ValidationError as error:
            text = " ".join(error.messages)
        except IntegrityError:
            text = _(
                "This contradicts what is recorded already, perhaps since a moment ago. Nothing was changed."
            )
        messages.error(request, text)
        return HttpResponseRedirect(request.get_full_path())
