"""How the web server runs; the command line and GUNICORN_CMD_ARGS go before this file."""

import os

bind = "0.0.0.0:8000"  # inside a container, behind the proxy; `make demo` binds 127.0.0.1
# Pages cost processor time, not waiting: one process a core, and a proxy in front that buffers slow visitors.
worker_class = "sync"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
timeout = 30
graceful_timeout = 30
max_requests = 1000
max_requests_jitter = 100
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108  heartbeats must not wait for a disk
# Whose X-Forwarded-* headers count: the portal reads the client's address by TRUSTED_PROXY_COUNT itself.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
accesslog = None
