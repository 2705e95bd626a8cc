"""Yarn, cloth, leather and what is made of them."""

from multifactory.demo.artwork.ink import block, disc, group, line, oval, path, rect, ring, shadow, solid
from multifactory.demo.artwork.vocabulary import shape


@shape
def spool(yarn: str = "oxide", wood: str = "wood") -> str:
    turns = "".join(f"M-24 {y}L24 {y + 5}" for y in range(-34, 34, 9))
    return (
        block(-24, -40, 48, 80, yarn)
        + line(turns, "ink", 2, shown=0.35)
        + block(-36, -58, 72, 18, wood)
        + block(-36, 40, 72, 18, wood)
    )


@shape
def ball(yarn: str = "oxide", turn: str = "pale") -> str:
    """A ball of wool with its end."""
    d = "M-50 10C-30-40 20-54 46-24M-40 34C-14-16 34-24 54 6M-20 50C0 14 30 4 50 22M-52-14C-34-46-6-56 14-56M-26-52C10-30 26 10 20 54"
    return (
        line("M20 50C60 70 110 40 150 66", yarn, 5)
        + solid("M-58 0A58 58 0 1 1 58 0A58 58 0 1 1-58 0", yarn, 20)
        + line(d, turn, 3, shown=0.7)
    )


@shape
def needles(wood: str = "ochre", knob: str = "ink") -> str:
    return line("M-80 90L70-90M80 90L-70-90", wood, 7) + disc(72, -92, 10, knob) + disc(-72, -92, 10, knob)


@shape
def scissors(handle: str = "oxide", blade: str = "stone") -> str:
    return (
        path("M-6-4L-34-112Q-20-116-14-104L10 2ZM6-4L34-112Q20-116 14-104L-10 2Z", blade)
        + ring(-30, 58, 24, handle, 12)
        + ring(30, 58, 24, handle, 12)
        + line("M0-4L-20 36M0-4L20 36", handle, 11)
        + disc(0, -6, 6, "ink")
    )


@shape
def jumper(ink: str = "oxide", band: str = "pale", cuff: str = "oxide-dark") -> str:
    ribs = "".join(f"M{x} 84v20" for x in range(-50, 56, 10))
    return (
        solid("M-30-84C-14-66 14-66 30-84L66-68L118 40L86 58L56 4V104H-56V4L-86 58L-118 40L-66-68Z", ink, 12)
        + path("M-56 0H56V24H-56Z", band)
        + line("M-50 12l10-8 10 8 10-8 10 8 10-8 10 8 10-8 10 8 10-8 10 8", cuff, 3)
        + rect(-56, 84, 112, 20, cuff)
        + line(ribs, band, 2, shown=0.5)
        + path("M-118 40L-86 58L-92 72L-124 54ZM118 40L86 58L92 72L124 54Z", cuff)
        + line("M-30-84C-14-64 14-64 30-84", cuff, 8)
    )


@shape
def coat(ink: str = "steel", lining: str = "oxide", button: str = "ochre") -> str:
    return (
        solid("M-30-104H30L70-84L104 44L72 54L58-6L64 124H-64L-58-6L-72 54L-104 44L-70-84Z", ink, 14)
        + path("M-26-104H26L0-26Z", lining)
        + path("M-30-104L0-26L-34-8L-50-70ZM30-104L0-26L34-8L50-70Z", "ink", shown=0.35)
        + line("M0-26V124", "ink", 3, shown=0.6)
        + "".join(disc(-12, y, 6, button) for y in (4, 40, 76))
        + line("M-46 44H-20M20 44H46", "ink", 4, shown=0.6)
    )


