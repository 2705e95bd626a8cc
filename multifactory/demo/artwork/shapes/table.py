"""Vessels, and what one eats, drinks and grows."""

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
)
from multifactory.demo.artwork.vocabulary import shape


@shape
def plate(ink: str = "pale", rim: str = "steel", middle: str = "stone") -> str:
    """Seen from above."""
    return (
        disc(6, 8, 84, "ink", shown=0.2)
        + disc(0, 0, 84, ink)
        + ring(0, 0, 74, rim, 5)
        + disc(0, 0, 50, middle, shown=0.5)
    )


@shape
def bowl(ink: str = "ochre", inside: str = "pale") -> str:
    return (
        shadow(4, 52, 60)
        + solid("M-90-30C-90 20-50 52 0 52C50 52 90 20 90-30Z", ink, 20)
        + oval(0, -30, 90, 17, "ink", shown=0.35)
        + oval(0, -29, 84, 14, inside)
    )


@shape
def vase(ink: str = "oxide", band: str = "pale") -> str:
    return (
        shadow(4, 96, 50)
        + solid(
            "M-24 96C-66 60-64-10-22-40C-14-50-18-70-26-84H26C18-70 14-50 22-40C64-10 66 60 24 96Z", ink, 8
        )
        + line("M-44 0Q0 12 44 0M-50 16Q0 28 50 16", band, 4)
    )


@shape
def jug(ink: str = "steel", band: str = "pale") -> str:
    return (
        shadow(0, 84, 60)
        + line("M44-40C100-44 96 34 48 30", ink, 14)
        + solid(
            "M-40-84L-58-90L-44-66C-30-40-62-20-58 24C-54 62-34 84 0 84C34 84 54 62 58 24C62-20 30-40 40-84Z",
            ink,
            12,
        )
        + line("M-57 12Q0 26 57 12", band, 6)
    )


@shape
def cup(ink: str = "pale", drink: str = "wood-dark") -> str:
    return (
        shadow(0, 46, 60)
        + line("M44-16C84-20 84 26 38 24", ink, 11)
        + solid("M-52-32H52C52 20 34 46 0 46C-34 46-52 20-52-32Z", ink, 10)
        + oval(0, -32, 52, 11, "ink", shown=0.35)
        + oval(0, -31, 46, 8, drink)
    )


@shape
def steam(ink: str = "pale") -> str:
    return line("M-26 40C-44 14-8-4-26-34M0 40C-18 14 18-4 0-34M26 40C8 14 44-4 26-34", ink, 6, shown=0.8)


@shape
def teapot(ink: str = "moss", band: str = "ochre") -> str:
    return (
        shadow(0, 66, 84)
        + line("M-70-16C-124-20-120 40-66 36", ink, 13)
        + path("M60 10C92 8 96-28 124-38L132-26C112-4 100 40 62 44Z", ink)
        + solid("M-76 14C-76-30-44-46 0-46C44-46 76-30 76 14C76 48 44 66 0 66C-44 66-76 48-76 14Z", ink, 16)
        + solid("M-40-46Q0-66 40-46Z", band, 6)
        + disc(0, -64, 10, band)
    )


@shape
def jar(fill: str = "oxide", lid: str = "ochre", label: str = "pale") -> str:
    return (
        shadow(0, 92, 54)
        + rect(-50, -66, 100, 156, "sky", round_by=12)
        + rect(-43, -36, 86, 120, fill, round_by=9)
        + rect(26, -58, 12, 140, "pale", shown=0.5)
        + block(-54, -86, 108, 24, lid)
        + rect(-36, 4, 72, 44, label)
        + line("M-22 20H22M-22 34H4", "ink", 4)
    )


@shape
def pickle(ink: str = "moss") -> str:
    return solid("M-20-60C14-66 30-20 22 24C16 60-12 66-22 40C-34 6-44-54-20-60Z", ink, 2) + "".join(
        disc(x, y, 4, "wall") for x, y in ((-14, -36), (-8, 0), (4, -18), (0, 30), (-16, 20))
    )


@shape
def bottle(ink: str = "moss-dark", label: str = "pale", cap: str = "ochre") -> str:
    return (
        shadow(0, 110, 42)
        + solid("M-14-104H14V-50C34-36 36-22 36 0V110H-36V0C-36-22-34-36-14-50Z", ink, 10)
        + rect(-36, 14, 72, 56, label)
        + rect(-17, -116, 34, 18, cap)
        + disc(0, 42, 15, cap)
        + line("M-24-10V104", "pale", 4, shown=0.35)
    )


