"""Tools of the hand, and machines."""

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
def hammer(head: str = "steel", handle: str = "wood") -> str:
    return (
        block(-7, -30, 14, 130, handle)
        + solid("M-46-66H30L44-54V-36L30-30H-46Z", head, 0)
        + rect(-46, -66, 76, 9, "pale", shown=0.35)
    )


@shape
def mallet(head: str = "wood", handle: str = "wood-dark") -> str:
    return (
        block(-7, -20, 14, 120, handle)
        + block(-52, -74, 104, 58, head)
        + line("M-40-58H10M-40-34H0", handle, 2)
    )


@shape
def chisel(blade: str = "stone", handle: str = "oxide") -> str:
    return (
        solid("M-11 10H11V86L-11 98Z", blade, 0)
        + rect(-9, -4, 18, 16, "steel")
        + solid("M-14-96Q0-106 14-96L12-2H-12Z", handle, 0)
    )


@shape
def plane(body: str = "wood", iron: str = "steel") -> str:
    """A carpenter's plane on its sole, with a shaving."""
    curl = line("M-10-26C-20-74 34-92 52-60C60-40 36-28 26-44", "wall", 11) + line(
        "M-10-26C-20-74 34-92 52-60", "pale", 3
    )
    return (
        curl
        + solid("M-110-8Q-110-26-92-26H96Q112-26 112-8V26H-110Z", body, 40)
        + path("M-16-26L10-72H26L8-26Z", iron)
        + solid("M50-26C52-60 84-62 84-40L80-26Z", "wood-dark", 66)
        + disc(-84, -32, 13, "wood-dark")
        + rect(-110, 22, 222, 6, "stone")
    )


@shape
def saw(blade: str = "stone", handle: str = "wood-dark") -> str:
    teeth = "".join("l5 9 5-9" for _ in range(19))
    return (
        path(f"M-120-6L-118 14{teeth}L78-26H70Z", blade)
        + line("M-112 0L70-22", "pale", 3)
        + solid("M66-30Q100-44 122-26V26Q98 30 70 22ZM84-8V8Q98 12 106 8V-10Q96-16 84-8Z", handle, 96)
    )


@shape
def saw_blade(ink: str = "stone", hub: str = "ink") -> str:
    points = []
    for one in range(32):
        radius = 92 if one % 2 else 78
        angle = one * pi / 16 + (0.12 if one % 2 else 0)
        points.append(f"{number(radius * cos(angle))} {number(radius * sin(angle))}")
    return (
        solid(f"M{'L'.join(points)}Z", ink, 0)
        + disc(0, 0, 26, hub)
        + disc(0, 0, 8, "pale")
        + ring(0, 0, 56, "steel", 2)
    )


@shape
def board(ink: str = "wood", grain: str = "wood-dark") -> str:
    rings = "".join(
        f"M{-60 - r * 2} 18a{r * 2} {r} 0 0 1 {r * 4} 0M{70 - r} -18a{r} {r * 0.7} 0 0 0 {r * 2} 0"
        for r in (7, 14, 21)
    )
    return (
        rect(-140, -20, 280, 40, ink)
        + line(rings, grain, 2.5)
        + rect(-140, 14, 280, 7, grain, shown=0.6)
        + line("M-30 -6H40M30 8H126", grain, 2)
    )


@shape
def brush(hair: str = "ink", handle: str = "ochre") -> str:
    return (
        solid("M-7-100Q0-108 7-100L10 10H-10Z", handle, 0)
        + rect(-13, 8, 26, 26, "stone")
        + solid("M-13 34H13Q16 64 0 88Q-16 64-13 34Z", hair, 0)
    )


@shape
def flat_brush(hair: str = "oxide", handle: str = "wood") -> str:
    return (
        solid("M-9-90H9L14 6H-14Z", handle, 0)
        + rect(-34, 4, 68, 22, "stone")
        + solid("M-34 26H34L30 74Q0 66-30 76Z", hair, 8)
    )


@shape
def pliers(grip: str = "oxide", jaw: str = "steel") -> str:
    return (
        line("M-6 0C-34 30-36 66-26 100M6 0C34 30 36 66 26 100", grip, 17)
        + path("M-16 8L-14-66Q-6-82-1-66V6ZM16 8L14-66Q6-82 1-66V6Z", jaw)
        + disc(0, 0, 17, jaw)
        + disc(0, 0, 6, "pale")
    )


@shape
def wrench(ink: str = "stone") -> str:
    d = "M-12-40C-44-52-44-96-16-108V-74L0-66L16-74V-108C44-96 44-52 12-40V74A14 14 0 0 1-12 74Z"
    return solid(d, ink, 0) + disc(0, 70, 6, "ink")


