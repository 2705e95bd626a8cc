"""A bucket on this machine: as much of S3 as the portal uses."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit


class Bucket(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    objects: dict[str, tuple[bytes, str, float]]  # key: content, type, time

    def log_message(self, *args: object) -> None:
        pass

    @property
    def key(self) -> str:
        return unquote(urlsplit(self.path).path).partition("/")[2].partition("/")[2]

    def answer(
        self, status: int, content: bytes = b"", kind: str = "application/xml", when: float = 0
    ) -> None:
        self.send_response(status)
        headers = {"Content-Length": len(content), "Content-Type": kind, "ETag": '"1"'}
        headers["Last-Modified"] = formatdate(when, usegmt=True)
        for name, value in headers.items():
            self.send_header(name, str(value))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def do_PUT(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        if "chunked" in self.headers.get("Content-Encoding", ""):
            content = unchunked(content)
        self.objects[self.key] = (content, self.headers["Content-Type"], 0)
        self.answer(200)

    def do_GET(self) -> None:
        if not self.key:
            self.answer(200, self.listing())
        elif self.key in self.objects:
            self.answer(200, *self.objects[self.key])
        else:
            self.answer(404, b"<Error><Code>NoSuchKey</Code></Error>")

    do_HEAD = do_GET  # noqa: N815

    def do_DELETE(self) -> None:
        self.objects.pop(self.key, None)
        self.answer(204)

    def listing(self) -> bytes:
        query = parse_qs(urlsplit(self.path).query)
        prefix = query.get("prefix", [""])[0]
        below = [key.removeprefix(prefix) for key in self.objects if key.startswith(prefix)]
        folders = {key.split("/")[0] for key in below if "/" in key}
        files = "".join(f"<Contents><Key>{prefix}{key}</Key></Contents>" for key in below if "/" not in key)
        common = "".join(
            f"<CommonPrefixes><Prefix>{prefix}{name}/</Prefix></CommonPrefixes>" for name in folders
        )
        return (
            f"<ListBucketResult><IsTruncated>false</IsTruncated>{files}{common}</ListBucketResult>".encode()
        )


def unchunked(content: bytes) -> bytes:
    """The data of a body that is sent with a checksum at its end."""
    data = b""
    while content:
        length, _, content = content.partition(b"\r\n")
        size = int(length.split(b";")[0] or b"0", 16)
        if size == 0:
            break
        data, content = data + content[:size], content[size + 2 :]
    return data


@contextmanager
def running_bucket() -> Iterator[tuple[str, dict[str, tuple[bytes, str, float]]]]:
    """Its address and what is in it."""
    handler = type("OneBucket", (Bucket,), {"objects": {}})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", handler.objects
    finally:
        server.shutdown()
        server.server_close()
