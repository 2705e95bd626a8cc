"""What rolls, flies and floats."""

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
def wheel(tyre: str = "ink", rim: str = "stone", hub: str = "oxide") -> str:
    spokes = "".join(
        f"M0 0L{number(74 * cos(a))} {number(74 * sin(a))}" for a in (one * pi / 8 for one in range(16))
    )
    return line(spokes, rim, 2.5) + ring(0, 0, 84, tyre, 16) + ring(0, 0, 74, rim, 4) + disc(0, 0, 13, hub)


@shape
def winter_tyre(tyre: str = "ink", rim: str = "stone") -> str:
    studs = "".join(disc(92 * cos(a), 92 * sin(a), 5, "stone") for a in (one * pi / 12 for one in range(24)))
    return wheel(tyre, rim, "ochre") + studs


@shape
def bike(frame: str = "oxide", seat: str = "ink") -> str:
    wheels = "".join(group(f"translate({x} 40) scale(.56)", wheel("ink", "stone", frame)) for x in (-84, 84))
    return (
        wheels
        + line("M-84 40L-40-38H52L84 40M-40-38L6 40L52-38M6 40H-84", frame, 9)
        + line("M52-38L46-64H74", "ink", 8)
        + line("M-40-38L-46-58", frame, 7)
        + rect(-68, -68, 46, 11, seat, round_by=5)
        + disc(6, 40, 13, "ink")
        + line("M6 40L22 58H36", "ink", 6)
    )


@shape
def cargo_box(ink: str = "steel", lid: str = "steel-dark", mark: str = "ochre") -> str:
    """The box of a cargo bike, cork inside."""
    return (
        shadow(0, 88, 120)
        + solid("M-110-30H110L96 84H-96Z", ink, 40)
        + path("M-116-46L-96-112H124L110-46Z", lid)
        + path("M-96-52L-82-102H110L98-52Z", "wood")
        + rect(-118, -48, 236, 22, lid)
        + path("M-40 20C-40-10 40-10 40 20V50H-40Z", mark)
        + line("M-20 6L-14 22M0 0V18M20 6L14 22", "pale", 4)
    )


@shape
def pram(ink: str = "steel", hood: str = "steel-dark", frame: str = "stone") -> str:
    wheels = "".join(
        group(f"translate({x} 84) scale(.34)", wheel("ink", "stone", "ochre")) for x in (-56, 56)
    )
    return (
        line("M70-10L116-60H136M-60 30L56 84M60 30L-56 84", frame, 7)
        + wheels
        + path("M-90-10H80C80 36 44 46 0 46C-50 46-90 30-90-10Z", ink)
        + path("M-90-10C-90-64-54-92 0-92V-10Z", hood)
        + line("M-84-36L0-10M-54-76L0-10", "ink", 2.5, shown=0.5)
        + rect(-94, -16, 180, 12, "pale")
    )


@shape
def wheelchair(ink: str = "oxide", metal: str = "ink") -> str:
    return (
        group("translate(0 40) scale(.72)", wheel("ink", "stone", "ochre"))
        + group("translate(86 84) scale(.24)", wheel("ink", "stone", "ochre"))
        + line("M-60-96H-44L-38 10H52L74 78H100", metal, 8)
        + rect(-48, -70, 16, 74, ink)
        + rect(-44, -2, 96, 18, ink)
        + line("M-38-30H36V0", metal, 8)
    )


@shape
def van(ink: str = "steel", glass: str = "sky", mark: str = "ochre") -> str:
    return (
        shadow(0, 76, 150)
        + solid("M-140-70H50V-60H84L128-6V64H-140Z", ink, 300)
        + path("M-140 30H128V64H-140Z", "ink", shown=0.25)
        + path("M64-46H80L112-6H64Z", glass)
        + line("M50-60V64", "ink", 3, shown=0.5)
        + disc(-80, 64, 28, "ink")
        + disc(84, 64, 28, "ink")
        + disc(-80, 64, 12, "stone")
        + disc(84, 64, 12, "stone")
        + path("M-110-40H20V10H-110Z", mark)
    )


@shape
def boat(ink: str = "oxide", inside: str = "wood") -> str:
    """Flat-bottomed, with an oar."""
    return (
        line("M20-60L96 40", "wood-dark", 7)
        + path("M-130-16H130L100 34H-100Z", ink)
        + path("M-130-16H130L122-2H-122Z", "pale")
        + path("M-104-16H104L96-30H-96Z", inside)
        + rect(-30, -38, 60, 12, "wood-dark")
    )


@shape
def drone(ink: str = "ink", eye: str = "oxide") -> str:
    rotors = "".join(oval(x, -44, 46, 7, "stone") + rect(x - 4, -44, 8, 26, ink) for x in (-90, 90))
    return (
        rotors
        + line("M-90-20L0-6L90-20", ink, 11)
        + solid("M-40-22H40L30 22H-30Z", ink, 60)
        + line("M-34 22L-48 52M34 22L48 52", ink, 6)
        + disc(0, 30, 20, "stone")
        + disc(0, 30, 12, eye)
        + disc(3, 27, 4, "pale")
    )


@shape
def train(ink: str = "oxide", other: str = "moss") -> str:
    """A turned toy."""
    wheels = "".join(disc(x, 62, 24, "ochre") + disc(x, 62, 8, "ink") for x in (-84, -26, 36, 94))
    return (
        shadow(0, 88, 130)
        + block(-116, 14, 104, 44, other)
        + block(-12, -20, 30, 78, ink)
        + solid("M-12-6H106Q124 20 106 50H-12Z", ink, 200)
        + rect(-12, 30, 124, 20, "ink", shown=0.2)
        + rect(64, -44, 22, 40, "ink")
        + rect(56, -54, 38, 14, "ochre")
        + block(-30, -66, 64, 14, "wood-dark")
        + rect(-22, -52, 48, 46, "wood")
        + rect(-10, -44, 24, 24, "sky")
        + disc(-64, -6, 22, "pale")
        + wheels
    )


@shape
def suitcase(ink: str = "oxide", strap: str = "wood-dark") -> str:
    return (
        shadow(0, 78, 110)
        + line("M-28-62C-28-90 28-90 28-62", strap, 10)
        + block(-104, -62, 208, 138, ink, 0.24)
        + rect(-72, -62, 18, 138, strap)
        + rect(54, -62, 18, 138, strap)
        + rect(-74, -4, 22, 18, "ochre")
        + rect(52, -4, 22, 18, "ochre")
    )
