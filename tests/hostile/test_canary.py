"""The whole corpus is checked and run under the interpreter's own audit: nothing is executed, opened or fetched."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


class Visits(ThreadingHTTPServer):
    """A server that answers everybody and remembers what was asked for."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        super().__init__(("127.0.0.1", 0), Answer)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"


class Answer(BaseHTTPRequestHandler):
    """Notes the path and gives nothing."""

    server: Visits

    def do_GET(self) -> None:
        self.server.paths.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def visits() -> Iterator[Visits]:
    server = Visits()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "secret").write_text("the secret of the house")
    return tmp_path


def canary(mode: str, folder: Path, visits: Visits) -> Any:
    run = subprocess.run(
        [sys.executable, "-m", "tests.hostile.canary", mode, folder, visits.url],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def test_the_watch_sees_what_the_corpus_asks_for(folder: Path, visits: Visits) -> None:
    seen = {event.partition(" ")[0] for event in canary("control", folder, visits)}
    assert {"compile", "exec", "os.system", "open", "socket.connect", "urllib.Request"} <= seen
    assert (folder / "canary").exists()
    assert visits.paths == ["/"]


@pytest.mark.slow
def test_nothing_of_the_corpus_is_executed_opened_or_fetched(folder: Path, visits: Visits) -> None:
    told = canary("trial", folder, visits)
    assert told["tried"] >= 4_000
    assert told["run"] >= 500
    assert {name: told[name] for name in ("executed", "let_in", "slow", "broken", "secrets")} == {
        "executed": [], "let_in": [], "slow": [], "broken": [], "secrets": [],
    }  # fmt: skip
    assert sorted(path.name for path in folder.iterdir()) == ["secret"]
    assert visits.paths == []
