"""A browser in words, from what it says of itself."""

import re

# In this order: each of the later names stands in what the earlier ones send too.
_BROWSERS = (
    ("Edge", r"Edg(e|A|iOS)?/"),
    ("Opera", r"OPR/|Opera"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrome/|Chromium/|CriOS/"),
    ("Safari", r"Safari/"),
)
_SYSTEMS = (
    ("Android", r"Android"),
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Windows", r"Windows"),
    ("Mac", r"Mac OS X|Macintosh"),
    ("ChromeOS", r"CrOS"),
    ("Linux", r"Linux|X11"),
)


def browser_name(user_agent: str) -> str:
    """`Firefox, Windows`; empty where it says neither."""
    names = (
        next((name for name, mark in kinds if re.search(mark, user_agent)), "")
        for kinds in (_BROWSERS, _SYSTEMS)
    )
    return ", ".join(filter(None, names))
