"""Which style sheets a page loads: one by one while developing, collected as one file for each reader.

`collectstatic` writes them without comments and white space, for visitors without what members alone see.
Sheets of single pages are named in their templates.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from rcssmin import cssmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

# In the order in which rules of one layer follow each other.
MEMBERS = (
    *("tokens", "base", "layout", "components", "labels", "plan", "site", "public", "calendars", "events"),
    *("exchange", "costs", "applications", "assembly", "work", "queue", "decision", "utilities"),
)
OF_MEMBERS_ALONE = {"calendars", "exchange", "assembly", "work", "queue", "decision"}
VISITORS = tuple(name for name in MEMBERS if name not in OF_MEMBERS_ALONE)
BUNDLES = {"for-visitors": VISITORS, "for-members": MEMBERS}


def addresses_of_sheets(*, is_member: bool) -> list[str]:
    bundle = "for-members" if is_member else "for-visitors"
    names = [bundle] if isinstance(staticfiles_storage, BundlingStorage) else BUNDLES[bundle]
    return [staticfiles_storage.url(f"css/{name}.css") for name in names]


class BundlingStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's, with the collected sheets made small and put together."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            paths = paths | self._write_sheets(paths)
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _write_sheets(self, paths: dict[str, Any]) -> dict[str, Any]:
        sheets = {
            name: cssmin(self._read(paths[name])) for name in paths if re.fullmatch(r"css/\w+\.css", name)
        }
        for bundle, names in BUNDLES.items():
            sheets[f"css/{bundle}.css"] = "".join(sheets[f"css/{name}.css"] for name in names)
        for name, css in sheets.items():
            with open(self.path(name), "w", encoding="utf-8") as file:
                file.write(css)
        return {name: (self, name) for name in sheets}

    @staticmethod
    def _read(found: Any) -> str:
        storage, path = found
        with storage.open(path) as file:
            return str(file.read().decode("utf-8"))
