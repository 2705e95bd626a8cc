"""Small drawings for tests, and what is read from them."""

import pytest
from django.core.exceptions import ValidationError

from spaces.drafts.svg_reader import read_drawing

SHEET = 'viewBox="0 0 200 100"'
RECT = '<rect id="A" width="10" height="10"/>'
SQUARE = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]


def svg(body: str, head: str = SHEET, before: str = "") -> bytes:
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    names += ' xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'
    return f"{before}<svg {names} {head}>{body}</svg>".encode()


def shapes_of(body: str, head: str = SHEET) -> dict[str, list[tuple[float, float]]]:
    """Outlines by first name, rounded as they are kept."""
    return {
        (shape.names or [""])[0]: [(round(x, 4), round(y, 4)) for x, y in shape.outline]
        for shape in read_drawing(svg(body, head)).shapes
    }


def fault(data: bytes) -> str:
    with pytest.raises(ValidationError) as refused:
        read_drawing(data)
    [text] = refused.value.messages
    return text
