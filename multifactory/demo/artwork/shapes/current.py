"""What runs on current, and what records sound and picture."""

from multifactory.demo.artwork.ink import (
    block,
    disc,
    group,
    line,
    lines_of_text,
    oval,
    path,
    rect,
    ring,
    shadow,
    solid,
)
from multifactory.demo.artwork.vocabulary import shape


@shape
def table_lamp(shade: str = "oxide", metal: str = "ochre", light: str = "wall") -> str:
    return (
        path("M-62-30L-120 96H120L62-30Z", light, shown=0.35)
        + shadow(0, 100, 60)
        + rect(-5, -34, 10, 124, metal)
        + solid("M-50 88Q0 70 50 88V100H-50Z", metal, 8)
        + solid("M-36-104H36L72-30H-72Z", shade, 10)
        + oval(0, -30, 72, 9, light)
        + disc(0, -108, 8, metal)
    )


@shape
def bulb(glass: str = "ochre", cap: str = "stone") -> str:
    return (
        path("M0-84C46-84 66-48 58-16C52 8 32 20 30 46H-30C-32 20-52 8-58-16C-66-48-46-84 0-84Z", glass)
        + path("M6-84C46-84 66-48 58-16C52 8 32 20 30 46H14C30-10 40-50 6-84Z", "ink", shown=0.15)
        + line("M-14 42L-22-16L-8-2L0-20L8-2L22-16L14 42", "oxide-dark", 4)
        + block(-26, 46, 52, 36, cap)
        + line("M-26 58H26M-26 70H26", "ink", 3)
        + oval(0, 84, 14, 8, "ink")
    )


@shape
def circuit(ink: str = "moss-dark", track: str = "ochre", chip: str = "ink") -> str:
    pins = "".join(rect(x, y, 6, 9, "stone") for x in range(-36, 36, 14) for y in (-39, 30))
    tracks = "M-130-60H-70L-44-30M-130 0H-44M-130 50H-90L-60 24H-44M44-20H90L110-60H130M44 10H130M-20 30V70H60V84M10-30V-84"
    pads = "".join(
        disc(x, y, 6, track)
        for x, y in ((-130, -60), (-130, 0), (-130, 50), (130, -60), (130, 10), (60, 84), (10, -84))
    )
    return (
        rect(-142, -88, 300, 190, "ink", shown=0.2)
        + rect(-150, -96, 300, 192, ink)
        + line(tracks, track, 5)
        + pads
        + pins
        + block(-46, -32, 92, 64, chip, 0.2)
        + disc(-32, -18, 5, "pale")
        + block(76, 36, 44, 24, "oxide")
        + block(-112, -88, 20, 30, "steel")
        + disc(104, -76, 10, "pale")
    )


@shape
def chip(ink: str = "ink", leg: str = "stone", dot: str = "ochre") -> str:
    legs = "".join(f"M{x}-70V70M-70 {x}H70" for x in range(-36, 40, 18))
    return line(legs, leg, 6) + block(-54, -54, 108, 108, ink, 0.2) + disc(-34, -34, 7, dot)


@shape
def cable_loom(one: str = "oxide", two: str = "ochre", three: str = "steel", board_ink: str = "wood") -> str:
    """Wires laid on a board of pegs, and tied."""
    pegs = "".join(
        disc(x, y, 8, "wood-dark")
        for x, y in ((-120, -50), (-60, 0), (20, 0), (90, -56), (90, 56), (-120, 50), (60, -10), (60, 14))
    )
    wires = (
        line("M-140-56H-110L-56 0H30L90-62H140M-140 56H-110L-56 8", one, 7)
        + line("M-140-44L-60 4H34L96 62H140", two, 7)
        + line("M-56 12H140M-140 68L-60 14", three, 7)
    )
    return (
        rect(-150, -96, 300, 192, board_ink)
        + pegs
        + wires
        + "".join(rect(x, -8, 9, 28, "ink") for x in (-40, -14, 12))
    )


@shape
def soldering_iron(handle: str = "steel", tip: str = "stone") -> str:
    return (
        line("M0-110C-10-150 40-150 70-130", "ink", 6)
        + solid("M-14-110H14L18-10H-18Z", handle, 2)
        + rect(-10, -10, 20, 14, "ink")
        + rect(-6, 4, 12, 60, tip)
        + path("M-6 62H6L0 92Z", "ochre")
    )


@shape
def battery(ink: str = "steel", cap: str = "ochre", charge: str = "moss") -> str:
    cells = "".join(rect(-92 + one * 44, -34, 36, 78, charge if one < 3 else "oxide") for one in range(4))
    return (
        shadow(0, 64, 110)
        + block(-104, -50, 208, 110, ink, 0.12)
        + cells
        + block(-70, -68, 40, 20, cap)
        + block(30, -68, 40, 20, cap)
        + line("M-58-82h16M42-82h16M50-90v16", "ink", 4)
    )


