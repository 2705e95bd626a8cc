"""Houses and their parts, and what stands outdoors."""

from multifactory.demo.artwork.ink import (
    block,
    disc,
    group,
    line,
    oval,
    path,
    rect,
    ring,
    shadow,
    solid,
    words,
)
from multifactory.demo.artwork.vocabulary import shape


def _panes(x: float, y: float, wide: float, high: float, glass: str) -> str:
    return (
        rect(x, y, wide, high, "pale")
        + rect(x + 4, y + 4, wide - 8, high - 8, glass)
        + line(f"M{x + wide / 2} {y + 4}V{y + high - 4}M{x + 4} {y + high / 2}H{x + wide - 4}", "ink", 2.5)
    )


@shape
def villa(wall: str = "wall", roof: str = "oxide", door: str = "moss-dark", glass: str = "sky") -> str:
    """Two storeys below a hipped roof."""
    upper = "".join(_panes(x, -56, 34, 46, glass) for x in (-128, -76, -18, 40, 92))
    lower = "".join(_panes(x, 22, 34, 52, glass) for x in (-128, -76, 40, 92))
    return (
        shadow(0, 100, 170)
        + rect(-150, -80, 300, 180, wall)
        + rect(90, -80, 60, 180, "ink", shown=0.14)
        + rect(-150, 6, 300, 6, "pale")
        + upper
        + lower
        + block(-22, 22, 44, 78, door)
        + rect(-30, 14, 60, 10, "stone")
        + block(60, -150, 26, 50, "wood-dark")
        + path("M-168-80L-120-136H120L168-80Z", roof)
        + path("M60-136H120L168-80H90Z", "ink", shown=0.2)
    )


@shape
def courtyard_villa(wall: str = "rose", roof: str = "steel", arch: str = "ink") -> str:
    """With a loggia of three arches."""
    arches = "".join(path(f"M{x} 100V44a24 24 0 0 1 48 0V100Z", arch) for x in (-90, -24, 42))
    upper = "".join(_panes(x, -54, 40, 44, "sky") for x in (-120, -52, 14, 82))
    return (
        shadow(0, 100, 170)
        + rect(-144, -76, 288, 176, wall)
        + rect(84, -76, 60, 176, "ink", shown=0.14)
        + upper
        + arches
        + rect(-144, 6, 288, 6, "pale")
        + path("M-160-76L-144-112H144L160-76Z", roof)
        + path("M84-112H144L160-76H84Z", "ink", shown=0.25)
    )


@shape
def elbow_villa(wall: str = "stone", roof: str = "oxide-dark", door: str = "ochre") -> str:
    """Two wings at an angle."""
    windows = "".join(_panes(x, y, 30, 40, "sky") for x in (-140, -96, -52) for y in (-44, 26)) + "".join(
        _panes(x, y, 34, 44, "sky") for x in (30, 90) for y in (-64,)
    )
    return (
        shadow(0, 100, 170)
        + rect(-156, -64, 150, 164, wall)
        + rect(-6, -90, 156, 190, wall)
        + rect(-6, -90, 156, 190, "ink", shown=0.12)
        + windows
        + block(34, 24, 70, 76, door)
        + line("M69 24V100", "ink", 3)
        + path("M-170-64L-130-108H10L-6-64Z", roof)
        + path("M-16-90L72-150L164-90Z", roof)
        + path("M72-150L164-90H72Z", "ink", shown=0.2)
    )


@shape
def shed(wall: str = "oxide", roof: str = "steel-dark", glass: str = "sky", gate: str = "wood") -> str:
    """A warehouse under saw teeth."""
    teeth = "".join(
        path(f"M{x}-50V-106L{x + 78}-50Z", roof) + path(f"M{x}-50V-106L{x + 12}-97V-50Z", glass)
        for x in (-156, -78, 0, 78)
    )
    return (
        shadow(0, 100, 170)
        + rect(-156, -52, 312, 152, wall)
        + rect(90, -52, 66, 152, "ink", shown=0.18)
        + teeth
        + "".join(_panes(x, -26, 54, 34, glass) for x in (-136, 86))
        + block(-30, -20, 96, 120, gate, 0.5)
        + line("M-30 4L18 96M66 4L18 96", "wood-dark", 3)
        + _panes(-130, 30, 70, 44, glass)
    )


