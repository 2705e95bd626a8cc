"""The words a picture is written in: shapes and backdrops by name."""

from collections.abc import Callable

Shape = Callable[..., str]

SHAPES: dict[str, Shape] = {}
BACKDROPS: dict[str, Shape] = {}


def shape(draw: Shape) -> Shape:
    """Placed, turned, scaled; its words are inks."""
    SHAPES[draw.__name__.replace("_", "-")] = draw
    return draw


def backdrop(draw: Shape) -> Shape:
    """Over the whole sheet; its words are inks and numbers."""
    BACKDROPS[draw.__name__.replace("_", "-")] = draw
    return draw
