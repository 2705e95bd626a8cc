"""What the portal knows about SQLite itself."""

import sqlite3


def is_wal_safe(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> bool:
    """Whether write-ahead logging is sound: the WAL-reset fault is mended in 3.51.3, 3.50.7 and 3.44.6."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
