"""What uploads of 5 MB cost: seconds, and megabytes of memory above an idle process.

Every picture is sent as a form, read, cleaned and stored by a fresh process that has cleaned small ones.
"""

import json
import secrets
import statistics
import sys
import tempfile
import time
from pathlib import Path

from django import forms
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from PIL import Image

from bench.client import Bound, Table
from bench.portal import ask_inside, environment_of
from multifactory.lib.images.forms import ImageUploadField
from tests.lib import image_corpus

REPEATED = 3
SIZE = 5 * 1024 * 1024


def samples() -> dict[str, bytes]:
    """The costly ones of each kind, brought to 5 MB."""
    photo = image_corpus.detailed(5770, 4330, grain=9)  # 25 megapixels
    medium = photo.resize((3220, 2420))  # 7.8, what a WebP may have
    kinds = {
        "JPEG, 25 megapixels": image_corpus.encoded(photo, "JPEG", quality=80),
        "JPEG, progressive": image_corpus.encoded(photo, "JPEG", quality=75, progressive=True),
        "JPEG, progressive, 4:4:4, 17 megapixels": image_corpus.encoded(
            photo.resize((4760, 3570)), "JPEG", quality=70, progressive=True, subsampling=0
        ),
        "JPEG, CMYK, 14 megapixels": image_corpus.encoded(
            photo.resize((4300, 3200)).convert("CMYK"), "JPEG", quality=30
        ),
        "JPEG, 40 scans": image_corpus.jpeg_of_many_scans(34),
        "PNG, transparent": image_corpus.encoded(image_corpus.drawn(5770, 4330, "RGBA")),
        "PNG, palette": image_corpus.encoded(
            image_corpus.detailed(5770, 4330, grain=40).convert("P", dither=Image.Dither.NONE)
        ),
        "PNG, grey": image_corpus.encoded(image_corpus.drawn(5770, 4330, "L")),
        "WebP, 7.8 megapixels": image_corpus.encoded(medium, "WEBP", quality=90),
        "WebP, lossless and transparent": image_corpus.encoded(
            image_corpus.drawn(3220, 2420, "RGBA"), "WEBP", lossless=True
        ),
    }
    for name, content in kinds.items():
        if len(content) > SIZE:
            sys.exit(f"{name}: {len(content)} bytes, more than 5 MB.")
    return {name: content.ljust(SIZE, b"\0") for name, content in kinds.items()}


class PhotoForm(forms.Form):
    photo = ImageUploadField()


def peak() -> float:
    """The most memory this process has held, in MB (Linux)."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def measure(path: str) -> None:
    """In a process of its own: prints seconds and megabytes."""

    def send(content: bytes) -> tuple[float, float]:
        request = RequestFactory().post("/", {"photo": SimpleUploadedFile("photo", content)})
        Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
        idle, start = peak(), time.perf_counter()
        form = PhotoForm(request.POST, request.FILES)
        if not form.is_valid():
            sys.exit(f"{path}: {form.errors.as_text()}")
        for encoded in (form.cleaned_data["photo"].large, form.cleaned_data["photo"].small):
            default_storage.save(f"{secrets.token_hex(8)}.webp", ContentFile(encoded))
        return time.perf_counter() - start, peak() - idle

    for warm in (image_corpus.CLEAN["JPEG"], image_corpus.CLEAN["PNG"], image_corpus.CLEAN["WebP"]):
        send(warm)
    print(json.dumps(send(Path(path).read_bytes())))


def main() -> None:
    table = Table({"seconds": 2, "MB above idle": 0})
    with tempfile.TemporaryDirectory() as folder:
        environment = environment_of("sqlite://:memory:", MEDIA_ROOT=folder, AWS_STORAGE_BUCKET_NAME="")
        path = Path(folder, "sent")
        for name, content in samples().items():
            path.write_bytes(content)
            found = [json.loads(ask_inside(environment, measure, str(path))) for _ in range(REPEATED)]
            table.rows[name] = tuple(statistics.median(values) for values in zip(*found, strict=True))
    table.show("Uploads of 5 MB")
    table.end(Bound("seconds", 2.0), Bound("MB above idle", 150))