@shape
def screwdriver(handle: str = "ochre", blade: str = "stone") -> str:
    return (
        rect(-5, 0, 10, 86, blade)
        + path("M-9 84H9L6 104H-6Z", blade)
        + solid("M-18-92Q0-104 18-92L14-66L18-44L12 2H-12L-18-44L-14-66Z", handle, 0)
    )


@shape
def gear(ink: str = "steel", hub: str = "pale", teeth: str = "12") -> str:
    number_of = int(teeth)
    points = []
    for one in range(number_of * 4):
        radius = 84 if one % 4 in (1, 2) else 66
        angle = (one - 0.5) * pi / (number_of * 2)
        points.append(f"{number(radius * cos(angle))} {number(radius * sin(angle))}")
    return (
        solid(f"M{'L'.join(points)}Z", ink, 0)
        + disc(0, 0, 30, hub)
        + disc(0, 0, 12, "ink")
        + ring(0, 0, 48, hub, 3)
    )


@shape
def bolt(ink: str = "ochre") -> str:
    threads = "".join(f"M-15 {y}L15 {y + 7}" for y in range(-20, 80, 12))
    return (
        solid("M-36-70H36V-36H-36Z", ink, 12)
        + solid("M-15-36H15V84L8 94H-8L-15 84Z", ink, 0)
        + line(threads, "ink", 3, shown=0.6)
    )


@shape
def nut(ink: str = "stone", hole: str = "ink") -> str:
    return solid("M-50 0L-25-44H25L50 0L25 44H-25Z", ink, 4) + disc(0, 0, 22, hole)


@shape
def anvil(ink: str = "stone", face: str = "pale") -> str:
    return solid(
        "M-120-34H116V-18C84-14 66-2 62 18V50H86V80H-66V50H-44V18C-46-2-78-16-100-16-114-16-120-26-120-34Z",
        ink,
        20,
    ) + rect(-120, -34, 236, 8, face)


@shape
def flame(outer: str = "oxide", inner: str = "ochre") -> str:
    return path(
        "M0-90C18-50 58-30 50 22C44 62 20 76 0 76C-26 76-54 58-50 18C-48-8-28-14-26-44C-14-36-8-28-6-16C6-34 8-60 0-90Z",
        outer,
    ) + path("M2-20C14 0 28 12 24 40C20 62 8 68 0 68C-14 68-26 56-24 36C-22 20-8 14 2-20Z", inner)


@shape
def kiln(body: str = "stone", door: str = "oxide-dark", heat: str = "ochre") -> str:
    chimney = block(44, -128, 34, 60, "steel-dark")
    return (
        chimney
        + shadow(0, 92, 124)
        + solid("M-110 90V-20C-110-76-64-94 0-94C64-94 110-76 110-20V90Z", body, 46)
        + solid("M-58 90V-4C-58-40-34-54 0-54C34-54 58-40 58-4V90Z", door, 80)
        + path("M-42 76V0C-42-28-24-40 0-40C24-40 42-28 42 0V76Z", heat)
        + path("M-24 76V20C-24 0-12-8 0-8C12-8 24 0 24 20V76Z", "pale", shown=0.55)
        + line("M-110 30H-58M58 30H110M-104-34H-48M48-34H104", "ink", 2, shown=0.4)
    )


@shape
def lathe(body: str = "moss", work: str = "ochre", bed: str = "steel-dark") -> str:
    """A lathe, a piece of work between its centres."""
    piece = solid("M-70-46H-58V-54H-30V-40C-20-30-6-34 0-50H18V-38C34-30 52-34 60-44H74V-16H-70Z", work, -30)
    return (
        block(-160, 46, 320, 26, bed)
        + block(-144, 72, 34, 66, bed)
        + block(108, 72, 34, 66, bed)
        + block(-150, -84, 72, 130, body)
        + disc(-114, -30, 22, "stone")
        + disc(-114, -30, 8, "ink")
        + block(88, -62, 52, 108, body)
        + rect(70, -36, 22, 10, "stone")
        + rect(-82, -44, 16, 28, "stone")
        + piece
        + group("translate(0 10)", block(-26, -14, 52, 50, "stone"), line("M0-14L26-26", "ink", 7))
        + disc(150, -30, 15, "ink")
    )


