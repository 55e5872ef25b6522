"""What is wrong with a line's files, said with file and place."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class LineFinding:
    """One finding: ``place`` is a diagram element, a JSON pointer or a manifest key; ``line`` is 0 when unknown.

    ``message`` is a Chinese sentence that says what to change.
    """

    severity: Severity
    file: str
    place: str
    line: int
    code: str
    message: str


class LineRefused(Exception):
    """The files do not make a line; ``findings`` say why and are never empty."""

    def __init__(self, findings: tuple[LineFinding, ...]) -> None:
        super().__init__("; ".join(f"{found.file} {found.place}: {found.code}" for found in findings))
        self.findings = findings


def error(file: str, place: str, code: str, message: str, line: int = 0) -> LineFinding:
    """Return a finding that forbids publishing."""
    return LineFinding("error", file, place, line, code, message)


def warning(file: str, place: str, code: str, message: str, line: int = 0) -> LineFinding:
    """Return a finding that is shown but forbids nothing."""
    return LineFinding("warning", file, place, line, code, message)
