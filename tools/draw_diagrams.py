"""Draw the pictures of docs/diagrams.md: ``python -m tools.draw_diagrams``."""

# ruff: noqa: T201 - a script talks to who runs it

import sys
from pathlib import Path

from tools.drawing.reading import read_pictures
from tools.drawing.svg import svg_of

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "tools" / "diagram_pictures"
TARGET = ROOT / "docs" / "pictures" / "diagrams"


def main() -> int:
    """Write every picture, remove what no file describes any more."""
    TARGET.mkdir(parents=True, exist_ok=True)
    drawn = {f"{picture.name}.svg": svg_of(picture) for picture in read_pictures(SOURCE)}
    for stray in {path.name for path in TARGET.glob("*.svg")} - drawn.keys():
        (TARGET / stray).unlink()
    for name, text in drawn.items():
        (TARGET / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(drawn)} pictures in {TARGET.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