@shape
def mill(wall: str = "wood", roof: str = "steel-dark", glass: str = "sky", chimney: str = "oxide") -> str:
    """A paper mill: arched windows in three rows, a chimney."""

    def arched(x: float, y: float) -> str:
        return path(f"M{x} {y + 40}V{y + 12}a14 14 0 0 1 28 0V{y + 40}Z", glass) + line(
            f"M{x + 14} {y}V{y + 40}M{x} {y + 20}h28", "ink", 2
        )

    windows = "".join(arched(x, y) for x in (-136, -94, -52, -10, 32, 74) for y in (-70, -14, 46))
    return (
        shadow(0, 100, 170)
        + block(118, -160, 28, 262, chimney, 0.4)
        + rect(118, -140, 28, 8, "pale")
        + rect(-152, -92, 268, 192, wall)
        + rect(50, -92, 66, 192, "ink", shown=0.16)
        + windows
        + path("M-164-92L-140-122H104L128-92Z", roof)
        + line("M-152-22H116M-152 38H116", "pale", 3, shown=0.6)
    )


@shape
def hall(wall: str = "pale", roof: str = "moss", gate: str = "oxide", glass: str = "sky") -> str:
    """An industrial hall of the sixties, under a low vault."""
    return (
        shadow(0, 100, 170)
        + path("M-156-30Q0-120 156-30V100H-156Z", wall)
        + path("M-170-24Q0-134 170-24L164-12Q0-112-164-12Z", roof)
        + path("M90-58Q130-44 156-30V100H90Z", "ink", shown=0.14)
        + path("M-104-18Q0-64 104-18V8H-104Z", glass)
        + line("M-52-32V8M0-40V8M52-32V8", "ink", 4)
        + block(-44, 30, 88, 70, gate, 0.4)
        + line("M-44 48H44M-44 66H44M-44 84H44", "ink", 2.5, shown=0.4)
        + _panes(-124, 34, 56, 40, glass)
        + _panes(70, 34, 56, 40, glass)
    )


@shape
def small_house(wall: str = "pale", roof: str = "oxide", door: str = "steel") -> str:
    return (
        rect(-56, -20, 112, 100, wall)
        + rect(20, -20, 36, 100, "ink", shown=0.15)
        + path("M-72-20L0-80L72-20Z", roof)
        + path("M0-80L72-20H0Z", "ink", shown=0.18)
        + rect(-38, 24, 30, 56, door)
        + _panes(10, 4, 32, 34, "sky")
    )


@shape
def stairs(ink: str = "wood", rail: str = "ink") -> str:
    steps = "".join(
        block(-130 + one * 44, 84 - one * 32, 300 - one * 44, 33, ink, 0.1)
        + rect(-130 + one * 44, 84 - one * 32, 300 - one * 44, 6, "pale", shown=0.45)
        for one in range(6)
    )
    bars = "".join(f"M{-112 + one * 44} {84 - one * 32}V{-10 - one * 32}" for one in range(6))
    return steps + line(bars, rail, 5) + line("M-128 2L122-178", rail, 9)


@shape
def casement(frame: str = "wood", glass: str = "sky", view: str = "moss") -> str:
    """A window of wood, one half open."""
    return (
        rect(-104, -112, 208, 224, "wood-dark")
        + rect(-92, -100, 184, 200, glass)
        + path("M-92 40q40-40 90-20t94-10v90H-92Z", view)
        + line("M-92-100V100H0V-100ZM-92-30H0", frame, 14)
        + path("M0-100L64-124V124L0 100Z", glass)
        + line("M2-100L64-122V122L2 100ZM2-28L64-34", frame, 12)
        + rect(-116, 108, 232, 14, "stone")
        + disc(-10, 10, 6, "ochre")
    )


@shape
def column(ink: str = "stone") -> str:
    return (
        block(-40, -110, 80, 20, ink)
        + block(-48, 92, 96, 22, ink)
        + solid("M-28-90H28L34 92H-34Z", ink, 8)
        + line("M-12-86L-15 90M10-86L12 90", "ink", 2.5, shown=0.4)
    )


