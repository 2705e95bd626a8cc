"""Paper, and what is written, printed, folded and drawn on it."""

from multifactory.demo.artwork.ink import (
    block,
    disc,
    group,
    line,
    lines_of_text,
    path,
    rect,
    shadow,
    solid,
    words,
)
from multifactory.demo.artwork.vocabulary import shape


@shape
def sheet(ink: str = "pale", text: str = "ink") -> str:
    return (
        rect(-58, -72, 124, 160, "ink", shown=0.2)
        + rect(-64, -80, 124, 160, ink)
        + lines_of_text(-46, -54, 88, 5, text, 14)
        + rect(-46, 24, 88, 36, text, shown=0.2)
    )


@shape
def blank(ink: str = "pale") -> str:
    """A sheet with deckle edges."""
    edge = "M-70-92l12 4 14-5 12 4 16-4 14 5 16-4 14 4 12-5 16 4 14-3L74-70l-4 20 5 22-4 24 5 26-5 24 4 26L72 92l-16-4-16 5-14-5-18 5-16-4-18 4-16-5-14 4-16-3-12-11 4-24-5-26 4-26-4-24 5-24Z"
    return group("translate(7 8)", path(edge, "ink", shown=0.2)) + path(edge, ink)


@shape
def book(cover: str = "oxide", pages: str = "pale", mark: str = "ochre") -> str:
    """Standing, seen from the front."""
    return (
        rect(-56, -82, 128, 172, "ink", shown=0.2)
        + rect(52, -84, 14, 166, pages)
        + block(-66, -88, 122, 172, cover, 0.1)
        + rect(-66, -88, 20, 172, "ink", shown=0.25)
        + rect(-32, -58, 66, 44, pages)
        + line("M-22-44H24M-22-30H6", "ink", 4)
        + disc(0, 36, 16, mark)
    )


@shape
def spines(one: str = "oxide", two: str = "steel", three: str = "ochre", four: str = "moss") -> str:
    parts = [
        block(x, -top, wide, top + 80, ink, 0.22)
        + rect(x, -top + 22, wide, 9, "pale")
        + rect(x, 46, wide, 5, "pale")
        for x, top, wide, ink in (
            (-130, 84, 40, one),
            (-86, 60, 30, two),
            (-52, 96, 46, three),
            (-2, 72, 34, four),
            (36, 90, 28, one),
        )
    ]
    return "".join(parts) + group(
        "translate(104 4) rotate(14)", block(-18, -90, 36, 168, two, 0.22), rect(-18, -64, 36, 9, "pale")
    )


@shape
def open_book(cover: str = "oxide-dark", left: str = "moss", right: str = "ink") -> str:
    return (
        shadow(0, 82, 150)
        + path("M-152-70L0-56L152-70V66L0 80L-152 66Z", cover)
        + path("M-142-82C-94-92-34-86 0-64V72C-34 54-94 50-142 58Z", "pale")
        + path("M142-82C94-92 34-86 0-64V72C34 54 94 50 142 58Z", "pale")
        + path("M142-82C94-92 60-88 30-78V62C60 52 94 50 142 58Z", "stone", shown=0.4)
        + path("M-128 30C-96 10-60 30-16 44V58C-50 42-90 40-128 46Z", left)
        + disc(-96, -38, 17, "ochre")
        + "".join(
            line(f"M20 {y}C54 {y - 12} 90 {y - 12} 126 {y - 4}", right, 4) for y in (-40, -22, -4, 14, 32)
        )
    )


@shape
def notebook(cover: str = "steel", band: str = "ochre") -> str:
    rings = "".join(line(f"M-78 {y}H-54", "ink", 5) for y in range(-74, 80, 22))
    return (
        rect(-54, -82, 126, 176, "ink", shown=0.2)
        + block(-64, -90, 126, 176, cover, 0.2)
        + rings
        + rect(34, -90, 10, 176, band)
        + rect(-40, -60, 58, 34, "pale")
        + line("M-30-48H8M-30-38H-8", "ink", 3)
    )


@shape
def card(ink: str = "pale", mark: str = "oxide") -> str:
    return (
        rect(-82, -50, 176, 116, "ink", shown=0.2)
        + rect(-90, -58, 176, 116, ink)
        + line("M-80-48H76V48H-80Z", mark, 2.5)
        + path("M0 26C-44-4-34-36-14-36C-4-36 0-26 0-22C0-26 4-36 14-36C34-36 44-4 0 26Z", mark)
        + line("M-36 36H36", "ink", 3)
    )