@shape
def drill(body: str = "oxide", bit: str = "stone") -> str:
    """A pillar drill on its foot."""
    return (
        block(-70, 96, 140, 18, "steel-dark")
        + rect(24, -100, 18, 200, "stone")
        + solid("M-50-104H64Q74-104 74-90V-44H-50Z", body, 30)
        + rect(-34, -44, 30, 26, "ink")
        + path("M-26-18H-12L-16 40H-19L-22 40Z", bit)
        + block(-76, 48, 110, 14, "steel")
        + line("M-6-74L-66-46", "ink", 7)
        + disc(-68, -44, 9, "ochre")
    )


@shape
def needle(ink: str = "stone", yarn: str = "oxide") -> str:
    return line("M-4-70C-60-40 50 0-20 60C-34 74-60 70-70 60", yarn, 4) + path(
        "M0-96Q8-88 6-72L1 96L-5-72Q-8-90 0-96ZM0-86Q-3-78 0-72Q3-78 0-86Z", ink
    )


@shape
def awl(handle: str = "wood", tip: str = "stone") -> str:
    return path("M-4 10H4L0 96Z", tip) + solid(
        "M-18-70C-14-96 14-96 18-70C22-44 10-14 10 12H-10C-10-14-22-44-18-70Z", handle, 0
    )


@shape
def ruler(ink: str = "ochre", mark: str = "ink") -> str:
    marks = "".join(f"M{x}-18v{16 if x % 50 == 0 else 9}" for x in range(-130, 131, 10))
    return rect(-140, -18, 280, 36, ink) + line(marks, mark, 2.5) + rect(-140, 12, 280, 6, "ink", shown=0.2)


@shape
def set_square(ink: str = "wood", blade: str = "stone") -> str:
    return path("M-70 80V-90H-44V54H100V80Z", blade) + solid("M-80 88V-96H-50V88Z", ink, -62)


@shape
def dividers(ink: str = "ochre") -> str:
    return (
        path("M-4-70L-50 96L-38 70L6-64ZM4-70L50 96L38 70L-6-64Z", ink)
        + disc(0, -76, 16, "steel")
        + line("M-26 10Q0 24 26 10", "steel", 5)
    )


@shape
def level(ink: str = "ochre", glass: str = "moss") -> str:
    """A spirit level."""
    return (
        block(-130, -22, 260, 44, ink, 0.12)
        + rect(-34, -12, 68, 24, "pale")
        + rect(-30, -8, 60, 16, glass)
        + oval(2, 0, 11, 6, "pale")
        + line("M-14-10V10M16-10V10", "ink", 2)
        + disc(-96, 0, 11, "ink")
        + disc(96, 0, 11, "ink")
    )


@shape
def tape(ink: str = "oxide", ribbon: str = "wall") -> str:
    """A tailor's tape, rolled."""
    marks = "".join(f"M{x} 40v8" for x in range(10, 140, 12))
    return (
        rect(0, 38, 146, 22, ribbon)
        + line(marks, "ink", 2)
        + disc(0, 0, 60, ribbon)
        + "".join(ring(0, 0, r, ink, 3) for r in (54, 42, 30, 18))
        + disc(0, 0, 8, "ink")
    )


@shape
def paint_pot(pot: str = "stone", paint: str = "oxide") -> str:
    return (
        solid("M-46-40H46L42 60H-42Z", pot, 14)
        + oval(0, -40, 46, 13, "ink")
        + oval(0, -38, 40, 10, paint)
        + path("M-40-38Q-34-6-28-34Q-24 18-14-32Z", paint)
        + line("M-46-36C-50-100 50-100 46-36", "ink", 3)
    )


@shape
def clamp(screw: str = "steel", frame: str = "oxide") -> str:
    return (
        line("M-40 60V-60H44V-20", frame, 16)
        + rect(-50, 40, 34, 22, frame)
        + rect(38, -26, 12, 90, screw)
        + rect(28, -30, 32, 12, "ink")
        + line("M24 66H64", "wood", 9)
    )


@shape
def vice(ink: str = "steel", jaw: str = "stone") -> str:
    return (
        block(-60, 0, 40, 70, ink)
        + block(16, 0, 44, 70, ink)
        + rect(-64, -20, 48, 24, jaw)
        + rect(12, -20, 52, 24, jaw)
        + rect(-20, 30, 130, 14, "stone")
        + line("M112 4V70", "ink", 7)
        + block(-90, 70, 180, 18, "ink")
    )


@shape
def robot(body: str = "oxide", joint: str = "ink") -> str:
    """A machine's arm with a gripper."""
    return (
        block(-70, 76, 120, 26, "steel-dark")
        + line("M-14 76L-34-10L60-66L104-10", body, 30)
        + disc(-14, 70, 24, joint)
        + disc(-34, -10, 20, joint)
        + disc(60, -66, 18, joint)
        + disc(-34, -10, 8, "ochre")
        + disc(60, -66, 7, "ochre")
        + line("M104-10L92 24M104-10L128 14", joint, 9)
    )


