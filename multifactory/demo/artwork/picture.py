"""From the words of a picture to one SVG.

A line of `draw` is a backdrop with its words (`table 220 wood`), or a shape with where it stands, how large
it is (`*1.2`, or `*1,-1`), how it is turned (`@30`, in degrees) and its inks: `hammer 120,90 *.8 @-20 steel`.
"""

import shlex
from importlib import import_module
from pkgutil import iter_modules

from multifactory.demo.artwork import shapes
from multifactory.demo.artwork.ink import HIGH, WIDE, group
from multifactory.demo.artwork.vocabulary import BACKDROPS, SHAPES, Shape

for module in iter_modules(shapes.__path__):
    import_module(f"{shapes.__name__}.{module.name}")


def svg(body: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}">{body}</svg>'


def draw(text: str) -> str:
    return svg("".join(_mark(line) for line in text.strip().splitlines()))


def _mark(line: str) -> str:
    name, *rest = shlex.split(line)
    try:
        if name in BACKDROPS:
            return BACKDROPS[name](*rest)
        return _placed(SHAPES[name], rest)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"'{line}' cannot be drawn: {error!r}") from error


def _placed(shape: Shape, rest: list[str]) -> str:
    place, scale, turn, inks = "200,150", "1", "0", []
    for position, word in enumerate(rest):
        if position == 0 and "," in word:
            place = word
        elif word.startswith("*"):
            scale = word[1:]
        elif word.startswith("@"):
            turn = word[1:]
        else:
            inks.append(word)
    return group(f"translate({place}) rotate({turn}) scale({scale})", shape(*inks))
