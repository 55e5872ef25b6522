"""The wheel is whole: installed into an empty place it checks its lines, makes its tables and serves its pages."""

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from casesvc.settings import package

ROOT = package().parent
FONTS = "casesvc/documents/fonts/"
VENDOR = "casesvc/web/static/vendor/"
PATIENCE = 30.0  # seconds until the pages answer; usually two

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (ROOT / "pyproject.toml").exists(), reason="the wheel is built from a checkout"),
]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built once."""
    out = tmp_path_factory.mktemp("wheel")
    ran([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)], ROOT)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def content(wheel: Path) -> frozenset[str]:
    """The names of all files in the wheel."""
    with zipfile.ZipFile(wheel) as opened:
        return frozenset(opened.namelist())


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the installed wheel and nothing else; its libraries are those of the test run."""
    target = tmp_path_factory.mktemp("installed")
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--no-compile", "--no-index"]
    ran([sys.executable, "-m", "pip", "install", *options, "--target", str(target), str(wheel)], target)
    return target


@pytest.fixture
def home() -> Iterator[Path]:
    """An empty folder to work in, far from the checkout."""
    with tempfile.TemporaryDirectory(prefix="casesvc-wheel-") as folder:
        yield Path(folder)


def ran(command: list[str], folder: Path, environment: dict[str, str] | None = None) -> str:
    """Run a command to its end; return what it said."""
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def environment_of(installed: Path, home: Path, **settings: str) -> dict[str, str]:
    """Return the environment in which ``casesvc`` is the installed one."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CASESVC_")}
    return {**kept, "PYTHONPATH": str(installed), "CASESVC_HOME": str(home / "var"), **settings}


def casesvc(installed: Path) -> list[str]:
    """Return how the installed command is started."""
    return [sys.executable, str(installed / "bin" / "casesvc")]


def of_checkout(*patterns: str) -> set[str]:
    """Return the files of the checkout by patterns, relative to its root."""
    return {path.relative_to(ROOT).as_posix() for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()}


@pytest.mark.parametrize("folder", ["processes", "forms", "templates"])
def test_the_wheel_holds_every_file_of_the_lines(content: frozenset[str], folder: str) -> None:
    wanted = {f"casesvc/bundled/{path}" for path in of_checkout(f"{folder}/**/*")}

    assert wanted
    assert wanted <= content


def test_the_wheel_holds_the_code_with_its_types_and_migrations(content: frozenset[str]) -> None:
    kinds = ("casesvc/documents/*.xsd", "casesvc/diagrams/*.toml")
    wanted = of_checkout("casesvc/**/*.py", "casesvc/storage/migrations/**/*.mako", *kinds)

    assert wanted | {"casesvc/py.typed"} <= content


def test_the_wheel_holds_styles_and_scripts(content: frozenset[str]) -> None:
    assert of_checkout("casesvc/web/static/*.css", "casesvc/web/static/*.js") <= content
    assert {f"{VENDOR}htmx/htmx.min.js", f"{VENDOR}bpmn-js/assets/bpmn-js.css"} <= content


def test_the_wheel_holds_one_weight_of_one_font(content: frozenset[str]) -> None:
    fonts = {name.removeprefix(FONTS) for name in content if name.startswith(FONTS)}

    assert fonts == {"10-NotoSerifSC-Regular.ttf", "10-NotoSerifSC-LICENSE"}


def test_the_wheel_holds_the_licences_of_what_is_in_it(content: frozenset[str]) -> None:
    licences = {name.rpartition("/")[2] for name in content if ".dist-info/licenses/" in name}

    assert licences == {"LICENSE", "NOTICE"}
    assert {f"{VENDOR}bpmn-js/LICENSE", f"{VENDOR}htmx/LICENSE"} <= content


def test_the_wheel_holds_nothing_of_a_checkout(content: frozenset[str]) -> None:
    stray = {name for name in content if name.startswith(("tests/", "docs/", "tools/")) or name.endswith(".ready")}

    assert stray == set()


def test_the_installed_command_checks_its_lines_and_makes_its_tables(installed: Path, home: Path) -> None:
    environment = environment_of(installed, home)

    assert "没有问题" in ran([*casesvc(installed), "check"], home, environment)
    ran([*casesvc(installed), "migrate"], home, environment)
    assert (home / "var" / "casesvc.sqlite").stat().st_size > 0


def test_the_installed_command_serves_pages(installed: Path, home: Path) -> None:
    port = free_port()
    environment = environment_of(installed, home, CASESVC_BIND=f"127.0.0.1:{port}")
    with (home / "said").open("w+") as said:
        serving = subprocess.Popen(
            [*casesvc(installed), "run", "--workers", "1"], cwd=home, env=environment, stdout=said, stderr=said
        )
        try:
            answer = answer_of(port, "/healthz", serving)
            styles = answer_of(port, "/static/casesvc.css", serving)
        finally:
            serving.terminate()
            serving.wait(PATIENCE)
        said.seek(0)
        assert (answer, styles) == (200, 200), said.read()


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as asking:
        return int(asking.getsockname()[1])


def answer_of(port: int, path: str, serving: "subprocess.Popen[bytes]") -> int:
    """Ask until the site answers; return the status, 0 when the server is gone or the patience is over."""
    until = time.monotonic() + PATIENCE
    while serving.poll() is None and time.monotonic() < until:
        asking = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            asking.request("GET", path)
            return asking.getresponse().status
        except OSError:
            pause()
        finally:
            asking.close()
    return 0


def pause() -> None:
    """Let the server start; there is nothing to wait on but its port."""
    time.sleep(0.1)
