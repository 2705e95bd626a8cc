"""Instruments, toys, furniture and other things at hand."""

from math import cos, pi, sin

from multifactory.demo.artwork.ink import (
    block,
    disc,
    group,
    line,
    number,
    oval,
    path,
    rect,
    ring,
    shadow,
    solid,
    words,
)
from multifactory.demo.artwork.vocabulary import shape

BODY = "M0-95C38-95 54-72 47-46C42-28 29-22 29-4C29 13 45 20 55 42C67 74 40 102 0 102C-40 102-67 74-55 42C-45 20-29 13-29-4C-29-22-42-28-47-46C-54-72-38-95 0-95Z"


@shape
def violin(body: str = "ochre", dark: str = "wood-dark") -> str:
    holes = line("M-20-14C-30 0-16 14-24 30M20-14C30 0 16 14 24 30", "ink", 4)
    strings = "".join(line(f"M{x}-168L{x * 1.3:.1f} 48", "pale", 0.9) for x in (-4.5, -1.5, 1.5, 4.5))
    pegs = "".join(rect(x, y, 14, 5, "ink") for x, y in ((-24, -200), (10, -192), (-24, -184), (10, -178)))
    return (
        solid(BODY, body, 0)
        + holes
        + path("M-8-170H8L9 10H-9ZM-7 44H7L13 92H-13Z", "ink")
        + rect(-19, 20, 38, 5, "pale")
        + strings
        + path("M-9-206H9L11-168H-11Z", dark)
        + disc(0, -212, 13, dark)
        + disc(0, -212, 5.5, "ink")
        + pegs
    )


@shape
def bow(stick: str = "wood-dark", hair: str = "pale") -> str:
    return (
        line("M-150 0Q0-14 150 0", stick, 6)
        + line("M-140 12L150 5", hair, 3)
        + rect(-148, 0, 24, 16, "ink")
        + rect(144, -3, 10, 12, "ink")
    )


@shape
def cello(body: str = "oxide", dark: str = "oxide-dark") -> str:
    return line("M0 100V132", "stone", 5) + group("scale(1.18)", violin(body, dark))


@shape
def drum(ink: str = "oxide", skin: str = "pale", hoop: str = "wood") -> str:
    cords = "".join(f"L{-84 + one * 24} {64 if one % 2 else -26}" for one in range(1, 8))
    return (
        shadow(0, 84, 96)
        + solid("M-90-40H90V60Q90 86 0 86Q-90 86-90 60Z", ink, 30)
        + line(f"M-84-26{cords}", skin, 4)
        + oval(0, -40, 94, 27, hoop)
        + oval(0, -42, 84, 21, skin)
        + line("M-92 60Q-92 86 0 86Q92 86 92 60", hoop, 9)
    )


@shape
def frame_drum(skin: str = "wall", hoop: str = "wood-dark", sign_ink: str = "oxide") -> str:
    return (
        disc(9, 10, 98, "ink", shown=0.2)
        + disc(0, 0, 98, hoop)
        + disc(0, 0, 84, skin)
        + ring(0, 0, 50, sign_ink, 4)
        + line("M-30 0Q-15-24 0 0T30 0", sign_ink, 5)
        + "".join(disc(91 * cos(a), 91 * sin(a), 4, "ochre") for a in (one * pi / 8 for one in range(16)))
    )


@shape
def mallet_soft(ink: str = "oxide", stick: str = "wood") -> str:
    return line("M0 110V-50", stick, 8) + oval(0, -70, 26, 30, ink)


@shape
def accordion(ink: str = "oxide", fold: str = "pale") -> str:
    folds = "".join(
        rect(-58 + one * 17, -64 + (one % 2) * 5, 11, 140 - (one % 2) * 10, fold if one % 2 else "ink")
        for one in range(7)
    )
    keys = "".join(rect(74, y, 36, 12, "pale") for y in range(-62, 70, 17))
    return (
        shadow(0, 90, 124)
        + folds
        + solid("M-62-80H-124Q-136 0-124 86H-62Z", ink, -80)
        + solid("M62-80H120Q130 0 120 86H62Z", ink, 200)
        + keys
        + "".join(disc(x, y, 6, "ochre") for x in (-104, -84) for y in range(-56, 70, 22))
    )


