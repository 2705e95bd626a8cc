"""Inks of the prints, and marks made with them: SVG on a sheet of 400 by 300, with light from the left."""

from itertools import count

INKS = {
    "ink": "#1b1e20",
    "pale": "#fbf5e6",
    "stone": "#d3cab8",
    "sky": "#cfe0e8",
    "oxide": "#b0442a",
    "oxide-dark": "#7a2c18",
    "steel": "#24587a",
    "steel-dark": "#153a54",
    "moss": "#4f7a48",
    "moss-dark": "#2c4d2a",
    "wall": "#ecd093",
    "ochre": "#dba53f",
    "wood": "#c9925c",
    "wood-dark": "#8f5f37",
    "rose": "#e3a48b",
}
WIDE, HIGH = 400, 300

_numbers = count()


def number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def rect(
    x: float, y: float, wide: float, high: float, ink: str, *, shown: float = 1, round_by: float = 0
) -> str:
    place = f'x="{number(x)}" y="{number(y)}" width="{number(wide)}" height="{number(high)}"'
    return f'<rect {place} rx="{number(round_by)}" fill="{INKS[ink]}" fill-opacity="{shown}"/>'


def oval(x: float, y: float, rx: float, ry: float, ink: str, *, shown: float = 1) -> str:
    place = f'cx="{number(x)}" cy="{number(y)}" rx="{number(rx)}" ry="{number(ry)}"'
    return f'<ellipse {place} fill="{INKS[ink]}" fill-opacity="{shown}"/>'


def disc(x: float, y: float, radius: float, ink: str, *, shown: float = 1) -> str:
    return oval(x, y, radius, radius, ink, shown=shown)


def path(d: str, ink: str, *, shown: float = 1) -> str:
    return f'<path d="{d}" fill="{INKS[ink]}" fill-opacity="{shown}"/>'


def line(d: str, ink: str, width: float = 4, *, shown: float = 1, dashes: str = "") -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    look = f'stroke="{INKS[ink]}" stroke-width="{number(width)}" stroke-opacity="{shown}"{dashed}'
    return f'<path d="{d}" fill="none" stroke-linecap="round" stroke-linejoin="round" {look}/>'


def ring(x: float, y: float, radius: float, ink: str, width: float = 4) -> str:
    look = f'stroke="{INKS[ink]}" stroke-width="{number(width)}"'
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" fill="none" {look}/>'


def solid(d: str, ink: str, split: float = 0) -> str:
    """A body, darker to the right of `split`."""
    name = f"clip{next(_numbers)}"
    clip = f'<clipPath id="{name}"><path d="{d}"/></clipPath>'
    place = f'x="{number(split)}" y="-400" width="600" height="900"'
    shade = f'<rect {place} fill-opacity=".2" clip-path="url(#{name})"/>'
    return path(d, ink) + clip + shade


def block(x: float, y: float, wide: float, high: float, ink: str, edge: float = 0.28) -> str:
    """A box, its right part in the shade."""
    return rect(x, y, wide, high, ink) + rect(x + wide * (1 - edge), y, wide * edge, high, "ink", shown=0.2)


def shadow(x: float, y: float, rx: float, ry: float = 10) -> str:
    return oval(x, y, rx, ry, "ink", shown=0.2)


def group(transform: str, *parts: str) -> str:
    return f'<g transform="{transform}">{"".join(parts)}</g>'


def words(x: float, y: float, size: float, ink: str, text: str) -> str:
    look = f'font-size="{number(size)}" text-anchor="middle" fill="{INKS[ink]}"'
    return f'<text x="{number(x)}" y="{number(y)}" {look}>{text}</text>'


def lines_of_text(x: float, y: float, wide: float, rows: int, ink: str = "ink", step: float = 9) -> str:
    """What is written, too small to be read."""
    ends = (wide if row < rows - 1 else wide * 0.6 for row in range(rows))
    d = "".join(f"M{number(x)} {number(y + row * step)}h{number(end)}" for row, end in enumerate(ends))
    return line(d, ink, 3)