@shape
def flask(ink: str = "oxide", cork: str = "wood") -> str:
    """A small bottle of bitters, with a dropper's neck."""
    return (
        shadow(0, 76, 50)
        + solid("M-12-70H12V-26C44-18 48 10 48 34V76H-48V34C-48 10-44-18-12-26Z", ink, 12)
        + block(-15, -92, 30, 24, cork)
        + path("M-48 34H48V76H-48Z", "ink", shown=0.25)
    )


@shape
def beer(ink: str = "ochre", foam: str = "pale") -> str:
    bubbles = "".join(
        disc(x, y, 4, foam, shown=0.7)
        for x, y in ((-22, 40), (8, 10), (-6, 66), (20, 50), (-16, -10), (16, -26))
    )
    return (
        shadow(0, 98, 60)
        + path("M-56-74H56L46 98H-46Z", "sky")
        + solid("M-51-50H51L42 90H-42Z", ink, 14)
        + bubbles
        + path(
            "M-58-50C-74-84-40-104-24-92C-12-112 20-108 26-92C50-104 74-76 58-50Q40-36 26-50Q6-34-10-50Q-36-34-58-50Z",
            foam,
        )
    )


@shape
def hop(ink: str = "moss", dark: str = "moss-dark") -> str:
    rows = ((-44, 30), (-22, 42), (2, 44), (26, 36), (48, 22))
    scales = "".join(
        path(
            f"M{-wide} {y}Q{-wide / 2} {y + 38} 0 {y + 4}Q{wide / 2} {y + 38} {wide} {y}Q0 {y - 36}{-wide} {y}Z",
            ink if one % 2 else dark,
        )
        for one, (y, wide) in enumerate(rows)
    )
    return line("M0-50C4-76 16-84 24-90", dark, 5) + scales


@shape
def barrel(ink: str = "wood", hoop: str = "ink") -> str:
    return (
        shadow(0, 92, 70)
        + solid("M-56-90H56Q88 0 56 90H-56Q-88 0-56-90Z", ink, 20)
        + line("M-22-88Q-36 0-22 88M22-88Q36 0 22 88", "wood-dark", 3)
        + line("M-62-60H62M-71-24H71M-71 26H71M-62 62H62", hoop, 7)
    )


@shape
def loaf(ink: str = "wood", crust: str = "wood-dark", cut: str = "pale") -> str:
    cuts = "".join(line(f"M{x}-50C{x + 16}-36 {x + 18}-14 {x + 10}-2", cut, 7) for x in (-56, -26, 6, 36))
    return (
        shadow(0, 18, 98, 18)
        + path("M-94 6C-94-50-48-64 0-64C48-64 94-50 94 6C94 20-94 20-94 6Z", ink)
        + path("M-94 6C-94 20 94 20 94 6C94-10 84-36 68-48C76-12 24 4-94 6Z", crust)
        + cuts
    )


@shape
def round_loaf(ink: str = "wood", flour: str = "pale") -> str:
    """Two kilos, seen from above."""
    return (
        disc(8, 10, 100, "ink", shown=0.2)
        + disc(0, 0, 100, "wood-dark")
        + disc(-4, -4, 92, ink)
        + line(
            "M-60-40Q0-20 60-44M-66 0Q0 20 66-4M-54 40Q0 58 54 36M-30-74Q-10 0-32 70M28-76Q10 0 32 70",
            flour,
            7,
        )
    )


@shape
def crumble(ink: str = "ochre", nut: str = "wood-dark") -> str:
    """Sbrisolona: a flat cake with almonds, one piece broken off."""
    nuts = "".join(
        group(
            f"translate({number(r * cos(a))} {number(r * sin(a))}) rotate({a * 60:.0f})",
            path("M-13 0Q0-13 15 0Q0 13-13 0Z", nut),
        )
        for r, a in ((20, 0.3), (26, 2.6), (54, 1.2), (58, 2.2), (56, 3.4), (60, 4.4), (62, 5.3), (28, 4.4))
    )
    crumbs = "".join(
        disc(x, y, r, ink)
        for x, y, r in ((118, -14, 7), (104, -46, 5), (132, 14, 4), (96, 22, 6), (122, -66, 4))
    )
    return "".join(
        (
            disc(7, 9, 96, "ink", shown=0.2),
            path("M92-32L40-12L62 6L50 26L82 42A96 96 0 1 1 92-32Z", ink),
            nuts,
            group("translate(38 0)", path("M92-32L46-12L64 8L54 24L82 42A96 96 0 0 0 92-32Z", ink)),
            crumbs,
        )
    )


