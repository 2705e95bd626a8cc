"""Files people send: never more than 5 MB of one is kept, however long it is."""

from io import BytesIO
from typing import Any

from django.core.exceptions import RequestDataTooBig, ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext_lazy as _

MAX_MEGABYTES = 5
MAX_BYTES = MAX_MEGABYTES * 1024 * 1024
# Up to here a file that is too long gets its message beside the field; beyond, the request is refused unread.
MAX_REQUEST_BYTES = 100 * 1024 * 1024

TOO_LARGE = _("The file is larger than %(megabytes)d MB. Make it smaller and try again.")


def refuse_too_large(upload: File) -> None:
    """Validator of every form field that takes a file, because the handler keeps nothing of one too long."""
    if upload.size > MAX_BYTES:
        raise ValidationError(TOO_LARGE, code="too_large", params={"megabytes": MAX_MEGABYTES})


class BoundedUploadHandler(FileUploadHandler):
    """Keeps a file in memory, and drops it as soon as it grows beyond 5 MB.

    The rest is read past, not stored, so that the other fields of the form arrive too: the file then
    comes out empty, under the size it really had, and `refuse_too_large` says so beside its field.
    """

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
        if self.received <= MAX_BYTES:
            self.content.write(raw_data)
        elif self.content.tell():
            self.content = BytesIO()

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.content.seek(0)
        return InMemoryUploadedFile(
            self.content,
            self.field_name,
            self.file_name,
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )
