"""HTML as a browser takes it."""

import re


def squeezed(html: str) -> str:
    """One blank for each run of blanks and line breaks, none beside tags: however a template is wrapped."""
    return re.sub(r"(?<=>) | (?=[<>])", "", " ".join(html.split()))