@shape
def flat_bread(ink: str = "wall", seed: str = "ink") -> str:
    seeds = "".join(
        group(f"translate({x} {y}) rotate({x * 7})", oval(0, 0, 7, 3.4, seed))
        for x, y in (
            (-60, -14),
            (-30, 16),
            (0, -20),
            (26, 12),
            (58, -12),
            (-76, 12),
            (70, 18),
            (-10, 30),
            (-36, -30),
            (36, -34),
        )
    )
    return (
        oval(6, 10, 118, 62, "ink", shown=0.2)
        + oval(0, 0, 118, 60, "wood")
        + oval(-4, -5, 110, 53, ink)
        + line("M-70-34Q-40 0-70 36M-20-48Q4 0-20 46M34-46Q56 0 34 44", "wood", 6)
        + seeds
    )


@shape
def wheat(ink: str = "ochre", stalk: str = "wood") -> str:
    grains = "".join(
        path(
            f"M0 {y}Q-26 {y - 12}-20 {y - 34}Q-2 {y - 24} 0 {y}Q2 {y - 24} 20 {y - 34}Q26 {y - 12} 0 {y}Z",
            ink,
        )
        for y in (40, 18, -4, -26, -48)
    )
    return (
        line("M0 120V-60", stalk, 5)
        + grains
        + path("M0-50Q-12-74 0-100Q12-74 0-50Z", ink)
        + line("M-18 6L-34-40M18 6L34-40M0-90V-122", ink, 2.5)
    )


@shape
def sack(ink: str = "stone", mark: str = "oxide") -> str:
    return (
        shadow(0, 92, 80)
        + solid("M-50-56C-90-20-90 60-70 92H70C90 60 90-20 50-56Z", ink, 22)
        + path("M-56-92Q0-74 56-92Q46-66 50-56H-50Q-46-66-56-92Z", ink)
        + line("M-52-56H52", mark, 9)
        + ring(0, 20, 26, mark, 5)
        + line("M0 40V2M-10 14L0 4L10 14", mark, 4)
    )


@shape
def millstone(ink: str = "stone", eye: str = "ink") -> str:
    cuts = "".join(
        f"M{number(26 * cos(a))} {number(26 * sin(a))}L{number(84 * cos(a + 0.5))} {number(84 * sin(a + 0.5))}"
        for a in (one * pi / 6 for one in range(12))
    )
    return (
        disc(8, 10, 94, "ink", shown=0.2)
        + disc(0, 0, 94, ink)
        + line(cuts, "ink", 4, shown=0.4)
        + disc(0, 0, 22, eye)
        + ring(0, 0, 90, "ink", 3)
    )


@shape
def pumpkin(ink: str = "ochre", rib: str = "oxide", stalk: str = "moss-dark") -> str:
    body = "".join(
        oval(x, 8, rx, ry, ink)
        for x, rx, ry in ((-44, 40, 50), (44, 40, 50), (-20, 36, 56), (20, 36, 56), (0, 28, 58))
    )
    return (
        shadow(0, 58, 84, 12)
        + body
        + oval(48, 8, 37, 48, "ink", shown=0.15)
        + line(
            "M-34-42C-54-8-52 28-34 56M-14-46C-24-8-22 30-12 62M14-46C24-8 22 30 12 62M34-42C54-8 52 28 34 56",
            rib,
            3.5,
        )
        + path("M-8-46L-14-76L6-82L10-46Z", stalk)
    )


@shape
def sprig(ink: str = "moss", stem: str = "moss-dark") -> str:
    leaf = "M0 0C20-16 22-46 0-70C-22-46-20-16 0 0Z"
    leaves = "".join(
        group(
            f"translate(0 {80 - one * 26}) rotate({55 if one % 2 else -55}) scale({0.8 - one * 0.05:.2f})",
            path(leaf, ink),
            line("M0 0V-58", stem, 2),
        )
        for one in range(7)
    )
    return (
        line("M0 110C-8 40 8-30 0-90", stem, 5)
        + leaves
        + group("translate(0 -84) scale(.6)", path(leaf, ink))
    )