@shape
def meter(body: str = "ochre", face: str = "pale") -> str:
    """A multimeter and its leads."""
    return (
        line("M-20 90C-30 130-110 120-120 60M20 90C40 130 110 130 124 70", "ink", 5)
        + rect(-126, 10, 12, 56, "oxide")
        + rect(118, 20, 12, 56, "ink")
        + block(-62, -96, 124, 190, body, 0.2)
        + rect(-46, -80, 92, 62, face)
        + line("M-30-40A44 44 0 0 1 30-40M0-28L18-58", "ink", 4)
        + disc(0, 32, 32, "ink")
        + line("M0 32L18 14", "pale", 6)
    )


@shape
def plug(ink: str = "pale", cord: str = "ink") -> str:
    return (
        line("M0 50C0 110-90 70-110 120", cord, 8)
        + line("M-22-80V-40M22-80V-40", "stone", 10)
        + solid("M-50-44H50V10C50 40 26 54 0 54C-26 54-50 40-50 10Z", ink, 12)
    )


@shape
def fuse_box(ink: str = "stone", switch: str = "oxide") -> str:
    rows = "".join(
        block(-84 + one * 36, y, 28, 52, "pale", 0.2)
        + rect(-78 + one * 36, y + (8 if (one + y) % 3 else 28), 16, 16, switch if (one + y) % 3 else "moss")
        for one in range(5)
        for y in (-64, 20)
    )
    return (
        rect(-98, -88, 212, 192, "ink", shown=0.2)
        + rect(-108, -96, 216, 192, ink)
        + rows
        + line("M-60-96V-140M0-96V-140M60-96V-140", "ink", 7)
    )


@shape
def solar(ink: str = "steel-dark", line_ink: str = "sky") -> str:
    cells = (
        "".join(f"M{-120 + one * 48 + 30}-60L{-150 + one * 60} 60" for one in range(1, 5))
        + "M-100-20H120M-124 20H136"
    )
    return (
        path("M-90-60H110L150 60H-150Z", ink)
        + line(cells, line_ink, 3)
        + line("M-90-60H110L150 60H-150Z", "stone", 6)
    )


@shape
def camera(ink: str = "ink", leather: str = "oxide", glass: str = "sky") -> str:
    return (
        shadow(0, 72, 110)
        + block(-30, -78, 60, 30, ink)
        + rect(60, -66, 30, 16, "stone")
        + block(-110, -52, 220, 122, leather, 0.2)
        + rect(-110, -52, 220, 26, "stone")
        + disc(0, 14, 54, ink)
        + disc(0, 14, 40, "steel-dark")
        + disc(0, 14, 24, glass)
        + disc(-8, 6, 8, "pale")
        + rect(-92, -46, 26, 14, ink)
    )


@shape
def view_camera(bellows: str = "oxide-dark", wood: str = "wood") -> str:
    """For plates, on its tripod."""
    folds = "".join(
        line(f"M{x}-{62 - (x + 50) * 0.18:.0f}V{36 - (x + 50) * 0.18:.0f}", "ink", 3, shown=0.5)
        for x in range(-46, 50, 14)
    )
    return (
        line("M0 60L-70 170M0 60L70 170M0 60V170", "wood-dark", 10)
        + path("M-60-70L60-46V34L-60 46Z", bellows)
        + folds
        + block(-78, -80, 22, 134, wood, 0.3)
        + block(56, -54, 22, 96, wood, 0.3)
        + disc(92, -8, 24, "ink")
        + rect(78, -20, 12, 26, "ochre")
        + block(-84, 46, 168, 16, wood, 0.2)
    )


@shape
def enlarger(ink: str = "ink", light: str = "oxide") -> str:
    return (
        path("M-10-10L-70 92H60Z", light, shown=0.55)
        + block(-110, 92, 220, 18, "wood")
        + rect(70, -120, 16, 212, "stone")
        + line("M-10-60H78", "stone", 14)
        + solid("M-50-110H30V-50L4-16H-24L-50-50Z", ink, -10)
        + rect(-20, -16, 20, 14, "ochre")
        + rect(-44, 84, 80, 9, "pale")
    )


@shape
def film_reel(ink: str = "stone", hole: str = "ink") -> str:
    holes = "".join(group(f"rotate({one * 72})", disc(0, -44, 20, hole)) for one in range(5))
    return (
        line("M0 84C40 100 90 70 160 96", "ink", 14)
        + disc(0, 0, 84, ink)
        + holes
        + disc(0, 0, 11, hole)
        + ring(0, 0, 80, hole, 3)
    )


@shape
def clapper(ink: str = "ink", stripe: str = "pale") -> str:
    bands = "".join(path(f"M{x} 0h22l-14 26h-22Z", stripe) for x in range(-84, 90, 46))
    return (
        rect(-100, -30, 200, 120, ink)
        + lines_of_text(-80, 10, 130, 3, stripe, 24)
        + rect(-100, -56, 200, 26, ink)
        + group("translate(0 -56)", bands)
        + group("translate(-100 -58) rotate(-18) translate(100 -26)", rect(-100, 0, 200, 26, ink), bands)
    )


