"""What every journey works with: the ports, put together in one place at start-up."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from casesvc.journeys.ports import Calendar, Database, Files, Lines
from casesvc.journeys.step import Engine

LOCAL = ZoneInfo("Asia/Shanghai")  # years in numbers and dates in sentences are local


@dataclass(frozen=True)
class Paper:
    """A rendered document."""

    name: str
    pdf: bytes


class Documents(Protocol):
    """Renders document templates."""

    def pdf(self, template: str, context: Mapping[str, Any], *, official: bool, images: Mapping[str, bytes]) -> bytes:
        """Return the PDF. Raise Rejection document-refused when an official paper would miss a character."""
        ...


class Passwords(Protocol):
    """Hashes and checks passwords."""

    def hash(self, password: str) -> str:
        """Return the hash to keep."""
        ...

    def matches(self, password: str, kept: str) -> bool:
        """Say whether ``password`` is the one behind ``kept``; takes as long either way."""
        ...


class Inspection(Protocol):
    """Looks into files for what they are."""

    def media_type(self, content: bytes) -> str:
        """Return the media type the content really has. Raise Rejection file-broken or file-wrong-type."""
        ...


@dataclass(frozen=True)
class Desk:
    """The ports journeys share."""

    database: Database
    lines: Lines
    engine: Engine
    files: Files
    calendar: Calendar
    documents: Documents
    passwords: Passwords
    inspection: Inspection
    address: str = ""