@shape
def chair(ink: str = "oxide", seat: str = "wood") -> str:
    return (
        line("M-44-104V104M44 14V104M-44 14H44", ink, 11)
        + rect(-56, 0, 112, 17, seat)
        + rect(-50, -96, 16, 60, seat)
        + line("M-44 62H44", ink, 6)
    )


@shape
def bed(ink: str = "oxide", linen: str = "pale", wood: str = "wood-dark") -> str:
    return (
        shadow(0, 82, 150)
        + block(-150, -60, 18, 138, wood)
        + block(132, -20, 18, 98, wood)
        + rect(-134, 10, 268, 50, linen)
        + path("M-60-6H134V56H-60Z", ink)
        + rect(-60, -6, 194, 14, "ink", shown=0.15)
        + rect(-126, -22, 62, 34, linen, round_by=14)
        + rect(-134, 56, 268, 12, wood)
    )


@shape
def cupboard(ink: str = "wood", panel: str = "wall") -> str:
    """A kitchen: cupboards, hob and hood."""
    doors = "".join(
        block(-144 + one * 74, 6, 66, 88, ink, 0.12)
        + rect(-134 + one * 74, 16, 46, 68, panel)
        + disc(-92 + one * 74, 50, 4, "ink")
        for one in range(4)
    )
    upper = "".join(block(x, -118, 66, 62, ink, 0.12) + rect(x + 10, -108, 46, 42, panel) for x in (-144, 78))
    return (
        rect(-152, 0, 304, 100, "wood-dark")
        + doors
        + rect(-158, -10, 316, 16, "ink")
        + upper
        + path("M-46-56H46L26-100H14V-140H-14V-100H-26Z", "stone")
        + group(
            "translate(0 -30) scale(.44)",
            line("M-60-30Q0-70 60-30", "ink", 8),
            path("M-70-20H70V40H-70Z", "oxide"),
        )
    )


@shape
def drawer(ink: str = "wood", runner: str = "wood-dark") -> str:
    return (
        block(-110, -90, 220, 190, ink, 0.1)
        + rect(-96, -76, 192, 44, "wall")
        + disc(0, -54, 8, runner)
        + path("M-96-20H96L128 40V84H-128V40Z", runner)
        + path("M-96-20H96L108 6H-108Z", "ink", shown=0.5)
        + block(-128, 36, 256, 52, ink, 0.1)
        + disc(0, 62, 9, runner)
        + line("M-84-8H84", "wall", 4)
    )


@shape
def stove(tile: str = "moss", grout: str = "moss-dark", door: str = "ink") -> str:
    """Of tiles, on its plinth."""
    tiles = "".join(
        rect(x, y, 36, 36, tile) + path(f"M{x + 18} {y + 6}l12 12-12 12-12-12Z", grout, shown=0.5)
        for x in range(-78, 78, 40)
        for y in range(-96, 60, 40)
    )
    return (
        shadow(0, 108, 100)
        + rect(-82, -100, 164, 196, grout)
        + tiles
        + block(-92, -116, 184, 20, tile, 0.2)
        + block(-96, 92, 192, 20, "stone", 0.2)
        + rect(-34, 20, 68, 56, door)
        + group(
            "translate(0 50) scale(.3)",
            path(
                "M0-90C18-50 58-30 50 22C44 62 20 76 0 76C-26 76-54 58-50 18C-48-8-28-14-26-44C-14-36-8-28-6-16C6-34 8-60 0-90Z",
                "ochre",
            ),
        )
        + line("M60-116V-170", "stone", 22)
    )


@shape
def tile_pattern(one: str = "steel", two: str = "pale") -> str:
    return (
        rect(-50, -50, 100, 100, two)
        + path("M0-44L44 0L0 44L-44 0Z", one)
        + disc(0, 0, 17, two)
        + "".join(
            path(f"M{x * 50} {y * 50}h{-x * 26}a26 26 0 0 {1 if x * y > 0 else 0} {x * 26} {-y * 26}Z", one)
            for x in (-1, 1)
            for y in (-1, 1)
        )
        + line("M-50-50H50V50H-50Z", "ink", 2, shown=0.4)
    )


