"""Papers of a sample, written as PDF: a page of a few lines, as an invoice, a quote or a report has them."""

from collections.abc import Sequence

from multifactory.lib.papers import CleanPaper, PaperKind

LEFT, TOP, LEADING = 70, 760, 26
HEADING, BODY = 20, 12  # points
A4 = "0 0 595 842"
FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def write_paper(heading: str, *lines: str) -> CleanPaper:
    """One page of A4: a heading, then line by line; an empty line is a gap."""
    return CleanPaper(PaperKind.PDF, _pdf(_page(heading, lines)))


def _page(heading: str, lines: Sequence[str]) -> bytes:
    shown = [f"/F1 {HEADING} Tf ({_escape(heading)}) Tj 0 {-LEADING * 2} Td /F1 {BODY} Tf"]
    shown += [f"({_escape(line)}) Tj 0 {-LEADING} Td" for line in lines]
    return f"BT {LEFT} {TOP} Td {' '.join(shown)} ET".encode("cp1252", "replace")


def _escape(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _pdf(page: bytes) -> bytes:
    """The objects of a file of one page, each found by its place in the table at the end."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[{A4}]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>".encode(),
        b"<</Length %d>>\nstream\n%b\nendstream" % (len(page), page),
        FONT.encode(),
    ]
    file, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
    return file + head + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(file))
