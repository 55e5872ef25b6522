"""What is wrong with a diagram: one finding per place, and the refusal that carries them."""

from dataclasses import dataclass
from typing import Literal

from casesvc.diagrams.english import sentence

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Finding:
    """One place in a diagram that has to change (error) or be looked at (warning).

    ``message`` is Chinese and says what to do; ``code`` is kebab-case and stable.
    """

    severity: Severity
    element: str
    line: int
    code: str
    message: str

    @property
    def english(self) -> str:
        """Return what the code means, in one English sentence about the element."""
        return sentence(self.code, self.element)


class DiagramRefused(Exception):
    """The bytes are no diagram that may be read further."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(f"{f.code} at line {f.line}: {f.message}" for f in findings))
        self.findings = findings
