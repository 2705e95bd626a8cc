"""Papers people hand in: a PDF kept as it was sent, or a picture written anew; checked, kept, handed out.

Who may read one is the business of the view. Kept for a row with `keep_paper`, within its transaction.
"""

from dataclasses import dataclass
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import models
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404
from django.utils.translation import gettext_lazy as _

from multifactory.lib.file_kinds import DOCUMENTS, NAMES, Kind, kind_of
from multifactory.lib.files import ATTACHMENTS, keep_if_committed, new_token, path_of
from multifactory.lib.images.reading import read_image
from multifactory.lib.uploads import refuse_too_large_document

SAVE_AS_PDF = _("This is %(kind)s: save it as PDF and try again.")
NEITHER = _("This is not a PDF and not a picture we can read. Save it as PDF and try again.")
NO_PDF = _("This is not a PDF. Save it as PDF and try again.")

# Whatever is in it, a file opened by itself loads and runs nothing of the portal.
PAPER_HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


class PaperKind(models.TextChoices):
    PDF = "pdf", "PDF"
    IMAGE = "image", _("picture")

    @property
    def ending(self) -> str:
        return ".pdf" if self == PaperKind.PDF else ".webp"


@dataclass(frozen=True, slots=True)
class CleanPaper:
    kind: PaperKind
    content: bytes

    @property
    def size(self) -> int:
        return len(self.content)

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


def read_paper(upload: File, *, is_picture_taken: bool = True) -> CleanPaper:
    """The paper in a file that was sent; ValidationError says what is wrong with it."""
    upload.seek(0)
    data = upload.read()
    kind = kind_of(data)
    if kind == Kind.PDF:
        refuse_too_large_document(upload)
        return CleanPaper(PaperKind.PDF, data)
    if kind in DOCUMENTS | {Kind.HTML}:
        raise ValidationError(SAVE_AS_PDF, code="format", params={"kind": NAMES[kind]})
    if not is_picture_taken:
        text = SAVE_AS_PDF if kind in NAMES else NO_PDF
        raise ValidationError(text, code="format", params={"kind": NAMES.get(kind, "")})
    if kind == Kind.UNKNOWN:
        raise ValidationError(NEITHER, code="format")
    return CleanPaper(PaperKind.IMAGE, read_image(upload).large)


def keep_paper(paper: CleanPaper) -> str:
    """Store the file and return its name. It goes again if the transaction of its row is rolled back."""
    path = path_of(ATTACHMENTS, new_token(), paper.kind.ending)
    keep_if_committed([path])
    return default_storage.save(path, ContentFile(paper.content))


def paper_response(file: FieldFile, *, name: str, kind: str) -> FileResponse:
    """A PDF to be saved, a picture to look at; 404 where the file is gone."""
    is_pdf = kind == PaperKind.PDF
    try:
        content = file.open()
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(
        content,
        as_attachment=is_pdf,
        filename=f"{name}{PaperKind(kind).ending}",
        content_type="application/pdf" if is_pdf else "image/webp",
        headers=PAPER_HEADERS,
    )