@shape
def brick(ink: str = "oxide") -> str:
    return (
        path("M-70-10L-30-40H80L44-10Z", "rose")
        + block(-70, -10, 114, 54, ink, 0.05)
        + path("M44-10L80-40V14L44 44Z", "oxide-dark")
    )


@shape
def stacker(one: str = "oxide", two: str = "ochre", three: str = "moss", four: str = "steel") -> str:
    """Rings on a peg."""
    rings = "".join(
        rect(-half, y, half * 2, 30, ink, round_by=15)
        + rect(half * 0.3, y, half * 0.7, 30, "ink", shown=0.15, round_by=15)
        for half, y, ink in ((84, 50, one), (68, 18, two), (54, -14, three), (40, -46, four))
    )
    return (
        shadow(0, 90, 96)
        + rect(-92, 78, 184, 14, "wood-dark")
        + rings
        + rect(-7, -72, 14, 28, "wood")
        + disc(0, -84, 22, "oxide")
    )


@shape
def handle(ink: str = "wood", ferrule: str = "ochre") -> str:
    return (
        solid(
            "M-14-100Q0-116 14-100C34-70 20-50 16-30C12-4 26 20 22 50C18 76 14 84 14 84H-14C-14 84-18 76-22 50C-26 20-12-4-16-30C-20-50-34-70-14-100Z",
            ink,
            2,
        )
        + rect(-15, 82, 30, 22, ferrule)
        + line("M-18-34H18M-20 40H20", "wood-dark", 3)
    )


@shape
def rattle(ink: str = "wood", ring_ink: str = "oxide") -> str:
    return (
        rect(-9, 0, 18, 90, ink, round_by=9)
        + disc(0, 92, 16, ink)
        + disc(0, -44, 46, ink)
        + ring(0, -44, 30, ring_ink, 9)
        + disc(-14, -58, 8, "pale", shown=0.5)
    )


@shape
def game_board(ink: str = "wood", felt: str = "moss") -> str:
    """Sponda: cushions around a felt, discs of two colours."""
    pieces = "".join(
        disc(x + 3, y + 4, 16, "ink", shown=0.25) + disc(x, y, 16, tone)
        for x, y, tone in (
            (-80, -40, "oxide"),
            (-30, 10, "oxide"),
            (30, -30, "pale"),
            (76, 34, "pale"),
            (70, -46, "oxide"),
            (-70, 40, "pale"),
        )
    )
    return (
        rect(-128, -88, 268, 190, "ink", shown=0.2)
        + block(-136, -96, 272, 192, ink, 0.06)
        + rect(-112, -72, 224, 144, felt)
        + line("M-30 10L-112-40L10-72", "pale", 3, dashes="7 7")
        + disc(0, 0, 22, "ink", shown=0.25)
        + pieces
    )


@shape
def dice(ink: str = "pale", dot: str = "oxide") -> str:
    return (
        rect(-34, -34, 76, 76, "ink", shown=0.2, round_by=12)
        + rect(-40, -40, 76, 76, ink, round_by=12)
        + "".join(disc(x, y, 8, dot) for x, y in ((-22, -22), (18, -22), (-2, -2), (-22, 18), (18, 18)))
    )


@shape
def puzzle(one: str = "oxide", two: str = "steel") -> str:
    return path("M-90-60H-10V-30a20 20 0 1 1 0 40V60H-90Z", one) + path(
        "M0-60H90V60H0V22a30 30 0 1 0 0-62Z", two
    )


@shape
def ring_gold(ink: str = "ochre", shine: str = "pale") -> str:
    return (
        shadow(0, 66, 56)
        + ring(0, 0, 56, ink, 17)
        + line("M-48-30A56 56 0 0 1-20-52", shine, 5)
        + line("M30 48A56 56 0 0 0 52 22", "wood-dark", 5)
    )


@shape
def crucible(ink: str = "stone", metal: str = "ochre") -> str:
    """Molten gold, poured."""
    return (
        group(
            "rotate(-38)",
            solid("M-50-40H50L36 44Q0 60-36 44Z", ink, 10),
            oval(0, -40, 50, 13, "ink"),
            oval(0, -38, 42, 9, metal),
        )
        + path("M-62 0Q-74 40-70 110H-60Q-62 40-50 2Z", metal)
        + line("M44-10L150-70", "wood-dark", 12)
    )


