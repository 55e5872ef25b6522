"""What each paragraph style of the vocabulary looks like. Sizes are points."""

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right", "justify"]
MM = 72 / 25.4
INK = (0.114, 0.129, 0.161)
BRAND_DEEP = (0.031, 0.227, 0.439)
SHADE = (0.945, 0.957, 0.973)


@dataclass(frozen=True)
class Style:
    """`indent` and `tracking` (space added after each character) are in characters."""

    size: float
    leading: float
    bold: bool = False
    align: Align = "left"
    indent: float = 0
    tracking: float = 0
    before: float = 0
    after: float = 0
    with_next: bool = False
    balanced: bool = False  # lines of about the same length
    ink: tuple[float, float, float] = INK


STYLES = {
    "title": Style(20, 30, bold=True, align="center", tracking=0.06, after=4),
    "heading": Style(12, 20, bold=True, before=8, after=2, with_next=True),
    "body": Style(10.5, 17),
    "line": Style(10.5, 16),
    "cell": Style(10.5, 15),
    "head": Style(10.5, 15, bold=True, align="center", balanced=True),
    "note": Style(9, 13),
    "certificate-title": Style(44, 58, bold=True, align="center", tracking=0.22, ink=BRAND_DEEP),
    "certificate-name": Style(22, 36, bold=True, balanced=True),
    "certificate-body": Style(19, 36, align="justify", indent=2),
    "certificate-level": Style(28, 46, bold=True, align="center", balanced=True, ink=BRAND_DEEP),
    "certificate-line": Style(13, 24),
    "certificate-office": Style(15, 27),
}
