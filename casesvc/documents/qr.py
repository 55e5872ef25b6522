"""A QR code drawn as vectors, so that it stays sharp at any size."""

from typing import Any

import segno
from reportlab.platypus.flowables import Flowable

QUIET_ZONE = 2  # modules; the white of the page adds the rest of the four that ISO/IEC 18004 asks for


class QrCode(Flowable):  # type: ignore[misc]
    """The code of a text, `side` points wide; error correction M survives a fold or a stamp's edge."""

    def __init__(self, text: str, side: float, align: str = "left") -> None:
        super().__init__()
        self.rows = [list(row) for row in segno.make(text, error="m", micro=False).matrix_iter(border=QUIET_ZONE)]
        self.side = side
        self.hAlign = align.upper()

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """A square."""
        self.width = self.height = self.side
        return self.side, self.side

    def draw(self) -> None:
        """One path of all dark modules: separate squares would show hairlines between them."""
        module = self.side / len(self.rows)
        path: Any = self.canv.beginPath()
        for number, row in enumerate(self.rows):
            for start, length in _dark_runs(row):
                path.rect(start * module, self.side - (number + 1) * module, length * module, module)
        self.canv.setFillColorRGB(0, 0, 0)
        self.canv.drawPath(path, stroke=0, fill=1)


def _dark_runs(row: list[int]) -> list[tuple[int, int]]:
    """Start and length of each run of dark modules."""
    runs: list[tuple[int, int]] = []
    for place, dark in enumerate(row):
        if not dark:
            continue
        if runs and sum(runs[-1]) == place:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((place, 1))
    return runs
