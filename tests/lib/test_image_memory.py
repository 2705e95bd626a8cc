"""What decoding the largest pictures takes, in a process of its own (Linux)."""

import json
import os
import subprocess
import sys

import pytest
from PIL import Image

from tests.conftest import ROOT
from tests.lib import image_corpus

# Prints for each file the megabytes above what the process held before. Small ones load the codecs first.
READER = """
import json, sys
from pathlib import Path
import django
django.setup()
from django.core.files.base import ContentFile
from multifactory.lib.images.reading import read_image

def peak():
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1024

def measure(path):
    Path("/proc/self/clear_refs").write_text("5")
    before = peak()
    clean = read_image(ContentFile(Path(path).read_bytes()))
    return round(peak() - before), max(clean.width, clean.height)

warm, *paths = sys.argv[1:]
for path in Path(warm).iterdir():
    measure(path)
print(json.dumps([measure(path) for path in paths]))
"""


@pytest.mark.skipif(not os.access("/proc/self/clear_refs", os.W_OK), reason="measured on Linux")
def test_largest_pictures_stay_within_their_memory(tmp_path):
    plain = Image.new("RGB", (8160, 6120), (30, 160, 30))
    medium = plain.resize((5770, 4330))
    pictures = {
        "jpeg": (image_corpus.encoded(plain, "JPEG"), 150),
        "heic": (image_corpus.heic(plain, quality=50, tile_size=512), 450),
        "png": (image_corpus.encoded(medium.convert("RGBA"), compress_level=1), 450),
        "webp": (image_corpus.encoded(medium, "WEBP", method=0), 450),
    }
    (tmp_path / "warm").mkdir()
    for name in ("JPEG", "HEIC", "PNG", "WebP"):
        (tmp_path / "warm" / name).write_bytes(image_corpus.CLEAN[name])
    for name, (content, _limit) in pictures.items():
        (tmp_path / name).write_bytes(content)

    command = [sys.executable, "-c", READER, tmp_path / "warm", *(tmp_path / name for name in pictures)]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "multifactory.settings"}
    answer = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    found = dict(zip(pictures, json.loads(answer.stdout), strict=True))

    assert {size for _megabytes, size in found.values()} == {1440}
    too_much = {name: taken for name, (taken, _) in found.items() if taken > pictures[name][1]}
    assert too_much == {}
