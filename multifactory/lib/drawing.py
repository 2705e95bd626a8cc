"""What all drawings share: their width, how wide words come out, how coordinates are written. Pure."""


def format_coordinate(number: float) -> str:
    """A coordinate with at most one decimal, always with a point."""
    return f"{round(number, 1):g}"


LINE_SIZE = 12  # of a drawing as wide as WIDTH on the screen: 12 px there; narrower ones scroll


def text_width(text: str, size: float = LINE_SIZE) -> float:
    """About how wide a text comes out in Archivo, in the units of its size."""
    narrow, wide = (
        sum(text.count(letter) for letter in "iljtfrI.,:;'’ ()|-"),
        sum(text.count(letter) for letter in "mwMWQO@"),
    )
    capitals = sum(letter.isupper() and letter not in "MWQOI" for letter in text)
    return size * (
        0.33 * narrow + 0.86 * wide + 0.67 * capitals + 0.57 * (len(text) - narrow - wide - capitals)
    )


def shorten_text(text: str, width: float, size: float = LINE_SIZE) -> str:
    """The text, or as much of its beginning as fits with three dots."""
    if text_width(text, size) <= width:
        return text
    while text and text_width(f"{text}…", size) > width:
        text = text[:-1]
    return f"{text.rstrip()}…" if len(text.rstrip()) > 1 else ""


WIDTH = 740
EDGE = 12