@shape
def envelope(ink: str = "stone", seal: str = "oxide") -> str:
    return (
        rect(-94, -54, 200, 128, "ink", shown=0.2)
        + rect(-100, -62, 200, 128, ink)
        + path("M-100-62H100L0 20Z", "pale")
        + line("M-100-62L0 20L100-62", "ink", 2.5, shown=0.5)
        + disc(0, 16, 19, seal)
        + disc(0, 16, 10, "oxide-dark")
    )


@shape
def poster(ink: str = "pale", one: str = "oxide", two: str = "steel", text: str = "R84") -> str:
    return (
        rect(-62, -100, 144, 216, "ink", shown=0.2)
        + rect(-72, -108, 144, 216, ink)
        + disc(-6, -26, 52, one)
        + path("M-72 20L10-54L72 8V62H-72Z", two, shown=0.9)
        + words(0, 94, 42, "ink", text)
    )


@shape
def letter(text: str = "a", wood: str = "wood", ink: str = "ink") -> str:
    """A wooden type, in reverse."""
    return (
        rect(-48, -58, 96, 116, wood)
        + path("M-48 58L-40 50H40L48 58ZM48-58V58L40 50V-50Z", "wood-dark")
        + group("scale(-1 1)", words(0, 34, 96, ink, text))
    )


@shape
def brayer(ink: str = "oxide", handle: str = "wood-dark") -> str:
    return (
        line("M-62 0V-34H62V0", "stone", 8)
        + line("M0-34V-50", "stone", 10)
        + solid("M-12-118H12L16-48H-16Z", handle, 2)
        + block(-58, -16, 116, 50, ink, 0.3)
        + rect(-58, -10, 116, 10, "pale", shown=0.35)
    )


@shape
def crane(ink: str = "pale", shade: str = "stone") -> str:
    """Folded paper."""
    return (
        path("M0 10L-110-70L-30 30Z", shade)
        + path("M0 10L110-84L44 34Z", ink)
        + path("M-30 30L0 10L44 34L6 76Z", shade)
        + path("M-30 30L-96 84L-6 52Z", ink)
        + path("M44 34L108-6L118 16L96 8L24 56Z", ink)
        + path("M44 34L108-6L100 4L50 46Z", "ink", shown=0.18)
        + path("M0 10L110-84L60-10Z", "ink", shown=0.12)
    )


@shape
def paper_flower(one: str = "oxide", two: str = "rose", heart: str = "ochre") -> str:
    """Folded, as large as a door."""
    outer = "".join(
        group(
            f"rotate({a * 45})",
            path("M0 0L-34-60L0-112L34-60Z", one),
            path("M0 0L34-60L0-112Z", "ink", shown=0.2),
        )
        for a in range(8)
    )
    inner = "".join(
        group(
            f"rotate({a * 45 + 22})",
            path("M0 0L-22-40L0-72L22-40Z", two),
            path("M0 0L22-40L0-72Z", "ink", shown=0.15),
        )
        for a in range(8)
    )
    return outer + inner + disc(0, 0, 20, heart)


@shape
def paper_lamp(ink: str = "pale", light: str = "ochre", foot: str = "wood") -> str:
    """A shade of folds on three legs."""
    folds = "".join(
        path(
            f"M{-70 + one * 20}-60L{-60 + one * 20}-66L{-50 + one * 20}-60L{-56 + one * 23} 40H{-72 + one * 21 - 6}Z",
            ink if one % 2 else light,
        )
        for one in range(7)
    )
    return (
        line("M-30 40L-54 116M30 40L54 116M0 40V110", foot, 9)
        + path("M-74-60H74L92 40H-92Z", light)
        + folds
        + rect(-94, 36, 188, 9, foot)
        + rect(-76, -66, 152, 8, foot)
    )


@shape
def box(ink: str = "wood", lid: str = "wall", mark: str = "oxide") -> str:
    return (
        shadow(0, 76, 112)
        + path("M-100-20L0 10V86L-100 52Z", ink)
        + path("M100-20L0 10V86L100 52Z", ink)
        + path("M100-20L0 10V86L100 52Z", "ink", shown=0.28)
        + path("M-100-20L0-54L100-20L0 10Z", lid)
        + path("M-56-34L46-2L60-8L-42-40Z", mark)
        + path("M46-2V22L60 16V-8Z", mark)
    )


