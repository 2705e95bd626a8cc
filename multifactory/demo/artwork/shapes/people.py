"""People: in half figure behind a bench, walking, sitting, from behind; and hands."""

from multifactory.demo.artwork.ink import block, disc, group, line, oval, path, rect, shadow, solid
from multifactory.demo.artwork.vocabulary import shape


def _head(x: float, y: float, skin: str, hair: str, size: float = 1) -> str:
    return group(
        f"translate({x} {y}) scale({size})",
        rect(-12, 16, 24, 26, skin),
        path("M-12 26Q0 40 12 26V34H-12Z", "ink", shown=0.2),
        oval(0, 0, 26, 31, skin),
        path(
            "M-30 4C-36-36-8-44 8-38C32-36 34-12 30 4C24-14 8-18-6-18C-14-10-18 0-22 10C-28 8-30 8-30 4Z",
            hair,
        ),
    )


@shape
def maker(shirt: str = "steel", apron: str = "oxide", hair: str = "ink", skin: str = "wood") -> str:
    """Both hands on the bench at y 0."""
    arms = (
        line("M-50-92L-86-44M52-92L88-44", shirt, 30)
        + line("M-86-44L-58-18M88-44L60-18", shirt, 26)
        + line("M-58-18L-32-6M60-18L34-6", skin, 15)
    )
    body = path("M-62 4C-66-60-58-104-30-116C-10-122 14-122 32-114C58-104 64-60 60 4Z", shirt) + path(
        "M8-120C40-118 62-90 60 4H20C30-40 26-90 8-120Z", "ink", shown=0.16
    )
    bib = path("M-36 4V-70C-30-84-20-112-22-118H-10C-10-96 12-96 16-118H28C26-104 36-84 40-70V4Z", apron)
    return body + bib + _head(2, -156, skin, hair) + arms + disc(-30, -6, 11, skin) + disc(32, -6, 11, skin)


@shape
def speaker_at(shirt: str = "moss", hair: str = "oxide-dark", skin: str = "wood") -> str:
    """One arm raised: explains."""
    return (
        path("M-62 40C-66-60-58-84-30-96C-10-102 14-102 32-94C58-84 64-40 60 40Z", shirt)
        + path("M8-100C40-98 62-70 60 40H20C30-20 26-70 8-100Z", "ink", shown=0.16)
        + _head(0, -138, skin, hair)
        + line("M-50-72L-78-14", shirt, 28)
        + line("M52-72L98-104", shirt, 27)
        + line("M98-104L116-146", skin, 16)
        + disc(118, -152, 12, skin)
    )


@shape
def bust(shirt: str = "oxide", hair: str = "ink", skin: str = "wood") -> str:
    """Head and shoulders."""
    return solid("M-78 110C-82 60-60 40-24 34H24C60 40 82 60 78 110Z", shirt, 10) + group(
        "translate(0 -14) scale(1.25)", _head(0, 0, skin, hair)
    )


@shape
def back(shirt: str = "oxide", hair: str = "ink", skin: str = "wood") -> str:
    """One of a public, from behind."""
    return (
        path("M-60 110C-64 40-54-4 0-8C54-4 64 40 60 110Z", shirt)
        + path("M10-8C54-4 64 40 60 110H30C36 60 30 10 10-8Z", "ink", shown=0.16)
        + rect(-12, -28, 24, 24, skin)
        + path("M-28-48C-32-92 28-94 28-48C20-22-14-24-28-48Z", hair)
    )


@shape
def walker(coat: str = "oxide", hair: str = "ink", skin: str = "wood") -> str:
    return (
        shadow(4, 90, 40, 7)
        + line("M-2 14L-22 86M2 14L24 84", "ink", 18)
        + solid("M-28 22C-32-50-22-84 0-84C22-84 32-50 28 22Z", coat, 6)
        + line("M-22-66L-40-8M22-66L38-6", coat, 16)
        + disc(-41, -2, 8, skin)
        + disc(39, 0, 8, skin)
        + oval(0, -108, 18, 21, skin)
        + path("M-19-108C-24-136 20-142 22-110C10-122-8-122-19-108Z", hair)
    )


@shape
def child(coat: str = "ochre", hair: str = "oxide-dark", skin: str = "wood") -> str:
    return (
        shadow(2, 70, 32, 6)
        + line("M-2 16L-16 66M2 16L18 64", "ink", 15)
        + solid("M-26 22C-30-30-20-52 0-52C20-52 30-30 26 22Z", coat, 6)
        + line("M-20-40L-46-56M20-40L44-8", coat, 14)
        + disc(-50, -58, 8, skin)
        + disc(46, -4, 8, skin)
        + disc(0, -78, 24, skin)
        + path("M-25-78C-28-112 26-114 27-80C14-94-12-94-25-78Z", hair)
    )


@shape
def climber(dress: str = "oxide", hair: str = "ink", skin: str = "wood") -> str:
    """A dancer who stands out from a wall, on a rope."""
    rope = line("M0-20L6-260", "ochre", 5)
    legs = line("M4 10L-40 50L-84 44M4 10L-26 84L-78 96", "ink", 17)
    return (
        rope
        + legs
        + solid("M-18 24C-24-30 0-60 26-64L46-50C52-16 40 20 20 34Z", dress, 20)
        + line("M34-50L84-90", dress, 15)
        + line("M30-44L96-14", dress, 15)
        + disc(88, -94, 9, skin)
        + disc(100, -12, 9, skin)
        + oval(54, -84, 20, 23, skin)
        + path("M36-88C38-116 78-114 76-84C66-94 48-96 36-88Z", hair)
        + rect(-14, 2, 38, 12, "ochre")
    )


