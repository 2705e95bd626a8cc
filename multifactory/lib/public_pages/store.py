"""Answers in the memory of a process: the least recently asked for go first when it is full."""

import gzip
import threading
from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import brotli  # type: ignore[import-untyped]
from django.http import HttpRequest, HttpResponse

from multifactory.lib.public_pages.asking import Versions
from multifactory.lib.public_pages.content import Scope

ENCODINGS = ("br", "gzip", "")  # the best first
_BESIDE_THE_BODY = 3000  # bytes of an entry: its key, its headers, and what holds them
# What a view says to the middleware that sets headers after us.
_SAID = ("xframe_options_exempt", "_csp_exempt", "_csp_config", "_csp_update", "_csp_replace")


def encoding_for(request: HttpRequest) -> str:
    """The shortest the client takes; one that is refused (`q=0`) is not taken."""
    accepted = request.META.get("HTTP_ACCEPT_ENCODING", "").lower()
    if not accepted:
        return ""
    refused = {"0", "0.0", "0.00", "0.000"}
    parts = (part.replace(" ", "").partition(";q=") for part in accepted.split(","))
    names = {name for name, _, weight in parts if weight not in refused}
    return next(one for one in ENCODINGS if one in names or not one)


@dataclass(frozen=True, slots=True)
class StoredPage:
    """The answer as it is sent in one encoding, what it was built from, and while it is true."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    said: Mapping[str, Any]
    scopes: frozenset[Scope]
    versions: Versions
    since: datetime
    until: datetime

    def is_true(self, versions: Versions, now: datetime) -> bool:
        is_same = all(self.versions[scope] == versions[scope] for scope in self.scopes)
        return is_same and self.since <= now < self.until

    def response(self) -> HttpResponse:
        response = HttpResponse(self.body)
        del response.headers["Content-Type"]
        for name, value in self.headers:
            response.headers[name] = value
        for name, value in self.said.items():
            setattr(response, name, value)
        return response


def encoded(response: HttpResponse, encoding: str) -> HttpResponse:
    """The answer in this encoding, with the name of what it says (ETag)."""
    body = response.content
    tag = sha256(body).hexdigest()[:32]
    if encoding:
        body = brotli.compress(body, quality=5) if encoding == "br" else gzip.compress(body, 6, mtime=0)
        response.content = body
        response.headers["Content-Encoding"] = encoding
    response.headers["Content-Length"] = str(len(body))
    response.headers["ETag"] = f'"{tag}-{encoding}"' if encoding else f'"{tag}"'
    return response


def said_by(response: HttpResponse) -> dict[str, Any]:
    return {name: value for name, value in vars(response).items() if name in _SAID}


class Store:
    """At most so many bytes of pages."""

    def __init__(self, most: int) -> None:
        self.most, self.held = most, 0
        self._pages: OrderedDict[Hashable, StoredPage] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, key: Hashable) -> StoredPage | None:
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: Hashable, page: StoredPage) -> None:
        """In place of an earlier one. What would take more than a tenth of the store is not kept."""
        size = len(page.body) + _BESIDE_THE_BODY
        if size > self.most // 10:
            return
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self.held += size
            while self.held > self.most:
                self._drop(next(iter(self._pages)))

    def _drop(self, key: Hashable) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self.held -= len(page.body) + _BESIDE_THE_BODY
