"""What is wrong with a line's files, said with file and place."""

from dataclasses import dataclass, field
from typing import Literal

from casesvc.diagrams.finding import Finding

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class LineFinding:
    """One finding: ``place`` is a diagram element, a JSON pointer or a manifest key; ``line`` is 0 when unknown.

    ``message`` is a Chinese sentence that says what to change; ``english`` says it of diagrams and decision tables.
    """

    severity: Severity
    file: str
    place: str
    line: int
    code: str
    message: str
    english: str = field(default="", compare=False)


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


def of_diagram(file: str, found: Finding) -> LineFinding:
    """Return a finding about a diagram or decision table as one about the line's file."""
    return LineFinding(found.severity, file, found.element, found.line, found.code, found.message, found.english)
