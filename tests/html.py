"""HTML as a browser takes it."""

import re
from html.parser import HTMLParser


def squeezed(html: str) -> str:
    """One blank for each run of blanks and line breaks, none beside tags: however a template is wrapped."""
    return re.sub(r"(?<=>) | (?=[<>])", "", " ".join(html.split()))


_NOT_SENT = ("submit", "button", "file", "image")
_TICKED = ("checkbox", "radio")
# What somebody might write into an empty field of this kind.
_PLAUSIBLE = {
    "email": "ada@example.org",
    "url": "https://example.org/",
    "tel": "+39 0376 123456",
    "number": "2",
    "date": "2027-03-10",
    "time": "10:00",
    "datetime-local": "2027-03-10T10:00",
    "hidden": "",
}


class _Page(HTMLParser):
    """Links, and what a browser would send of all forms of the page that are sent by POST."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.values: dict[str, list[str]] = {}
        self._is_in_form, self._select, self._textarea = False, "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag == "form":
            self._is_in_form = given.get("method", "").lower() == "post"
        elif tag == "select":
            self._select = name
            self._set(name)
        elif tag == "option" and "selected" in given:
            self._set(self._select, given.get("value", ""))
        elif tag == "textarea":
            self._textarea = name
            self._set(name, "")
        elif tag == "input" and kind not in _NOT_SENT and (kind not in _TICKED or "checked" in given):
            self._set(name, given.get("value", "on" if kind in _TICKED else ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._textarea and self._is_in_form:
            self.values[self._textarea][-1] += data

    def _set(self, name: str, *values: str) -> None:
        if name and self._is_in_form:
            self.values.setdefault(name, []).extend(values)


class _FilledPage(_Page):
    """The same where somebody filled every empty field, ticked every box and chose everywhere."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        given = {name: value or "" for name, value in attrs}
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "option" and given.get("value") and self._is_in_form and not self.values.get(self._select):
            self._set(self._select, given["value"])
        elif tag == "input" and kind in _TICKED and "checked" not in given:
            self._set(name, given.get("value", "on"))
        elif tag == "input" and name in self.values and self.values[name][-1] == "":
            self.values[name][-1] = _PLAUSIBLE.get(kind, "Some words")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._textarea and self._is_in_form:
            self.values[self._textarea][-1] = self.values[self._textarea][-1].strip() or "Some words."
        super().handle_endtag(tag)


def links_of(html: str) -> list[str]:
    page = _Page()
    page.feed(html)
    return page.links


def form_values(html: str) -> dict[str, list[str]]:
    """What sending the page's form would send, untouched."""
    page = _Page()
    page.feed(html)
    return page.values


def filled_form(html: str) -> dict[str, list[str]]:
    """What sending the page's form would send when every empty field has been given something."""
    page = _FilledPage()
    page.feed(html)
    return page.values
