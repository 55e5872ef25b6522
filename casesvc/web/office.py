"""What a page says about the authority that runs the portal, and who is looking at it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class Office:
    """Names in header and footer; ``help_path`` and ``hotline`` are shown on every page."""

    name: str
    system: str
    hotline: str
    hours: str = "工作日 8:30—17:00"
    footer: tuple[str, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)


class Visitor(Protocol):
    """The signed-in person as the shell needs them; the sign-in journey hands in its own class."""

    @property
    def name(self) -> str: ...  # the full name; pages show it masked

    @property
    def kinds(self) -> frozenset[str]: ...  # "applicant", "officer", "administrator", "auditor", "machine"

    @property
    def unread(self) -> int: ...  # messages not yet read


@dataclass(frozen=True)
class NavigationItem:
    """An entry of the main navigation: words, path and who sees it (an empty set: everyone)."""

    title: str
    path: str
    kinds: frozenset[str] = frozenset()