@shape
def dress(ink: str = "oxide", trim: str = "ochre") -> str:
    """A costume of the stage."""
    return (
        solid(
            "M-34-104C-20-92 20-92 34-104L46-40L34-10C70 30 96 80 104 118Q0 140-104 118C-96 80-70 30-34-10L-46-40Z",
            ink,
            10,
        )
        + line("M-36-8Q0 4 36-8", trim, 9)
        + line("M-100 104Q0 126 100 104", trim, 7)
        + line("M-20 4L-44 108M20 4L44 108M0 6V114", "ink", 3, shown=0.35)
        + path("M-34-104C-20-92 20-92 34-104L26-84Q0-72-26-84Z", trim)
    )


@shape
def mannequin(ink: str = "stone", stand: str = "wood-dark") -> str:
    return (
        rect(-5, 70, 10, 50, stand)
        + line("M-44 124L0 108L44 124", stand, 9)
        + solid(
            "M-14-100H14L18-84L54-68C58-30 36-16 36 10C36 34 52 50 50 76H-50C-52 50-36 34-36 10C-36-16-58-30-54-68L-18-84Z",
            ink,
            10,
        )
        + line("M0-84V76M-44-40Q0-28 44-40", "ink", 2, dashes="6 5")
        + block(-12, -112, 24, 14, stand)
    )


@shape
def roll(ink: str = "moss", core: str = "wood") -> str:
    """A roll of cloth."""
    return (
        path("M-120-30H70V90H-120Z", ink)
        + rect(-120, 60, 190, 30, "ink", shown=0.2)
        + oval(70, 0, 20, 30, core)
        + path("M-120-30H70A20 30 0 0 1 70 30H-120A20 30 0 0 1-120-30Z", ink)
        + rect(-120, 10, 190, 20, "ink", shown=0.15)
        + oval(70, 0, 20, 30, ink)
        + ring(70, 0, 12, "pale", 3)
        + oval(70, 0, 6, 9, core)
    )


@shape
def blanket(ink: str = "stone", stripe: str = "oxide", fringe: str = "pale") -> str:
    """Folded twice, with a fringe."""
    ends = "".join(f"M{x} 66v20" for x in range(-104, 110, 13))
    layers = "".join(
        solid(f"M-116 {y}H104Q120 {y + 20} 104 {y + 40}H-116Z", ink, 60)
        + rect(-80, y, 24, 40, stripe)
        + rect(-44, y, 8, 40, stripe)
        for y in (-58, -16, 26)
    )
    return shadow(0, 80, 130) + line(ends, fringe, 4) + layers


@shape
def button(ink: str = "ochre", hole: str = "ink") -> str:
    return (
        disc(0, 0, 40, ink)
        + ring(0, 0, 31, hole, 3)
        + "".join(disc(x, y, 5, hole) for x in (-9, 9) for y in (-9, 9))
    )


@shape
def zip_fastener(cloth: str = "steel", metal: str = "ochre") -> str:
    teeth = "".join(f"M-9 {y}h8M1 {y + 6}h8" for y in range(-10, 110, 12))
    open_teeth = "".join(
        f"M{-12 + y * 0.42:.0f} {y}h9M{12 - y * 0.42:.0f} {y}h-9" for y in range(-100, -20, 12)
    )
    return (
        rect(-50, -116, 100, 232, cloth)
        + path("M-46-116L0-20L46-116Z", "ink", shown=0.6)
        + line(teeth + open_teeth, metal, 5)
        + solid("M-16-34H16L10 6H-10Z", metal, 0)
        + block(-6, 4, 12, 44, metal)
    )


@shape
def rucksack(ink: str = "oxide", flap: str = "oxide-dark", strap: str = "ochre") -> str:
    return (
        line("M-30-104C-30-130 30-130 30-104", strap, 9)
        + solid("M-70-60Q-70-104-30-104H30Q70-104 70-60V96Q70 114 50 114H-50Q-70 114-70 96Z", ink, 16)
        + solid("M-78-64Q-78-110-34-110H34Q78-110 78-64L70-16H-70Z", flap, 16)
        + block(-48, 26, 96, 66, flap)
        + rect(-48, 26, 96, 16, strap)
        + line("M-36-16V26M36-16V26", strap, 9)
        + rect(-44, -2, 16, 16, "pale")
        + rect(28, -2, 16, 16, "pale")
        + path("M-92-20H-70V90H-84Q-96 40-92-20ZM92-20H70V90H84Q96 40 92-20Z", flap)
    )


