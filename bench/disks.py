"""Small disks that can be filled. Needs root."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def small_disk(size: str, owner: str = "root") -> Iterator[Path]:
    """A folder on a disk of this size, as mount(8) writes it, which goes afterwards."""
    options = f"size={size},mode=0700,uid={owner}"
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["/bin/mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["/bin/umount", "--lazy", folder], check=True)


@contextmanager
def full(folder: Path) -> Iterator[None]:
    """Not a byte is left on the disk of this folder."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (1 << 20, 4096):  # quickly, then to the last page
            with suppress(OSError):
                while file.write(bytes(size)) == size:
                    pass
    try:
        yield
    finally:
        ballast.unlink()
