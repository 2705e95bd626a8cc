"""A mail server for tests: real sockets, as slow or as rude as the test wants."""

import re
import socketserver
import threading
import time
from contextlib import suppress
from email import message_from_bytes
from email.message import Message


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps what it accepts in `mails`. `accepting` is set once a mail was taken, before the answer."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, *, delay: float = 0, refusals: dict[str, str] | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.delay = delay
        self.refusals = refusals or {}
        self.mails: list[Message] = []
        self.accepting = threading.Event()
        self.port = self.server_address[1]

    def __enter__(self) -> "MailServer":
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *args: object) -> None:
        self.shutdown()
        self.server_close()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def addresses(self) -> list[str]:
        return sorted(str(mail["To"]) for mail in self.mails)


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self._say("220 test")
        for line in self.rfile:
            verb = line.split(b":")[0].strip().upper().decode()
            if verb == "DATA":
                self._take()
            elif verb == "QUIT":
                return self._say("221 bye")
            elif verb == "RCPT TO":
                address = re.search(r"<(.+)>", line.decode()).group(1)
                self._say(self.server.refusals.get(address, "250 ok"))
            else:
                self._say("250 ok")

    def _take(self) -> None:
        self._say("354 go on")
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line)
        self.server.mails.append(message_from_bytes(b"".join(lines)))
        self.server.accepting.set()
        time.sleep(self.server.delay)
        self._say("250 kept")

    def _say(self, text: str) -> None:
        with suppress(OSError):  # the other side was killed, which is what some tests are about
            self.wfile.write(f"{text}\r\n".encode())