@shape
def truss(ink: str = "wood-dark", joint: str = "ochre") -> str:
    d = "M-160 40H160L0-60ZM0-60V40M-80-10V40M80-10V40M-80-10L0 40L80-10"
    return line(d, ink, 13) + "".join(
        disc(x, y, 7, joint) for x, y in ((-160, 40), (160, 40), (0, -60), (0, 40), (-80, -10), (80, -10))
    )


@shape
def crack(ink: str = "ink") -> str:
    return line("M-10-110L14-60L-18-20L20 20L-6 60L18 110M14-60L50-40M-18-20L-56-2M20 20L60 40", ink, 6)


@shape
def jack(ink: str = "oxide", plate_ink: str = "steel") -> str:
    """A prop that holds a floor while it is tested."""
    return (
        block(-14, -60, 28, 80, "stone")
        + block(-24, 10, 48, 90, ink)
        + rect(-50, 96, 100, 12, plate_ink)
        + rect(-50, -72, 100, 14, plate_ink)
        + line("M-40 10H40", "ink", 8)
    )


@shape
def scaffold(ink: str = "ink", plank: str = "wood") -> str:
    return line(
        "M-130-120V120M-44-120V120M44-120V120M130-120V120M-130-60L-44 0M44-60L130 0M-44 60L44 0", ink, 6
    ) + "".join(rect(-140, y, 280, 12, plank) for y in (-64, -2, 60))


@shape
def theodolite(ink: str = "ochre", leg: str = "wood") -> str:
    return (
        line("M0 10L-64 150M0 10L64 150M0 10V150", leg, 10)
        + block(-44, -4, 88, 18, "ink")
        + line("M-34-4V-56H34V-4", ink, 13)
        + block(-56, -64, 100, 34, ink, 0.3)
        + disc(48, -47, 20, "ink")
        + disc(52, -47, 9, "sky")
    )


@shape
def levelling_rod(one: str = "pale", two: str = "oxide") -> str:
    return "".join(rect(-14, -130 + step * 26, 28, 26, one if step % 2 else two) for step in range(10))


@shape
def tube(fill: str = "wood-dark", glass: str = "sky") -> str:
    """A sample in its tube."""
    return (
        rect(-20, -84, 40, 170, glass, round_by=20)
        + rect(-15, -10, 30, 90, fill, round_by=15)
        + rect(-24, -96, 48, 16, "oxide")
        + rect(6, -74, 6, 140, "pale", shown=0.6)
    )


@shape
def spade(blade: str = "stone", handle: str = "wood") -> str:
    return (
        rect(-6, -110, 12, 130, handle)
        + line("M-22-112H22", "wood-dark", 12)
        + solid("M-38 14H38V60Q20 100 0 108Q-20 100-38 60Z", blade, 4)
    )


@shape
def tree(ink: str = "moss", trunk: str = "wood-dark") -> str:
    return rect(-8, 20, 16, 90, trunk) + solid(
        "M-66 10C-80-30-50-60-34-62C-30-100 30-104 38-64C64-58 80-24 64 10C50 40-50 44-66 10Z", ink, 12
    )


@shape
def cypress(ink: str = "moss-dark", trunk: str = "wood-dark") -> str:
    return rect(-5, 80, 10, 30, trunk) + solid("M0-120C34-40 34 50 22 92H-22C-34 50-34-40 0-120Z", ink, 4)


@shape
def grass(ink: str = "moss") -> str:
    return "".join(
        line(f"M0 40Q{x * 0.3:.0f} 0 {x} {-40 + abs(x) * 0.6:.0f}", ink, 7) for x in (-44, -24, -6, 14, 34)
    )


@shape
def plant(ink: str = "moss", pot: str = "oxide") -> str:
    leaves = "".join(
        path(
            f"M0 10C{x * 0.2:.0f} -30 {x * 0.7:.0f} -60 {x} {-84 + abs(x) * 0.5:.0f}C{x * 1.2 + 6:.0f} -40 {x * 0.6 + 12:.0f} 0 8 10Z",
            ink,
        )
        for x in (-64, -36, -6, 28, 58)
    )
    return leaves + solid("M-40 6H40L30 80H-30Z", pot, 8) + rect(-46, 0, 92, 16, pot)


@shape
def sun(ink: str = "ochre") -> str:
    return disc(0, 0, 44, ink)


@shape
def moon(ink: str = "pale") -> str:
    return path("M14-50A52 52 0 1 0 50 30A44 44 0 0 1 14-50Z", ink)