@shape
def darning(ink: str = "steel", yarn: str = "ochre") -> str:
    """A hole, woven shut."""
    warp = "".join(f"M{x}-36V36" for x in range(-32, 36, 12))
    weft = "".join(f"M-38 {y}H38" for y in range(-30, 34, 12))
    return (
        rect(-120, -90, 240, 180, ink)
        + line("M-120-60H120M-120-30H120M-120 0H120M-120 30H120M-120 60H120", "pale", 2, shown=0.25)
        + disc(0, 0, 46, "ink", shown=0.5)
        + line(warp, "pale", 6)
        + line(weft, yarn, 6)
    )


@shape
def shoe_sole(ink: str = "ink", stitch: str = "pale") -> str:
    d = "M-120-6C-120-40-86-44-60-36C-20-26 30-44 70-44C110-44 124-20 122 4C120 34 80 40 50 34C10 26-30 34-60 36C-92 40-120 26-120-6Z"
    return (
        shadow(6, 46, 120)
        + solid(d, ink, 60)
        + f'<g transform="scale(.88 .78)">{line(d, stitch, 3, dashes="8 6")}</g>'
        + rect(-104, -26, 44, 52, "wood-dark", round_by=10)
    )


@shape
def spring(ink: str = "stone") -> str:
    """An upholsterer's coil."""
    rings = "".join(
        oval(0, y, r, 9, "ink", shown=0)
        + f'<g transform="translate(0 {y})">{line(f"M-{r} 0a{r} 9 0 1 0 {2 * r} 0a{r} 9 0 1 0-{2 * r} 0", ink, 6)}</g>'
        for y, r in ((-50, 40), (-28, 30), (-6, 24), (16, 28), (40, 36), (64, 44))
    )
    return rings + line("M-40-50L-30-28L-24-6L-28 16L-36 40L-44 64", ink, 5)


@shape
def armchair(ink: str = "oxide", seat: str = "oxide-dark", leg: str = "wood-dark") -> str:
    return (
        line("M-60 90V118M60 90V118", leg, 13)
        + solid("M-62-30C-66-110-40-118 0-118C40-118 66-110 62-30V70H-62Z", ink, 22)
        + solid("M-92 8C-92-28-58-28-58 8V40H58V8C58-28 92-28 92 8V96H-92Z", ink, 30)
        + solid("M-58 26H58V60H-58Z", seat, 20)
        + "".join(disc(x, y, 5, "ochre") for x, y in ((-26, -84), (26, -84), (0, -56), (-26, -26), (26, -26)))
    )


@shape
def theatre_seat(ink: str = "oxide", wood: str = "wood") -> str:
    return (
        block(-66, 30, 14, 90, "ink")
        + block(52, 30, 14, 90, "ink")
        + solid("M-58-90Q0-124 58-90V10H-58Z", wood, 20)
        + solid("M-48-80Q0-108 48-80V6H-48Z", ink, 12)
        + solid("M-58 16H58L66 44H-66Z", ink, 10)
        + rect(-74, 0, 24, 14, wood)
        + rect(50, 0, 24, 14, wood)
        + disc(0, -70, 11, "pale")
        + line("M-4-70H4", "ink", 3)
    )


