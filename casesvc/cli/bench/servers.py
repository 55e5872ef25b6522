"""Servers in processes of their own, stopped at the end of a block."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException

PATIENCE = 60.0  # seconds until a server has to answer
LOOK_AGAIN = 0.1


def free_address() -> str:
    """Return an address nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return f"127.0.0.1:{listening.getsockname()[1]}"


@contextmanager
def serving(command: Sequence[str], bind: str, told: Mapping[str, str]) -> Iterator[None]:
    """Run a Python module's server for the length of the block; ``told`` is added to the environment."""
    server = subprocess.Popen([sys.executable, *command], env={**os.environ, **told}, stdout=subprocess.DEVNULL)  # noqa: S603 - our own program
    try:
        wait_for(bind, server)
        yield
    finally:
        server.terminate()
        server.wait()


def wait_for(bind: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until something answers at ``bind``. Raise TimeoutError."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            connection = HTTPConnection(bind, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except (OSError, HTTPException):
            time.sleep(LOOK_AGAIN)
    raise TimeoutError(f"no answer at {bind}")