@shape
def cloud(ink: str = "pale") -> str:
    return path("M-70 26C-104 22-98-18-66-18C-58-50-10-52 0-26C24-48 66-34 62-6C96-6 94 26 66 26Z", ink)


@shape
def drop(ink: str = "steel") -> str:
    return solid("M0-70C26-30 44-4 44 22A44 44 0 0 1-44 22C-44-4-26-30 0-70Z", ink, 8) + line(
        "M-24 22A24 24 0 0 0-6 46", "pale", 5
    )


@shape
def sign(text: str = "1", ink: str = "moss-dark", letter: str = "pale") -> str:
    return (
        block(-8, 30, 16, 120, "wood-dark")
        + rect(-104, -50, 208, 84, ink)
        + line("M-94-40H94V24H-94Z", letter, 3)
        + words(0, 12, 54, letter, text)
    )


@shape
def arrow_post(one: str = "oxide", two: str = "steel", three: str = "moss") -> str:
    """Three arrows that lead on."""
    arrows = "".join(
        group(
            f"translate(0 {y}) scale({way} 1)",
            path("M-84-22H64L96 0L64 22H-84Z", ink),
            line("M-60-4H36M-60 8H0", "pale", 5),
        )
        for y, way, ink in ((-76, 1, one), (-22, -1, two), (32, 1, three))
    )
    return block(-9, -110, 18, 240, "stone") + arrows


@shape
def stall(one: str = "oxide", two: str = "pale", wood: str = "wood") -> str:
    """Of a market, under its cloth."""
    cloth = "".join(
        path(f"M{-130 + step * 37}-90h37v44a18 16 0 0 1-37 0Z", one if step % 2 == 0 else two)
        for step in range(7)
    )
    return (
        line("M-116-60V110M116-60V110", "wood-dark", 10)
        + block(-130, 30, 260, 80, wood, 0.2)
        + rect(-136, 22, 272, 14, "wood-dark")
        + cloth
    )


@shape
def bunting(one: str = "oxide", two: str = "ochre", three: str = "steel") -> str:
    flags = "".join(
        path(f"M{-190 + step * 42} {20 - abs(step - 4.2) * 7:.0f}h30l-15 36Z", (one, two, three)[step % 3])
        for step in range(9)
    )
    return line("M-200-14Q-10 46 200-14", "ink", 3) + flags


@shape
def lanterns(ink: str = "ochre", cord: str = "ink") -> str:
    lights = "".join(
        disc(x, y, 13, ink) + rect(x - 5, y - 18, 10, 8, cord)
        for x, y in ((-150, 2), (-90, 20), (-30, 29), (30, 29), (90, 20), (150, 2))
    )
    return line("M-200-40Q0 60 200-40", cord, 3) + lights


@shape
def gate(ink: str = "moss-dark", post: str = "stone") -> str:
    """Two wings, open."""
    left = path("M-110-80L-60-50V110L-110 90Z", ink) + line(
        "M-110-40L-60-16M-110 0L-60 24M-110 40L-60 64", "pale", 3, shown=0.6
    )
    return (
        left
        + group("scale(-1 1)", left)
        + block(-136, -110, 28, 206, post)
        + block(108, -110, 28, 206, post)
        + disc(-122, -120, 15, post)
        + disc(122, -120, 15, post)
    )


@shape
def garden_bed(soil: str = "wood-dark", one: str = "moss", two: str = "ochre") -> str:
    """Plants in gravel and slag."""
    plants = "".join(
        group(f"translate({x} {y}) scale({s})", grass(ink))
        for x, y, s, ink in (
            (-100, 10, 1, one),
            (-40, 20, 0.8, two),
            (20, 6, 1.2, one),
            (80, 22, 0.9, two),
            (120, 10, 1, one),
        )
    )
    stones = "".join(
        oval(x, y, rx, 8, "stone")
        for x, y, rx in (
            (-130, 66, 18),
            (-80, 74, 24),
            (-20, 66, 16),
            (40, 76, 26),
            (100, 68, 18),
            (140, 76, 14),
        )
    )
    return path("M-170 40H170V90H-170Z", soil) + plants + stones


@shape
def rope(ink: str = "ochre") -> str:
    return line("M0-200C10-100-14-20 0 120", ink, 7) + ring(0, 140, 22, ink, 7)
