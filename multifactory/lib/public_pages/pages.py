"""Which addresses are public pages, and what each goes by."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from django.http import QueryDict
from django.urls import Resolver404, resolve

from multifactory.lib.public_pages.content import Scope

LONGEST = 500  # characters of an address; longer ones are answered, and not kept

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class PublicPage:
    scopes: frozenset[Scope]
    parameters: frozenset[str]

    def query(self, text: str) -> str:
        """The parameters the page knows, in the order they came: others make no page of their own."""
        if not text:
            return ""
        known = QueryDict(mutable=True)
        for name, values in QueryDict(text).lists():
            if name in self.parameters:
                known.setlist(name, values)
        return known.urlencode()


def public_page(*scopes: Scope, parameters: Collection[str] = ()) -> Callable[[View], View]:
    """For a view whose answer is the same for all visitors, but for address and language.

    `scopes`: of which it shows something. `parameters`: all it reads of `?`; others never reach it.
    """
    page = PublicPage(frozenset({Scope.PORTAL, *scopes}), frozenset(parameters))

    def mark(view: View) -> View:
        view.public_page = page  # type: ignore[attr-defined]
        return view

    return mark


def page_at(path: str) -> PublicPage | None:
    return _page_at(path) if len(path) <= LONGEST else None


@lru_cache(maxsize=2000)
def _page_at(path: str) -> PublicPage | None:
    try:
        return getattr(resolve(path).func, "public_page", None)
    except Resolver404:
        return None