@shape
def leaf(ink: str = "moss", vein: str = "moss-dark") -> str:
    return solid("M0 96C60 50 66-30 0-96C-66-30-60 50 0 96Z", ink, 0) + line(
        "M0 112V-70M0 50L32 20M0 50L-32 20M0 10L34-20M0 10L-34-20M0-28L22-52M0-28L-22-52", vein, 4
    )


@shape
def flower(petal: str = "oxide", heart: str = "ochre", stem: str = "moss-dark") -> str:
    petals = "".join(
        group(f"rotate({one * 60})", path("M0 0C-26-22-22-60 0-64C22-60 26-22 0 0Z", petal))
        for one in range(6)
    )
    return (
        line("M0 0C-6 50 8 80 0 120", stem, 6)
        + path("M0 84C24 60 50 62 60 70C44 92 20 96 0 92Z", stem)
        + petals
        + disc(0, 0, 18, heart)
    )


@shape
def poppy(petal: str = "oxide", stem: str = "moss") -> str:
    return (
        line("M0 10C-8 50 6 80 0 116", stem, 5)
        + solid("M-50-20C-56-62-20-66 0-46C20-66 56-62 50-20C44 14 20 22 0 20C-20 22-44 14-50-20Z", petal, 4)
        + disc(0, -8, 15, "ink")
        + disc(0, -8, 6, "moss")
    )


@shape
def carrot(ink: str = "oxide", green: str = "moss") -> str:
    return (
        line("M0-56L-20-104M0-56V-112M0-56L20-104", green, 9)
        + solid("M-26-50Q0-66 26-50L4 96Q0 104-4 96Z", ink, 2)
        + line("M-20-24H0M-12 10H4M0 40H8", "oxide-dark", 3)
    )


@shape
def tomato(ink: str = "oxide", green: str = "moss-dark") -> str:
    return (
        shadow(0, 44, 46)
        + solid("M-54 0C-54-36-24-46 0-40C24-46 54-36 54 0C54 34 28 46 0 46C-28 46-54 34-54 0Z", ink, 14)
        + path("M0-38L-24-50L-10-36L-28-24L-4-28L0-10L6-28L28-24L12-36L24-50Z", green)
    )


@shape
def courgette(ink: str = "moss", end: str = "ochre") -> str:
    return (
        solid("M-16-90Q0-100 16-90C26-30 28 40 20 80Q0 100-20 80C-28 40-26-30-16-90Z", ink, 4)
        + rect(-9, -112, 18, 24, end)
        + line("M-10-70C-14-10-14 40-10 76", "wall", 4, shown=0.6)
    )


@shape
def egg(ink: str = "pale") -> str:
    return solid("M0-44C30-44 38 0 36 16C34 40 18 48 0 48C-18 48-34 40-36 16C-38 0-30-44 0-44Z", ink, 10)


@shape
def crate(ink: str = "wood", slat: str = "wood-dark") -> str:
    slats = "".join(block(-120, y, 240, 28, ink, 0.2) for y in (-10, 24, 58))
    return (
        shadow(0, 92, 124)
        + rect(-112, -10, 224, 96, slat)
        + slats
        + rect(-120, -18, 18, 108, slat)
        + rect(102, -18, 18, 108, slat)
    )


@shape
def basket(ink: str = "wood", weave: str = "wood-dark") -> str:
    rows = "".join(
        f"M{-96 + one * 5} {4 + one * 16}q12-10 24 0t24 0 24 0 24 0 24 0 24 0 24 0" for one in range(5)
    )
    return (
        line("M-80-4C-70-110 70-110 80-4", weave, 11)
        + solid("M-104-6H104L80 86H-80Z", ink, 20)
        + line(rows, weave, 4)
        + rect(-108, -14, 216, 16, weave)
    )


@shape
def melon(ink: str = "moss", flesh: str = "rose") -> str:
    """A slice, rind below."""
    return (
        path("M-110-30H110C104 40 56 84 0 84C-56 84-104 40-110-30Z", ink)
        + path("M-92-30H92C86 26 48 64 0 64C-48 64-86 26-92-30Z", "pale")
        + path("M-82-30H82C76 18 44 52 0 52C-44 52-76 18-82-30Z", flesh)
        + "".join(
            group(f"translate({x} {y})", path("M0-9Q7 4 0 9Q-7 4 0-9Z", "ink"))
            for x, y in ((-40, -10), (-12, 6), (16, 8), (42, -8), (0, -16))
        )
    )