@shape
def folder(ink: str = "ochre", paper: str = "pale") -> str:
    return (
        group("rotate(-5)", rect(-78, -84, 150, 120, paper), lines_of_text(-60, -64, 110, 4, "ink", 14))
        + path("M-100-50H-30L-14-32H100V80H-100Z", ink)
        + path("M-100-16H112L100 80H-100Z", ink)
        + path("M-100-16H112L100 80H-100Z", "pale", shown=0.18)
    )


@shape
def map_sheet(ink: str = "pale", land: str = "moss", river: str = "steel", pin: str = "oxide") -> str:
    folds = "".join(
        path(f"M{x}-84L{x + 60}-{70 if one % 2 else 98}V{98 if one % 2 else 70}L{x} 84Z", "ink", shown=0.1)
        for one, x in ((0, -60), (1, 0))
    )
    base = "M-120-84L-60-70L0-84L60-70L120-84V84L60 98L0 84L-60 98L-120 84Z"
    return (
        group("translate(8 10)", path(base, "ink", shown=0.2))
        + path(base, ink)
        + path("M-110-50Q-70-60-50-20T-100 50Z", land, shown=0.7)
        + path("M30-60Q90-50 100-10T50 20Z", land, shown=0.7)
        + line("M-30-76C-10-30 30-10 6 30T40 88", river, 11)
        + line("M-90 66C-40 10 30 40 84-30", "ink", 3, dashes="8 7")
        + folds
        + path("M84-36C70-58 66-84 84-86C102-84 98-58 84-36Z", pin)
        + disc(84, -70, 7, "pale")
    )


@shape
def pencil(ink: str = "ochre", lead: str = "ink") -> str:
    return (
        rect(-9, -100, 18, 150, ink)
        + rect(3, -100, 6, 150, "ink", shown=0.2)
        + path("M-9 50H9L0 84Z", "wall")
        + path("M-4 68H4L0 84Z", lead)
        + rect(-9, -112, 18, 14, "rose")
    )


@shape
def pen(ink: str = "steel", nib: str = "ochre") -> str:
    return (
        solid("M-10-110Q0-118 10-110L13 20H-13Z", ink, 0)
        + solid("M-13 22H13L9 60L0 90L-9 60Z", nib, 0)
        + line("M0 50V80", "ink", 2.5)
        + disc(0, 48, 4, "ink")
    )


@shape
def inkpot(ink: str = "ink", glass: str = "sky") -> str:
    return (
        shadow(0, 52, 64)
        + path("M-56 50V-6L-32-30H32L56-6V50Z", glass)
        + path("M-50 46V6H50V46Z", ink)
        + block(-26, -54, 52, 26, "ink")
        + rect(-40, 0, 10, 40, "pale", shown=0.5)
    )


@shape
def lens(rim: str = "ink", glass: str = "sky", handle: str = "wood") -> str:
    """A magnifying glass."""
    return (
        group("rotate(-45)", block(-10, 56, 20, 90, handle, 0.4))
        + disc(0, 0, 62, rim)
        + disc(0, 0, 50, glass)
        + path("M-34-16A38 38 0 0 1-6-38", "pale", shown=0)
        + line("M-34-14A37 37 0 0 1-8-36", "pale", 7)
    )


@shape
def bubble(ink: str = "pale", text: str = "", tone: str = "ink") -> str:
    """What is said."""
    inside = words(0, 12, 44, tone, text) if text else lines_of_text(-52, -20, 104, 3, tone, 18)
    return (
        group("translate(5 7)", path("M-80-54H80V44H-10L-40 78V44H-80Z", "ink", shown=0.2))
        + path("M-80-54H80V44H-10L-40 78V44H-80Z", ink)
        + inside
    )


@shape
def bars(one: str = "oxide", two: str = "steel", paper: str = "pale") -> str:
    """A report's chart."""
    columns = "".join(
        rect(x, 60 - high, 24, high, one if odd else two)
        for x, high, odd in ((-72, 40, 0), (-38, 66, 1), (-4, 52, 0), (30, 100, 1), (64, 84, 0))
    )
    return (
        rect(-92, -82, 200, 172, "ink", shown=0.2)
        + rect(-100, -90, 200, 172, paper)
        + columns
        + line("M-84 60H88M-84-70V60", "ink", 4)
        + line("M-60 10L-26-14L8-4L42-56L76-40", "ochre", 5)
    )


