"""How the web server runs; the command line and GUNICORN_CMD_ARGS go before this file."""

import gc
import os

from gevent import monkey
from gunicorn.arbiter import Arbiter
from gunicorn.http.message import Request
from gunicorn.workers.base import Worker

# The portal is loaded once, before the processes part: what its code takes in memory is shared, and a process
# that replaces another answers at once. Its libraries ask while they load whether they are patched.
preload_app = True
monkey.patch_all()
gc.disable()  # while it loads: looking for garbage again and again takes a fifth of that time and finds none

bind = "0.0.0.0:8000"  # inside a container, behind the proxy; `make demo` binds 127.0.0.1
# Pages cost processor time, not waiting: one process a core. In it each connection is a greenlet, so that a
# client that says nothing, or reads slowly, holds up nobody.
worker_class = "gevent"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_connections = 800  # a process; with files and the database below the usual limit of 1024 descriptors
keepalive = 5  # seconds for the head of a request, the first one included; then the connection is closed
timeout = 30
graceful_timeout = 30
max_requests = 1000
max_requests_jitter = 100
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108  heartbeats must not wait for a disk
# Whose X-Forwarded-* headers count: the portal reads the client's address by TRUSTED_PROXY_COUNT itself.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
accesslog = None

SILENT_SECONDS = 30  # without a byte in the midst of a request or of its answer


def pre_request(_worker: Worker, request: Request) -> None:
    request.unreader.sock.settimeout(SILENT_SECONDS)


def when_ready(_server: Arbiter) -> None:
    """What is loaded by now stays for good. Not looked at again by the collector, it stays shared."""
    gc.collect()
    gc.freeze()


def post_fork(_server: Arbiter, _worker: Worker) -> None:
    gc.enable()
