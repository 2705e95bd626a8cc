"""Pictures as the portal serves them itself; before production traffic a proxy or a bucket may."""

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

# A picture is never a page: opened by itself it may load and run nothing, whatever is in it.
HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


@login_not_required
@require_safe
def media(_request: HttpRequest, name: str) -> FileResponse:
    """A file the pipeline wrote; the address lets no other name through. All pictures are public."""
    try:
        picture = default_storage.open(name)
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(picture, content_type="image/webp", headers=HEADERS)
