"""What stands behind."""

from math import cos, pi, sin
from pathlib import Path
from random import Random

from multifactory.demo.artwork.ink import (
    HIGH,
    WIDE,
    disc,
    line,
    number,
    path,
    rect,
    ring,
    words,
)
from multifactory.demo.artwork.vocabulary import backdrop


def point(text: str) -> tuple[float, float]:
    x, y = text.split(",")
    return float(x), float(y)


PLATES = Path(__file__).parent.parent / "plates"


@backdrop
def ground(ink: str) -> str:
    return rect(0, 0, WIDE, HIGH, ink)


@backdrop
def slope(ink: str, left: str = "210", right: str = "60") -> str:
    """A second ink below a slanting edge."""
    return path(f"M0 {HIGH}V{left}L{WIDE} {right}V{HIGH}Z", ink)


@backdrop
def table(y: str, ink: str = "wood", edge: str = "wood-dark") -> str:
    return rect(0, float(y), WIDE, HIGH, ink) + rect(0, float(y), WIDE, 8, edge)


@backdrop
def shelf(y: str, ink: str = "wood") -> str:
    return rect(0, float(y), WIDE, 12, ink) + rect(0, float(y) + 12, WIDE, 8, "ink", shown=0.2)


@backdrop
def halo(at: str, radius: str, ink: str) -> str:
    return disc(*point(at), float(radius), ink)


@backdrop
def glow(at: str, radius: str, ink: str) -> str:
    """Light from one place, in three steps."""
    return "".join(disc(*point(at), float(radius) * step, ink, shown=0.3) for step in (1, 0.75, 0.5))


@backdrop
def rays(at: str, ink: str, shown: str = ".3") -> str:
    (x, y), parts = point(at), []
    for one in range(12):
        a, b = one * pi / 6, one * pi / 6 + pi / 12
        ends = (f"{number(x + 600 * cos(t))} {number(y + 600 * sin(t))}" for t in (a, b))
        parts.append(path(f"M{x} {y}L{'L'.join(ends)}Z", ink, shown=float(shown)))
    return "".join(parts)


@backdrop
def bricks(ink: str, mortar: str = "oxide-dark") -> str:
    rows = (
        rect(column * 62 - row % 2 * 31, row * 30, 57, 25, ink, shown=0.8)
        for row in range(10)
        for column in range(8)
    )
    return rect(0, 0, WIDE, HIGH, mortar) + "".join(rows)


@backdrop
def boards(ink: str, seam: str = "wood-dark", step: str = "50") -> str:
    seams = "".join(f"M0 {y}H{WIDE}" for y in range(int(step), HIGH, int(step)))
    ends = "".join(
        f"M{(y * 3) % 340 + 30} {y}v{step}M{(y * 5 + 190) % 380} {y}v{step}"
        for y in range(0, HIGH, int(step))
    )
    return rect(0, 0, WIDE, HIGH, ink) + line(seams + ends, seam, 3)


@backdrop
def tiles(ink: str, other: str, side: str = "50") -> str:
    step = int(side)
    return rect(0, 0, WIDE, HIGH, ink) + "".join(
        rect(x, y, step, step, other)
        for y in range(0, HIGH, step)
        for x in range(y // step % 2 * step, WIDE, 2 * step)
    )


@backdrop
def stripes(ink: str, step: str = "40", shown: str = "1") -> str:
    return "".join(
        rect(x, 0, int(step) / 2, HIGH, ink, shown=float(shown)) for x in range(0, WIDE, int(step))
    )


@backdrop
def dots(ink: str, step: str = "40", radius: str = "4") -> str:
    gap = int(step)
    return "".join(
        disc(x, y, float(radius), ink)
        for row, y in enumerate(range(gap // 2, HIGH, gap))
        for x in range(gap // 2 + row % 2 * gap // 2, WIDE + gap, gap)
    )


@backdrop
def grid(ink: str, step: str = "25", shown: str = ".25") -> str:
    d = "".join(f"M{x} 0V{HIGH}" for x in range(0, WIDE, int(step)))
    d += "".join(f"M0 {y}H{WIDE}" for y in range(0, HIGH, int(step)))
    return line(d, ink, 1.5, shown=float(shown))


@backdrop
def hatch(ink: str, step: str = "14", shown: str = ".15") -> str:
    d = "".join(f"M{x} {HIGH}L{x + HIGH} 0" for x in range(-HIGH, WIDE, int(step)))
    return line(d, ink, 1.6, shown=float(shown))


@backdrop
def hills(ink: str, y: str = "190") -> str:
    return path(f"M0 {y}q60-50 130-14t120-18 150 20V{HIGH}H0Z", ink)


@backdrop
def mountains(ink: str, snow: str = "pale") -> str:
    peaks = path("M-20 230L90 70L160 160L230 50L330 170L380 120L430 230V300H-20Z", ink)
    caps = path("M90 70L62 111L84 104L98 116L116 104ZM230 50L198 97L222 90L240 104L262 88Z", snow)
    return peaks + caps


@backdrop
def furrows(ink: str, y: str = "140") -> str:
    top = float(y)
    return "".join(
        path(f"M{x} {top}L{number(x * 2.1 - 250)} {HIGH}H{number(x * 2.1 - 190)}L{x + 13} {top}Z", ink)
        for x in range(20, 400, 46)
    )


@backdrop
def street(y: str = "230", ink: str = "ink") -> str:
    top = float(y)
    dashes = "".join(rect(x, top + (HIGH - top) * 0.45, 44, 7, "pale") for x in range(10, WIDE, 88))
    return rect(0, top, WIDE, HIGH, ink) + dashes


@backdrop
def water(y: str = "180", ink: str = "steel", crest: str = "sky") -> str:
    top = int(float(y))
    waves = "".join(
        f"M{x + (row % 2) * 40 - 20} {top + 22 + row * 26}q14-10 28 0t28 0"
        for row in range((HIGH - top) // 26)
        for x in range(0, WIDE, 100)
    )
    return rect(0, top, WIDE, HIGH, ink) + line(waves, crest, 3, shown=0.7)


@backdrop
def stars(ink: str = "pale", seed: str = "3") -> str:
    chance = Random(int(seed))  # noqa: S311  a drawing, no secret
    return "".join(
        disc(chance.uniform(5, 395), chance.uniform(5, 190), chance.choice((1.4, 2, 3)), ink)
        for _ in range(34)
    )


@backdrop
def roofs(ink: str, y: str = "200") -> str:
    """The town behind: a line of houses."""
    return path(
        f"M0 {HIGH}V{y}h30v-34l24-20 24 20v44h34v-70h44v52h30v-30l28-24 28 24v40h30v-86l10-24 10 24v76h36v-40h46v30h36V{HIGH}Z",
        ink,
    )


@backdrop
def curtains(ink: str, fold: str) -> str:
    parts = []
    for place in range(4):
        x = place * 24
        tone = fold if place % 2 else ink
        d = f"H{x + 26}C{x + 22} 90 {x + 30} 180 {x + 12} 268H{x - 6}C{x + 4} 180 {x + 6} 90 {x} 0Z"
        parts += [
            path(f"M{x} 0{d}", tone),
            f'<g transform="matrix(-1 0 0 1 400 0)">{path(f"M{x} 0{d}", tone)}</g>',
        ]
    return "".join(parts) + path("M0 0H400V34q-40 34-80 4-36 36-70 2-40 36-80 2-38 32-78-4-46 30-92-4Z", ink)


@backdrop
def beams(ink: str, at: str, spread: str) -> str:
    """A cone of light from a lamp."""
    (x, y), half = point(at), float(spread)
    return path(f"M{x - 16} {y}L{x - half} {HIGH}H{x + half}L{x + 16} {y}Z", ink, shown=0.3)


@backdrop
def targets(ink: str, at: str, step: str) -> str:
    return "".join(ring(*point(at), int(step) * one, ink, 5) for one in range(1, 9))


@backdrop
def window(at: str, size: str, glass: str = "sky", frame: str = "ink") -> str:
    (left, top), (across, down) = point(at), point(size)
    bars = f"M{left} {top}h{across}v{down}h-{across}ZM{left + across / 2} {top}v{down}M{left} {top + down / 2}h{across}"
    return (
        rect(left - 8, top - 8, across + 16, down + 16, "pale")
        + rect(left, top, across, down, glass)
        + line(bars, frame, 5)
    )


@backdrop
def thread(ink: str, d: str, width: str = "3") -> str:
    """A free line, as the path of an SVG."""
    return line(d, ink, float(width))


@backdrop
def dashed(ink: str, d: str, width: str = "3") -> str:
    return line(d, ink, float(width), dashes="9 8")


@backdrop
def patch(ink: str, d: str, shown: str = "1") -> str:
    """A free body, as the path of an SVG."""
    return path(d, ink, shown=float(shown))


@backdrop
def lettering(ink: str, at: str, size: str, text: str) -> str:
    return words(*point(at), float(size), ink, text)


@backdrop
def plate_of(name: str) -> str:
    """A drawing of its own: `plates/<name>.svg`."""
    return (PLATES / f"{name}.svg").read_text()
