"""The values the components of a page are drawn from (templates/pages/parts)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Family = Literal["draft", "office", "needs-you", "good", "bad", "closed"]


@dataclass(frozen=True)
class Column:
    """A column of a table; ``sort_href`` makes its head a link, ``sort`` says it is sorted by now."""

    key: str
    title: str
    number: bool = False
    sort: Literal["up", "down"] | None = None
    sort_href: str | None = None


@dataclass(frozen=True)
class TrailStep:
    """A node of 流程推送节点: done, the present one, or still ahead; ``waited`` in words, e.g. ``用时 2 个工作日``."""

    what: str
    family: Family
    place: Literal["passed", "now", "ahead"]
    word: str | None = None
    who: str | None = None
    at: datetime | None = None
    waited: str | None = None
    opinion: str | None = None
