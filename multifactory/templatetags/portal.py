"""Filters all templates may use."""

from contextlib import suppress
from datetime import date, datetime

from django import template
from django.conf import settings
from django.db.models import Model
from django.forms import BaseForm
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from multifactory.lib import browsers
from multifactory.lib.formats import format_day, format_long_day, format_long_moment, format_moment
from multifactory.lib.forms import choices_missing
from multifactory.lib.markdown import render_markdown
from multifactory.lib.stylesheets import addresses_of_sheets
from multifactory.lib.text.clean import is_turning

register = template.Library()


@register.inclusion_tag("components/back_office.html", takes_context=True)
def back_office_link(context: template.Context, row: Model) -> dict[str, str]:
    """For coordinators: from the page of a row to where it is written; nothing for anybody else."""
    if not getattr(context.get("user"), "is_coordinator", False):
        return {}
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
    return {"href": reverse(name, args=[row.pk])}


@register.inclusion_tag("components/choices_missing.html", takes_context=True)
def explain_missing_choices(context: template.Context, form: object) -> dict[str, object]:
    """What to do first where a form asks to choose and there is nothing to choose from.

    The form says it in `choices_missing_texts`; coordinators get a link to where such rows are written.
    """
    if not isinstance(form, BaseForm):
        return {}
    user = context.get("user")
    texts = getattr(form, "choices_missing_texts", {})
    lines = []
    for bound in choices_missing(form):
        text = texts.get(bound.name) or gettext("“%(field)s”: there is nothing to choose from yet.")
        rows = getattr(bound.field, "queryset", None)
        href = "" if rows is None else _back_office_list(rows.model, user)
        lines.append((text % {"field": bound.label}, href))
    return {"lines": lines}


def _back_office_list(model: type[Model], user: object) -> str:
    """Where rows of this kind are listed and added; empty for who may not, and where nobody may."""
    if not getattr(user, "is_coordinator", False):
        return ""
    with suppress(NoReverseMatch):
        return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    return ""


@register.simple_tag(takes_context=True)
def stylesheets(context: template.Context) -> list[str]:
    return addresses_of_sheets(is_member=getattr(context.get("user"), "is_authenticated", False))


@register.simple_tag
def content_lang() -> str:
    """` lang="it"` for what people wrote, on a page in another language than theirs."""
    written = settings.CONTENT_LANGUAGE
    if not written or (get_language() or "").startswith(written):
        return ""
    return format_html(' lang="{}"', written)


@register.filter
def markdown(text: str, top: int = 3) -> SafeString:
    """Markdown that people wrote, as clean HTML; its highest heading gets level `top`."""
    return render_markdown(text, top)


@register.filter
def bdi(name: object) -> str:
    """A name within a sentence: one from right to left does not turn the words beside it."""
    text = str(name)
    return format_html("<bdi>{}</bdi>", text) if is_turning(text) else text


@register.filter(expects_localtime=True)
def day(value: date | None) -> str:
    """23 Nov 2026; nothing where there is no day."""
    return format_day(value) if value else ""


@register.filter(expects_localtime=True)
def long_day(value: date | None) -> str:
    """23 November 2026; nothing where there is no day."""
    return format_long_day(value) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """23 Nov 2026, 10:00, on the clock of the multifactory; nothing where there is none."""
    return format_moment(value) if value else ""


@register.filter
def long_moment(value: datetime | None) -> str:
    """23 November 2026, 10:00, on the clock of the multifactory; nothing where there is none."""
    return format_long_moment(value) if value else ""


@register.filter
def browser_name(user_agent: str) -> str:
    """Firefox, Windows."""
    return browsers.browser_name(user_agent) or gettext("another program")