@shape
def pot(ink: str = "oxide", lid: str = "oxide-dark") -> str:
    return (
        shadow(0, 74, 96)
        + rect(-120, -18, 240, 16, "ink")
        + solid("M-96-30H96V50Q96 74 70 74H-70Q-96 74-96 50Z", ink, 30)
        + solid("M-100-36Q0-76 100-36V-26H-100Z", lid, 30)
        + block(-14, -78, 28, 18, "ochre")
    )


@shape
def cauldron(ink: str = "ink", dye: str = "wood-dark", fire: str = "oxide") -> str:
    return (
        line("M-70 70L-84 110M70 70L84 110", "ink", 12)
        + group(
            "translate(0 100) scale(.5)",
            path("M-90 30C-80-30-50-10-50-70C-20-40-20-50 0-90C20-50 20-40 50-70C50-10 80-30 90 30Z", fire),
        )
        + solid("M-108-40H108C116 30 70 80 0 80C-70 80-116 30-108-40Z", ink, 40)
        + oval(0, -42, 112, 26, "stone")
        + oval(0, -40, 102, 20, dye)
    )


@shape
def ladle(ink: str = "stone") -> str:
    return line("M40-110L0 30", ink, 9) + solid("M-46 26H46C46 64 22 80 0 80C-22 80-46 64-46 26Z", ink, 6)


@shape
def whisk(ink: str = "stone", handle: str = "wood") -> str:
    return line(
        "M0 0C-60 50-30 104 0 104C30 104 60 50 0 0M0 0C-24 50-16 100 0 104C16 100 24 50 0 0", ink, 4
    ) + block(-9, -90, 18, 92, handle)


@shape
def fork_knife(ink: str = "stone") -> str:
    fork = line("M-50-90V-40M-38-90V-40M-26-90V-40", ink, 6) + line("M-50-40Q-38-22-26-40M-38-30V90", ink, 8)
    return fork + path("M30-92C56-70 54-10 44 6H36V-92Z", ink) + line("M40 0V90", ink, 9)


@shape
def apple(ink: str = "oxide", green: str = "moss") -> str:
    return (
        line("M2-44C4-60 12-70 20-74", "wood-dark", 6)
        + path("M6-52C16-76 44-76 54-66C44-46 20-44 6-52Z", green)
        + solid("M-56 0C-56-46-20-52 0-38C20-52 56-46 56 0C56 40 28 62 0 52C-28 62-56 40-56 0Z", ink, 12)
    )


@shape
def chocolate(ink: str = "oxide-dark", wrap: str = "ochre") -> str:
    squares = "".join(
        rect(-70 + x * 48, -96 + y * 40, 42, 34, "wood-dark", shown=0.7) for x in range(3) for y in range(3)
    )
    return (
        rect(-78, -104, 156, 200, ink)
        + squares
        + solid("M-88 10L-70 0L-50 12L-30 0L-10 12L10 0L30 12L50 0L70 12L88 2V112H-88Z", wrap, 30)
        + rect(-54, 40, 108, 44, "pale")
        + line("M-36 56H36M-36 70H6", "ink", 4)
    )


@shape
def soap(ink: str = "moss", band: str = "pale") -> str:
    return (
        shadow(0, 30, 74)
        + block(-70, -30, 140, 60, ink, 0.2)
        + rect(-24, -30, 48, 60, band)
        + line("M-12-6H12M-12 8H2", "ink", 3)
    )


@shape
def mortar(ink: str = "stone", pestle: str = "wood") -> str:
    return (
        line("M70-104L6-20", pestle, 20)
        + shadow(0, 78, 70)
        + solid("M-84-30H84C80 20 54 44 30 52V62H52V78H-52V62H-30V52C-54 44-80 20-84-30Z", ink, 18)
        + rect(-90, -38, 180, 14, ink)
    )


@shape
def rice(ink: str = "pale") -> str:
    return "".join(
        group(f"translate({x} {y}) rotate({(x * 13 + y * 7) % 180})", oval(0, 0, 10, 4.5, ink))
        for x in range(-80, 81, 26)
        for y in range(-30, 31, 20)
    )