@shape
def plan(ink: str = "steel", lines: str = "pale") -> str:
    """A drawing of a house, blue."""
    d = "M-104-60H104V64H-104ZM-30-60V10M-30 34V64M40-60V-20H104M40 64V20H74"
    return (
        rect(-128, -86, 268, 188, "ink", shown=0.2)
        + rect(-136, -94, 272, 188, ink)
        + line(d, lines, 6)
        + line("M-30 10A24 24 0 0 1-6 34H-30M74 20A30 30 0 0 1 104 50", lines, 2.5)
        + line("M-104 80H104M-104 74V86M104 74V86", lines, 2.5)
    )


@shape
def colour_bar(one: str = "steel", two: str = "oxide", three: str = "ochre", four: str = "ink") -> str:
    """A proof: four discs over each other, and a strip of tints."""
    discs = "".join(
        f'<g style="mix-blend-mode:multiply">{disc(x, y, 46, ink)}</g>'
        for x, y, ink in ((-30, -40, one), (30, -40, two), (0, 6, three))
    )
    strip = "".join(
        rect(-84 + place * 42, 74, 42, 24, ink) for place, ink in enumerate((one, two, three, four))
    )
    return (
        rect(-92, -102, 200, 220, "ink", shown=0.2)
        + rect(-100, -110, 200, 220, "pale")
        + discs
        + strip
        + line("M-88-98h14M-81-105v14M74-98h14M81-105v14", "ink", 2)
    )


@shape
def menu(ink: str = "pale", line_ink: str = "oxide") -> str:
    return (
        rect(-62, -90, 140, 196, "ink", shown=0.2)
        + rect(-70, -98, 140, 196, ink)
        + disc(0, -64, 17, line_ink)
        + lines_of_text(-46, -28, 92, 3, "ink", 14)
        + line("M-46 22H46", line_ink, 5)
        + lines_of_text(-46, 44, 92, 3, "ink", 14)
    )


@shape
def register(ink: str = "oxide-dark", tooling: str = "ochre") -> str:
    """An old binding with clasps and gilt lines."""
    return (
        rect(-70, -94, 160, 204, "ink", shown=0.25)
        + rect(64, -96, 18, 190, "pale")
        + block(-82, -102, 156, 200, ink, 0.12)
        + line("M-66-88H58V84H-66ZM-54-76H46V72H-54Z", tooling, 3)
        + path("M-4-40L22-2L-4 36L-30-2Z", tooling)
        + line("M-82-70H-66M-82-30H-66M-82 26H-66M-82 66H-66", tooling, 6)
        + rect(66, -56, 26, 16, tooling)
        + rect(66, 36, 26, 16, tooling)
    )


@shape
def archive(ink: str = "wood", photo: str = "stone") -> str:
    """A shoebox full of photographs."""
    photos = "".join(
        group(
            f"translate({x} {y}) rotate({turn})",
            rect(-34, -44, 68, 88, "pale"),
            rect(-27, -37, 54, 56, photo),
            disc(0, -14, 12, "ink", shown=0.7),
            path("M-22 19C-18-2 18-2 22 19Z", "ink", shown=0.7),
        )
        for x, y, turn in ((-60, -30, -12), (0, -46, 3), (58, -28, 14))
    )
    return (
        photos
        + shadow(0, 84, 124)
        + block(-112, 0, 224, 84, ink)
        + rect(-112, 0, 224, 14, "wood-dark")
        + rect(-30, 30, 60, 30, "pale")
        + line("M-18 42H18M-18 51H2", "ink", 3)
    )


@shape
def sewn(paper: str = "pale", yarn: str = "oxide") -> str:
    """A book's sections on their threads, before the cover."""
    sections = "".join(
        path(
            f"M-110 {y}C-60 {y - 14} 60 {y - 14} 110 {y}V{y + 12}C60 {y - 2}-60 {y - 2}-110 {y + 12}Z",
            paper if one % 2 else "stone",
        )
        for one, y in enumerate(range(-60, 60, 17))
    )
    stitches = "".join(line(f"M{x}-60V60", yarn, 5, dashes="9 8") for x in (-66, 0, 66))
    return shadow(0, 70, 124) + sections + stitches + line("M66-60C90-110 140-80 150-110", yarn, 4)
