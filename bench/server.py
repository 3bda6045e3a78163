"""The server as it is run: gunicorn with its configuration, two workers, on a port of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command

WORKERS = 2
PATIENCE_S = 60


def free_port() -> int:
    """A port that nobody listens to; BENCH_PORT where it is set."""
    if "BENCH_PORT" in os.environ:
        return int(os.environ["BENCH_PORT"])
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def running() -> Iterator[int]:
    """A server on the database of this process; gives its port."""
    call_command("collectstatic", interactive=False, verbosity=0)
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", "--log-level", "warning"]
    surroundings = {**os.environ, "PORT": str(port), "WEB_WORKERS": str(WORKERS)}
    server = subprocess.Popen([*command, "config.wsgi:application"], env=surroundings, cwd=settings.BASE_DIR)
    try:
        _wait_for(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE_S)


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"The server of the benches answers {error.code}.") from error
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("The server of the benches does not answer.")
