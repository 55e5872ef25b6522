"""Serving: the web processes under gunicorn, and the worker beside them."""

import logging
import os
import signal
import subprocess
import sys
import threading
from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication

from casesvc.app import create_app, install
from casesvc.cli.opened import installation
from casesvc.settings import read_settings
from casesvc.worker.loop import run as run_worker


@click.command()
@click.option("--workers", default=2, show_default=True, help="Web processes.")
@click.option("--threads", default=8, show_default=True, help="Threads in each.")
@click.option("--without-worker", is_flag=True, help="Do not start the worker beside them.")
def run(workers: int, threads: int, without_worker: bool) -> None:
    """Serve the pages with gunicorn and start the worker."""
    found = installation()
    app = create_app(found)
    beside = None if without_worker else start_worker()
    found.engines.dispose()
    click.echo(f"casesvc: {found.settings.base_url}")
    options = {
        "bind": found.settings.bind,
        "workers": workers,
        "threads": threads,
        "worker_class": "gthread",
        "preload_app": True,
        "post_fork": lambda _server, _worker: found.engines.dispose(),
        "on_exit": lambda _server: beside.terminate() if beside else None,
        "accesslog": None,
        "loglevel": "warning",
    }
    Server(app, options).run()


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn on an application that was made before the fork."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self.application = app
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Hand the options to gunicorn."""
        for key, value in self.options.items():
            self.cfg.set(key, value)

    def load(self) -> Flask:
        """Return the application."""
        return self.application


def start_worker() -> subprocess.Popen[bytes]:
    """Start the worker as a process of its own, with connections of its own."""
    return subprocess.Popen([sys.executable, "-m", "casesvc.cli", "worker"])


def work_until_stopped() -> None:
    """Run the worker until the process is told to stop or its parent is gone."""
    logging.basicConfig(level=logging.INFO)
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    parent = os.getppid()
    watch = threading.Thread(target=stop_with_parent, args=(parent, stopping), daemon=True)
    watch.start()
    run_worker(install(read_settings(os.environ)).desk, stopping)


def stop_with_parent(parent: int, stopping: threading.Event) -> None:
    """Set ``stopping`` when the parent process is gone."""
    while not stopping.wait(2):
        if os.getppid() != parent:
            stopping.set()


@click.command()
def worker() -> None:
    """Fire due timers and carry out due deliveries until stopped."""
    installation()
    work_until_stopped()


@click.command("migrate")
def migrate_command() -> None:
    """Bring the tables up to this version."""
    installation()
    click.echo("数据表已是最新")