@shape
def violin_case(ink: str = "ink", velvet: str = "oxide") -> str:
    shell = "M-150 10C-150-40-110-62-70-56C-40-52-20-60 10-52C50-40 120-40 140-14V20C120 44 50 46 10 56C-20 64-40 58-70 62C-110 66-150 50-150 10Z"
    return (
        shadow(0, 70, 150)
        + solid(shell, ink, 300)
        + group(
            "scale(.9 .84) translate(0 1)",
            path(shell, velvet),
            line("M-60-50C-30-20-30 24-62 54", "pale", 3, shown=0.5),
        )
        + group(
            "translate(-14 3) rotate(90) scale(.5 .56)",
            path(
                "M0-95C38-95 54-72 47-46C42-28 29-22 29-4C29 13 45 20 55 42C67 74 40 102 0 102C-40 102-67 74-55 42C-45 20-29 13-29-4C-29-22-42-28-47-46C-54-72-38-95 0-95Z",
                "oxide-dark",
            ),
            rect(-9, -206, 18, 120, "oxide-dark"),
        )
    )


@shape
def awning(ink: str = "oxide", other: str = "pale") -> str:
    bands = "".join(
        path(
            f"M{-140 + one * 40}-60H{-100 + one * 40}L{-124 + one * 48 - 12} 40a24 22 0 0 1-48 0Z",
            ink if one % 2 == 0 else other,
        )
        for one in range(7)
    )
    return bands + rect(-144, -70, 288, 14, "stone") + line("M-130-60L-150 30M130-60L150 30", "ink", 4)


@shape
def kid_jumper(ink: str = "moss", band: str = "ochre") -> str:
    return group("scale(.62)", jumper(ink, band, "moss-dark"))


@shape
def hanger(ink: str = "ink") -> str:
    return line("M0-30C0-50 22-46 18-62C14-76-8-74-10-60M0-30L-90 20H90Z", ink, 6)


@shape
def skein(yarn: str = "ochre", tie: str = "pale") -> str:
    strands = "".join(f"M{x}-84C{x * 1.6}-20 {x * 1.6} 20 {x} 84" for x in (-20, -8, 6, 18))
    return (
        solid("M-30-88Q0-106 30-88C46-20 46 20 30 88Q0 106-30 88C-46 20-46-20-30-88Z", yarn, 6)
        + line(strands, "ink", 2.5, shown=0.35)
        + rect(-40, -12, 80, 20, tie)
    )


@shape
def loom(wood: str = "wood-dark", warp: str = "pale", cloth: str = "oxide") -> str:
    threads = "".join(f"M{x}-80L{x * 1.1:.0f} 20" for x in range(-80, 84, 8))
    bands = "".join(rect(-90, 20 + one * 16, 180, 9, "ochre" if one % 3 else "pale") for one in range(4))
    return (
        line(threads, warp, 2.5)
        + rect(-90, 18, 180, 74, cloth)
        + bands
        + block(-130, -110, 24, 240, wood, 0.5)
        + block(106, -110, 24, 240, wood, 0.5)
        + block(-130, -98, 260, 20, wood, 0.1)
        + block(-130, 88, 260, 24, wood, 0.1)
        + rect(-108, -24, 216, 18, "wood")
        + group(
            "translate(30 20)", path("M-44 0Q0-18 44 0Q0 18-44 0Z", "steel"), rect(-14, -5, 28, 10, "oxide")
        )
    )


@shape
def pair_of_shoes(ink: str = "wood", cap: str = "wood-dark") -> str:
    upper = "M-66 30C-70-10-64-44-58-58C-30-50-16-50-2-58C6-34 40-12 76-4C104 2 116 14 116 30Z"

    def one() -> str:
        laces = "".join(line(f"M{x} {y}l20-12", "pale", 4) for x, y in ((2, -26), (16, -16), (30, -8)))
        return (
            solid(upper, ink, 400)
            + path("M60-9C84-2 114 4 116 30H52C48 14 50 2 60-9Z", cap)
            + path("M-66 30C-70-10-64-44-58-58L-36-53C-46-20-44 10-38 30Z", cap)
            + rect(-70, 28, 188, 11, "pale")
            + rect(-70, 38, 60, 16, "ink")
            + rect(-10, 38, 124, 9, "ink")
            + laces
        )

    return (
        group("translate(-26 -44) scale(.92)", one()) + shadow(20, 62, 120) + group("translate(20 8)", one())
    )