@shape
def sun_window(one: str = "steel", two: str = "oxide", three: str = "ochre", lead: str = "ink") -> str:
    """A church window of leaded glass."""
    inner = "M-70 120V-40C-70-96-30-128 0-140C30-128 70-96 70-40V120Z"
    cells = "".join(
        path(
            f"M0-10L{number(66 * cos(a))} {number(-10 + 66 * sin(a))}L{number(66 * cos(a + pi / 4))} {number(-10 + 66 * sin(a + pi / 4))}Z",
            (two, three)[place % 2],
        )
        for place, a in enumerate(one * pi / 4 for one in range(8))
    )
    leads = "".join(
        f"M0-10L{number(66 * cos(a))} {number(-10 + 66 * sin(a))}" for a in (one * pi / 4 for one in range(8))
    )
    return (
        path("M-84 130V-40C-84-104-38-142 0-156C38-142 84-104 84-40V130Z", "stone")
        + path(inner, one)
        + path("M-70 60H0V120H-70ZM0-140C30-128 70-96 70-40H60A66 66 0 0 0 0-76Z", "sky")
        + cells
        + line(leads + "M-66-10A66 66 0 1 0 66-10A66 66 0 1 0-66-10M0 56V120M-70 80H70", lead, 6)
        + line(inner, lead, 7)
    )


@shape
def house_number(text: str = "27", ink: str = "steel", glass: str = "sky") -> str:
    return (
        rect(-82, -66, 180, 148, "ink", shown=0.2, round_by=10)
        + rect(-90, -74, 180, 148, ink, round_by=10)
        + rect(-80, -64, 160, 128, glass, round_by=6)
        + words(0, 40, 118, ink, text)
        + disc(-74, -58, 6, "stone")
        + disc(74, -58, 6, "stone")
        + path("M-80-64H-20L-80 20Z", "pale", shown=0.4)
    )


@shape
def clock(face: str = "pale", rim: str = "oxide", hand: str = "ink") -> str:
    marks = "".join(
        f"M{number(60 * cos(a))} {number(60 * sin(a))}L{number(70 * cos(a))} {number(70 * sin(a))}"
        for a in (one * pi / 6 for one in range(12))
    )
    return (
        disc(7, 8, 92, "ink", shown=0.2)
        + disc(0, 0, 92, rim)
        + disc(0, 0, 78, face)
        + line(marks, hand, 4)
        + line("M0 0L-44 24", hand, 9)
        + line("M0 0V-58", hand, 6)
        + disc(0, 0, 8, rim)
    )


@shape
def key(ink: str = "ochre") -> str:
    return (
        ring(-60, 0, 34, ink, 16)
        + rect(-28, -8, 150, 16, ink)
        + rect(84, 4, 14, 30, ink)
        + rect(108, 4, 14, 24, ink)
    )


@shape
def heart(ink: str = "oxide") -> str:
    return solid("M0 70C-100 10-80-66-38-66C-14-66 0-44 0-36C0-44 14-66 38-66C80-66 100 10 0 70Z", ink, 20)


@shape
def spine(ink: str = "pale") -> str:
    """A back, for who mends it."""
    return "".join(
        group(
            f"translate({number(18 * sin(one / 2.2))} {-100 + one * 24}) rotate({number(9 * cos(one / 2.2))})",
            rect(-26 - one, -8, 52 + 2 * one, 16, ink, round_by=7),
        )
        for one in range(9)
    )


@shape
def couch(ink: str = "steel", cushion: str = "oxide") -> str:
    return (
        shadow(0, 84, 160)
        + line("M-120 60V88M130 60V88", "wood-dark", 11)
        + solid("M-150 10Q-150-66-96-66Q-74-66-66 4H140Q156 4 156 22V64H-150Z", ink, 60)
        + rect(-150, 30, 306, 8, "ink", shown=0.15)
        + group("translate(-84 -20) rotate(-12)", rect(-34, -24, 68, 48, cushion, round_by=10))
    )


