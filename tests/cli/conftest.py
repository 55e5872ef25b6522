"""What tests of commands begin with."""

import shutil
from pathlib import Path

import pytest

from casesvc.settings import content_root


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The lines, to be edited."""
    root = tmp_path / "content"
    for folder in ("processes", "forms", "templates"):
        shutil.copytree(content_root() / folder, root / folder)
    return root