@shape
def microphone(ink: str = "stone", stand: str = "ink") -> str:
    mesh = "".join(f"M-34 {y}H34" for y in range(-88, -20, 12))
    return (
        line("M0 40V120M-50 122H50M-54-40C-54 60 54 60 54-40", stand, 8)
        + solid("M-36-84C-36-124 36-124 36-84V-10C36 30-36 30-36-10Z", ink, 10)
        + line(mesh, "ink", 3, shown=0.5)
        + rect(-36, -26, 72, 12, "ochre")
    )


@shape
def headphones(ink: str = "ink", pad: str = "oxide") -> str:
    return (
        line("M-84 20C-96-110 96-110 84 20", ink, 15)
        + solid("M-104 0H-64V84H-84Q-104 80-104 60Z", pad, -80)
        + solid("M104 0H64V84H84Q104 80 104 60Z", pad, 88)
    )


@shape
def wave(ink: str = "ochre") -> str:
    """Sound, seen."""
    heights = (12, 30, 18, 54, 80, 40, 96, 60, 30, 70, 104, 50, 22, 64, 36, 14, 26, 10)
    return "".join(
        line(f"M{-153 + one * 18}-{high / 2:.0f}V{high / 2:.0f}", ink, 9) for one, high in enumerate(heights)
    )


@shape
def speaker(ink: str = "wood-dark", cone: str = "ink") -> str:
    return (
        block(-60, -110, 120, 216, ink, 0.2)
        + disc(0, 38, 46, cone)
        + disc(0, 38, 18, "stone")
        + disc(0, -60, 28, cone)
        + disc(0, -60, 11, "stone")
    )


@shape
def spotlight(ink: str = "ink", light: str = "ochre") -> str:
    return (
        path("M-60 40L-110 330H150L52 20Z", light, shown=0.3)
        + line("M0-90V-40", ink, 9)
        + group("rotate(-8)", solid("M-36-50H36L56 40H-56Z", ink, 8), oval(0, 40, 56, 11, light))
    )


@shape
def laptop(ink: str = "stone", screen: str = "steel-dark", glow: str = "ochre") -> str:
    return (
        shadow(0, 84, 150)
        + rect(-110, -84, 220, 150, "ink", round_by=8)
        + rect(-98, -72, 196, 124, screen)
        + line("M-80-44H-20M-66-24H40M-66-4H0M-80 16H60M-80 36H-40", glow, 6)
        + path("M-150 66H150L136 84H-136Z", ink)
    )


@shape
def phone(ink: str = "ink", screen: str = "sky", mark: str = "moss") -> str:
    return (
        rect(-50, -98, 112, 204, "ink", shown=0.2)
        + rect(-56, -104, 112, 204, ink, round_by=14)
        + rect(-46, -84, 92, 160, screen)
        + line("M-34 44L-10 10L8 26L36-20", mark, 7)
        + lines_of_text(-34, -64, 66, 2, "ink", 14)
        + disc(0, 88, 7, "stone")
    )


@shape
def sensor(ink: str = "pale", mast: str = "ink", wave_ink: str = "oxide") -> str:
    """A measuring point on its mast."""
    vents = "".join(f"M-30 {y}H30" for y in range(-62, 0, 14))
    return (
        rect(-6, 20, 12, 150, mast)
        + block(-44, -80, 88, 104, ink, 0.24)
        + line(vents, "ink", 4)
        + path("M-56-80L0-108L56-80Z", "stone")
        + line(
            "M62-70C84-50 84-10 62 10M84-92C122-56 122-4 84 32M-62-70C-84-50-84-10-62 10M-84-92C-122-56-122-4-84 32",
            wave_ink,
            6,
        )
    )


@shape
def printer(ink: str = "stone", part: str = "oxide") -> str:
    """Prints a knob, layer by layer."""
    layers = "".join(rect(-30 + one * 2, 60 - one * 9, 60 - one * 4, 8, part) for one in range(6))
    return (
        line("M-100 100V-100H100V100", "steel-dark", 14)
        + rect(-112, 92, 224, 16, "ink")
        + rect(-60, 70, 120, 12, ink)
        + layers
        + rect(-94, -54, 188, 12, ink)
        + path("M-26-66H26V-30L6-8H-6L-26-30Z", "ochre")
        + line("M0-66C10-130 70-130 90-100", "ink", 5)
    )


@shape
def canal_gauge(ink: str = "pale", water: str = "steel") -> str:
    """A staff that reads the height of the water."""
    marks = "".join(
        rect(-24, y, 26 if (y // 20) % 2 else 40, 10, "oxide" if y < 0 else "ink")
        for y in range(-110, 120, 20)
    )
    return (
        rect(-30, -124, 60, 250, ink)
        + marks
        + path(
            "M-300 60q25-14 50 0t50 0 50 0 50 0 50 0 50 0 50 0 50 0 50 0 50 0 50 0V200H-300Z",
            water,
            shown=0.85,
        )
    )