@shape
def dancer(dress: str = "steel", hair: str = "oxide-dark", skin: str = "wood") -> str:
    return (
        line("M0 30L-14 110M4 30L90 4", skin, 15)
        + solid("M-22-60H22L30 10C60 30 80 60 70 66C30 50-30 50-72 66C-76 56-50 24-30 10Z", dress, 6)
        + line("M-20-54L-70-110M20-54L84-90", skin, 13)
        + oval(0, -90, 18, 21, skin)
        + disc(-6, -114, 12, hair)
        + path("M-19-92C-22-116 20-118 20-92C8-102-8-102-19-92Z", hair)
    )


@shape
def sitter(shirt: str = "moss", hair: str = "ink", skin: str = "wood", chair: str = "wood-dark") -> str:
    """Sits and listens, seen from the side."""
    return (
        line("M-44-50V90M-44 22H30V90", chair, 10)
        + line("M-20 20H48V88H70", "ink", 24)
        + solid("M-40 30C-46-40-30-70-4-70C24-70 28-20 22 30Z", shirt, 2)
        + line("M0-44L20 0L50-6", shirt, 17)
        + disc(54, -8, 9, skin)
        + oval(4, -98, 22, 25, skin)
        + path("M-20-96C-26-128 28-136 28-106C12-112 0-106-4-84C-16-82-20-88-20-96Z", hair)
    )


@shape
def hand(skin: str = "wood", cuff: str = "steel") -> str:
    """Flat, comes in from the left."""
    return (
        block(-180, -34, 90, 68, cuff, 0.1)
        + path(
            "M-92-26H-40C-20-44 10-52 22-44C28-36 10-26 0-18H84C98-18 98 0 84 0H96C110 2 108 20 94 20H84C96 22 94 38 82 38H60C70 42 66 54 56 54H-30L-92 34Z",
            skin,
        )
        + line("M30 0H84M34 20H84M30 38H66", "wood-dark", 3)
    )


@shape
def grip(skin: str = "wood", cuff: str = "oxide") -> str:
    """A fist around a handle at 0,0; the arm comes from below."""
    return (
        path("M-24 30H34L60 170H-40Z", cuff)
        + path("M4 30H34L60 170H14Z", "ink", shown=0.16)
        + path("M-32-30Q-36-44-20-44H34Q44-40 40-28L38 34H-22Q-32 20-32-30Z", skin)
        + line("M-30-24H20M-30-6H22M-28 12H20", "wood-dark", 3)
    )


@shape
def shaking(one: str = "steel", two: str = "oxide", skin: str = "wood", other: str = "wood-dark") -> str:
    return (
        group(
            "rotate(12)",
            block(-200, -34, 110, 68, one, 0.1),
            path("M-92-28H-10C20-34 50-20 60 0C64 18 40 26 20 24L-92 30Z", skin),
        )
        + group(
            "rotate(-12) scale(-1 1)",
            block(-200, -34, 110, 68, two, 0.1),
            path("M-92-28H-20C0-30 24-22 30-10C36 6 20 14 6 12C24 18 22 34 4 34L-92 30Z", other),
        )
        + line("M-6 24L12 34M10 18L26 28", skin, 10)
    )


@shape
def hard_hat(ink: str = "ochre", band: str = "ink") -> str:
    return (
        shadow(0, 42, 100)
        + solid("M-86 20C-86-50-44-74 0-74C44-74 86-50 86 20Z", ink, 26)
        + solid("M-16-76H16V10H-16Z", ink, 4)
        + path("M-108 18H112Q112 38 92 38H-92Q-108 36-108 18Z", ink)
        + rect(-86, 12, 172, 8, band, shown=0.35)
    )


@shape
def table_of(
    cloth: str = "pale", one: str = "oxide", two: str = "moss", three: str = "steel", four: str = "ochre"
) -> str:
    """Eight at a long table, from above."""
    seats = "".join(
        disc(x, y, 25, ink) + disc(x, y + (4 if y < 0 else -4), 14, hair)
        for (x, y, ink), hair in zip(
            (
                (-120, -84, one),
                (-40, -84, two),
                (40, -84, three),
                (120, -84, four),
                (-120, 84, three),
                (-40, 84, four),
                (40, 84, one),
                (120, 84, two),
            ),
            ("ink", "oxide-dark", "ink", "wood-dark", "wood-dark", "ink", "stone", "ink"),
            strict=True,
        )
    )
    plates = "".join(
        disc(x, y, 18, "stone") + disc(x, y, 11, "pale") for x in (-120, -40, 40, 120) for y in (-34, 34)
    )
    return (
        seats
        + rect(-170, -58, 352, 128, "ink", shown=0.2)
        + rect(-176, -64, 352, 128, cloth)
        + plates
        + "".join(disc(x, 0, 11, ink) for x, ink in ((-80, "moss"), (0, "oxide"), (80, "ochre")))
    )


@shape
def card_up(ink: str = "oxide", skin: str = "wood", hair: str = "ink", card: str = "pale") -> str:
    """Votes: a card in the air."""
    return (
        line("M34-20L52-74L50-104", skin, 17)
        + line("M34-20L52-66", ink, 24)
        + rect(24, -160, 54, 62, card)
        + line("M36-132L46-120L66-144", "moss", 8)
        + path("M-60 100C-64 20-54-34 0-38C54-34 64 20 60 100Z", ink)
        + path("M10-38C54-34 64 20 60 100H30C36 50 30-20 10-38Z", "ink", shown=0.16)
        + rect(-12, -56, 24, 24, skin)
        + path("M-28-76C-32-118 28-122 28-76C20-50-14-52-28-76Z", hair)
    )
