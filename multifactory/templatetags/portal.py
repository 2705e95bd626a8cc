"""Filters all templates may use."""

from django import template
from django.utils.safestring import SafeString

from multifactory.lib.markdown import render_markdown

register = template.Library()


@register.filter
def markdown(text: str, top: int = 3) -> SafeString:
    """Markdown that people wrote, as clean HTML; its highest heading gets level `top`."""
    return render_markdown(text, top)