@shape
def megaphone(ink: str = "oxide", mouth: str = "pale") -> str:
    return (
        line("M-40 30L-26 90", "ink", 16)
        + solid("M-90-26H-50L80-84V90L-50 34H-90Z", ink, 40)
        + oval(80, 3, 20, 87, mouth)
        + rect(-104, -26, 22, 60, "ink")
    )


@shape
def bandage(ink: str = "ochre", pad: str = "pale") -> str:
    return group(
        "rotate(-30)", rect(-110, -32, 220, 64, ink, round_by=32), rect(-38, -32, 76, 64, pad)
    ) + "".join(disc(x, y, 4, "ink", shown=0.4) for x, y in ((-74, 36), (-58, 46), (62, -40), (76, -30)))


@shape
def warning(ink: str = "ochre", sign_ink: str = "ink") -> str:
    return (
        path("M0-90L100 80H-100Z", sign_ink)
        + path("M0-68L80 68H-80Z", ink)
        + line("M0-24V26", sign_ink, 15)
        + disc(0, 48, 9, sign_ink)
    )


@shape
def walnut(ink: str = "wood-dark", husk: str = "moss") -> str:
    return (
        solid("M-46 0A46 46 0 1 1 46 0A46 46 0 1 1-46 0", husk, 10)
        + path("M-30-10C-20-40 30-40 32-6C34 26-20 34-30-10Z", ink)
        + line("M-18-10C0-24 14-20 22-4M-14 4C0-6 10-4 18 8", "ink", 3)
    )


@shape
def wire_notes(ink: str = "pale") -> str:
    """Music."""
    return (
        "".join(
            oval(x, y, 13, 10, ink) + line(f"M{x + 11} {y}V{y - 60}", ink, 6)
            for x, y in ((-60, 30), (-6, 16), (64, 30))
        )
        + line("M-49-30L5-44", ink, 11)
        + line("M75-30L98-10", ink, 8)
    )


@shape
def crane_hook(ink: str = "ochre", hook: str = "ink") -> str:
    return (
        rect(-170, -120, 340, 22, ink)
        + "".join(line(f"M{x}-98l14-20 14 20", hook, 3, shown=0.5) for x in range(-166, 160, 30))
        + block(-30, -104, 60, 30, hook)
        + line("M-10-74V0M10-74V0", hook, 4)
        + block(-22, 0, 44, 34, ink)
        + line("M0 34V52C30 56 30 96 0 96C-18 96-24 84-22 74", hook, 11)
    )


@shape
def easel(wood: str = "wood", sheet_ink: str = "pale", one: str = "oxide", two: str = "steel") -> str:
    return (
        line("M0-120L-74 130M0-120L74 130M0-110V120", wood, 10)
        + rect(-78, -94, 168, 124, "ink", shown=0.2)
        + rect(-84, -100, 168, 124, sheet_ink)
        + path("M-84 24V-20L-30-60L20-6L50-34L84 0V24Z", two)
        + disc(46, -66, 18, one)
        + rect(-94, 24, 188, 12, wood)
    )


@shape
def carton(ink: str = "ochre", mark: str = "oxide") -> str:
    """A carton for a bottle, with a window."""
    return (
        shadow(0, 108, 66)
        + path("M-50-60L-20-104H20L50-60Z", ink)
        + path("M-20-104H20V-116H-20Z", "ink")
        + block(-50, -60, 100, 166, ink, 0.34)
        + disc(-14, 0, 24, mark)
        + line("M-38 50H12M-38 66H-6", "ink", 5)
    )


@shape
def mask(ink: str = "pale", lip: str = "oxide") -> str:
    return (
        solid("M-66-70Q0-92 66-70C70 10 50 76 0 90C-50 76-70 10-66-70Z", ink, 6)
        + path("M-44-26Q-26-44-8-24Q-26-14-44-26ZM8-24Q26-44 44-26Q26-14 8-24Z", "ink")
        + path("M-34 26Q0 70 34 26Q0 40-34 26Z", lip)
        + path("M0-20L-10 14H8Z", "ink", shown=0.2)
    )


