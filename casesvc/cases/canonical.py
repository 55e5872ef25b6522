"""One byte form for every value that is hashed, stored or compared."""

import json
from datetime import UTC, datetime
from typing import Any

from cattrs import Converter


def canonical(value: Any) -> bytes:
    """Return UTF-8 JSON with sorted keys and no spaces (in the manner of RFC 8785; floats as Python writes them)."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def as_text(moment: datetime) -> str:
    """Write a moment as UTC with microseconds, e.g. ``2026-11-20T07:30:00.000000Z``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def as_time(text: str) -> datetime:
    """Read what ``as_text`` wrote."""
    return datetime.fromisoformat(text)


converter = Converter(forbid_extra_keys=True)
converter.register_unstructure_hook(datetime, as_text)
converter.register_structure_hook(datetime, lambda text, _: as_time(text))
