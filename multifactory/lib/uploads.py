"""Files people send: never more than 20 MB of one is kept, and 40 MB of a request, however long they are."""

from functools import partial
from io import BytesIO
from typing import Any

from django.core.exceptions import RequestDataTooBig, ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext_lazy as _

MEGABYTE = 1024 * 1024
MAX_MEGABYTES = 20
MAX_BYTES = MAX_MEGABYTES * MEGABYTE
MAX_DOCUMENT_MEGABYTES = 5  # of tables and papers, which nobody makes smaller for the sender
MAX_KEPT_MEGABYTES = 40  # of all files in a request
# Up to here a file that is too long gets its message beside the field; beyond, the request is refused unread.
MAX_REQUEST_BYTES = 100 * MEGABYTE

TOO_LARGE = _("The file is larger than %(megabytes)d MB. Make it smaller and try again.")
TOO_MUCH = _("All files together are larger than %(megabytes)d MB. Send this one on its own.")


class BoundedFile(InMemoryUploadedFile):
    """`is_dropped`: nothing of it is kept, because of the other files in the request."""

    is_dropped = False


def refuse_too_large(upload: File, *, megabytes: int = MAX_MEGABYTES) -> None:
    """Asked of every file that comes in, because the handler keeps nothing of one too long."""
    if upload.size > megabytes * MEGABYTE:
        raise ValidationError(TOO_LARGE, code="too_large", params={"megabytes": megabytes})
    if getattr(upload, "is_dropped", False):
        raise ValidationError(TOO_MUCH, code="too_much", params={"megabytes": MAX_KEPT_MEGABYTES})


refuse_too_large_document = partial(refuse_too_large, megabytes=MAX_DOCUMENT_MEGABYTES)


class BoundedUploadHandler(FileUploadHandler):
    """Keeps a file in memory, and drops it as soon as it grows beyond 20 MB, or all in the request beyond 40.

    The rest is read past, not stored, so that the other fields of the form arrive too: the file then
    comes out empty, under the size it really had, and `refuse_too_large` says so beside its field.
    """

    kept = 0  # bytes, of the files before this one

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803  the name Django gives it
        content_length: int,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        if content_length > MAX_REQUEST_BYTES:
            raise RequestDataTooBig(f"More than {MAX_REQUEST_BYTES} bytes were sent.")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.content = BytesIO()
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received += len(raw_data)
        if self.received <= self._room:
            self.content.write(raw_data)
        elif self.content.tell():
            self.content = BytesIO()

    def file_complete(self, file_size: int) -> BoundedFile:
        # Exactly as long as the file: reading it whole then makes no copy.
        content = BytesIO(self.content.getvalue())
        file = BoundedFile(
            content,
            self.field_name,
            self.file_name,
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )
        file.is_dropped = file_size > self._room
        self.kept += len(content.getvalue())
        self.content = BytesIO()
        return file

    @property
    def _room(self) -> int:
        return min(MAX_BYTES, MAX_KEPT_MEGABYTES * MEGABYTE - self.kept)
