"""Facts for search engines: schema.org in JSON-LD."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe

SCHEMA = "https://schema.org/"
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def json_ld(data: Mapping[str, Any]) -> SafeString:
    """The text of the script element: data that browsers do not run and that cannot close its element."""
    text = json.dumps({"@context": SCHEMA, **data}, ensure_ascii=False)
    return mark_safe(text.translate(_ESCAPES))  # noqa: S308  escaped just here
