import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path("tools/vendor.py").resolve()
LOCK = json.loads(Path("package-lock.json").read_text())


def vendor(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, SCRIPT, "--root", root], capture_output=True, text=True, check=False)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with the installed packages and nothing copied yet."""
    (tmp_path / "node_modules").symlink_to(Path("node_modules").resolve())
    return tmp_path


@pytest.mark.skipif(not Path("node_modules").is_dir(), reason="needs the packages of package-lock.json")
def test_what_is_served_and_printed_with_is_copied_once(checkout: Path) -> None:
    assert vendor(checkout).returncode == 0
    assert (checkout / "casesvc/web/static/vendor/bpmn-js/bpmn-navigated-viewer.production.min.js").is_file()
    assert (checkout / "casesvc/web/static/vendor/htmx/htmx.min.js").is_file()
    assert len(list((checkout / "casesvc/documents/fonts").glob("*LICENSE"))) == 2
    assert ": 0 copied" in vendor(checkout).stdout


def test_a_missing_package_is_named(tmp_path: Path) -> None:
    done = vendor(tmp_path)
    assert done.returncode == 1
    assert "node_modules/htmx.org/dist/htmx.min.js" in done.stderr


def test_every_package_is_pinned_by_its_content_and_by_no_address() -> None:
    packages = {name: package for name, package in LOCK["packages"].items() if name}
    assert packages
    assert all(
        package["integrity"].startswith("sha512-") and "resolved" not in package for package in packages.values()
    )