@shape
def hinge_rig(door: str = "wood", frame: str = "steel") -> str:
    """A door that a machine opens and shuts."""
    return (
        line("M-70 96V-92H70V96", frame, 14)
        + rect(-62, -84, 124, 180, "ink", shown=0.85)
        + solid("M-62-84L26-62V116L-62 96Z", door, -20)
        + disc(12, 22, 8, "ochre")
        + line("M150 60L70 20L18 24", "oxide", 10)
        + block(128, 40, 46, 60, "stone")
        + disc(151, 60, 12, "ink")
        + disc(70, 20, 9, "ink")
    )


@shape
def hoe(blade: str = "steel-dark", handle: str = "wood") -> str:
    return (
        line("M0-110V70", handle, 11)
        + line("M3-110V70", "wood-dark", 3)
        + solid("M-10 60C-20 92-54 92-64 84L-54 112C-20 124 12 110 14 62Z", blade, -20)
    )


@shape
def knife(blade: str = "stone", handle: str = "wood-dark") -> str:
    return (
        path("M-110 6C-70-24-10-24 30-20V14H-60C-84 14-100 12-110 6Z", blade)
        + line("M-96 2C-60-16-10-18 28-16", "pale", 3)
        + solid("M30-24H104Q116-6 100 18H30Z", handle, 66)
        + disc(50, -4, 4, "ochre")
        + disc(84, -4, 4, "ochre")
    )


@shape
def railing(ink: str = "ink", knob: str = "ochre") -> str:
    """Wrought iron: bars and scrolls."""
    bars = "".join(f"M{x}-100V110" for x in (-120, -40, 40, 120))
    scrolls = "".join(
        f"M{x} 30c-34-6-34-54 0-54 22 0 22 32 0 32M{x} 30c34 6 34 54 0 54-22 0-22-32 0-32"
        for x in (-80, 0, 80)
    )
    return (
        line("M-170-64H170M-170 90H170", ink, 11)
        + line(bars, ink, 9)
        + line(scrolls, ink, 7)
        + "".join(disc(x, -104, 11, knob) for x in (-120, -40, 40, 120))
    )


@shape
def torch(ink: str = "ochre", lens: str = "pale") -> str:
    return (
        path("M60-34L260-120V120L60 34Z", "wall", shown=0.4)
        + solid("M-110-18H10L50-36H64V36H50L10 18H-110Z", ink, -300)
        + rect(-110, 2, 120, 16, "ink", shown=0.2)
        + rect(58, -36, 12, 72, lens)
        + rect(-54, -24, 26, 8, "ink")
    )


@shape
def ladder(ink: str = "wood") -> str:
    rungs = "".join(f"M-32 {y}H32" for y in range(-96, 110, 32))
    return line(rungs, ink, 8) + line("M-34-120V124M34-120V124", "wood-dark", 11)


@shape
def water_bag(ink: str = "steel", band: str = "sky") -> str:
    """A sack of water that loads a floor."""
    return (
        shadow(0, 50, 100)
        + solid("M-96 44C-116-10-84-46 0-46C84-46 116-10 96 44Q0 58-96 44Z", ink, 30)
        + line("M-60-20C-30-34 10-36 40-30", band, 6)
        + block(-10, -62, 20, 18, "ochre")
    )


@shape
def gauge(face: str = "pale", hand: str = "oxide", rim: str = "ink") -> str:
    marks = "".join(
        f"M{number(46 * cos(a))} {number(46 * sin(a))}L{number(56 * cos(a))} {number(56 * sin(a))}"
        for a in (pi * 0.75 + one * pi / 6 for one in range(10))
    )
    return (
        disc(0, 0, 70, rim)
        + disc(0, 0, 62, face)
        + line(marks, "ink", 3)
        + line("M0 0L30-36", hand, 6)
        + disc(0, 0, 9, rim)
    )


@shape
def valve(wheel: str = "oxide", body: str = "steel") -> str:
    return (
        rect(-130, 6, 260, 50, body)
        + rect(-130, 6, 260, 12, "sky", shown=0.4)
        + block(-46, -6, 92, 74, body)
        + block(-16, -40, 32, 40, "ochre")
        + line("M-64-52H64", wheel, 18)
        + rect(-70, 0, 24, 62, "stone")
        + rect(46, 0, 24, 62, "stone")
    )