@shape
def flat_tree(ink: str = "moss-dark", wood: str = "wood") -> str:
    """A tree of canvas on a batten: part of a set."""
    return (
        line("M-40 100L0 40L40 100M0-20V110", wood, 10)
        + path("M-80 0C-96-40-50-60-46-84C-30-120 40-116 46-80C70-60 96-30 78 0C50 24-50 24-80 0Z", ink)
        + line("M-56-14Q0 8 56-14M-46-50Q0-30 46-50", "moss", 5)
    )


@shape
def calendar(ink: str = "pale", head: str = "oxide", mark: str = "steel") -> str:
    days = "".join(
        rect(-76 + x * 32, -26 + y * 30, 24, 22, mark if (x, y) in ((2, 1), (3, 1), (4, 2)) else "stone")
        for x in range(5)
        for y in range(4)
    )
    return (
        rect(-82, -84, 184, 190, "ink", shown=0.2)
        + rect(-90, -92, 184, 190, ink)
        + rect(-90, -92, 184, 46, head)
        + line("M-50-106V-78M54-106V-78", "ink", 9)
        + days
    )


@shape
def bird(ink: str = "steel", belly: str = "pale") -> str:
    return (
        path("M-50 10C-50-30-16-44 14-36C24-56 60-50 58-24L80-14L56-8C54 30 20 46-10 40L-70 56L-54 26Z", ink)
        + path("M-30 16C-10 34 20 30 30 0C20 30-4 34-10 40Z", belly)
        + disc(38, -26, 5, "pale")
        + disc(39, -26, 2.5, "ink")
    )


@shape
def fish(ink: str = "oxide") -> str:
    return (
        path(
            "M-60 0C-40-34 10-38 40-10C50-26 66-32 78-30C68-10 68 10 78 30C64 30 50 24 40 12C10 38-40 34-60 0Z",
            ink,
        )
        + disc(-36, -6, 5, "pale")
        + line("M-14-16Q-4 0-14 16", "ink", 4, shown=0.4)
    )


@shape
def toaster(ink: str = "oxide", bread: str = "wood", cord: str = "ink") -> str:
    return (
        line("M84 30C120 40 120 70 150 60", cord, 7)
        + path("M-50-36C-60-86 10-86 0-36ZM6-36C0-80 60-80 52-36Z", bread)
        + solid("M-86-20Q-86-44-62-44H62Q86-44 86-20V46H-86Z", ink, 40)
        + rect(-92, 40, 184, 12, cord)
        + rect(-62, -50, 124, 9, cord)
        + disc(56, 16, 12, "pale")
        + line("M56 16L62 8", cord, 4)
        + line("M-64-20V20", "pale", 6, shown=0.4)
    )


@shape
def film_strip(ink: str = "ink", frame: str = "sky") -> str:
    holes = "".join(rect(x, y, 14, 12, frame) for x in range(-196, 200, 28) for y in (-50, 38))
    frames = "".join(
        rect(x, -30, 84, 60, frame)
        + path(f"M{x} 30q24-34 44-14t40-4V30Z", "moss")
        + disc(x + 62, -10, 10, "oxide")
        for x in (-190, -94, 2, 98)
    )
    return rect(-220, -58, 440, 116, ink) + holes + frames


@shape
def ring_of_chairs(one: str = "oxide", two: str = "ochre", seat: str = "pale") -> str:
    """Sixteen in a ring, from above; who is there has a head."""
    parts = []
    for place in range(16):
        a = place * pi / 8
        x, y = 150 * cos(a), 104 * sin(a)
        parts.append(
            group(
                f"translate({number(x)} {number(y)}) rotate({number(place * 22.5)})",
                rect(-16, -16, 32, 32, seat, round_by=5),
                rect(12, -18, 9, 36, "ink", round_by=4),
            )
        )
        if place % 4:
            parts.append(
                disc(x, y, 19, (one, two, "steel")[place % 3])
                + disc(x, y, 11, ("ink", "wood-dark", "oxide-dark")[place % 3])
            )
    return (
        oval(0, 0, 190, 140, "ink", shown=0.12)
        + "".join(parts)
        + disc(0, 0, 34, "wood")
        + disc(0, 0, 14, "oxide")
    )
