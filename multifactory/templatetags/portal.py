"""Filters all templates may use."""

from django import template
from django.utils.safestring import SafeString

from multifactory.lib.markdown import render_markdown

register = template.Library()


@register.filter
def markdown(text: str) -> SafeString:
    """Markdown that people wrote, as clean HTML."""
    return render_markdown(text)
