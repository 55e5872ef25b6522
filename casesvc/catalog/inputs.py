"""Reads what `casesvc play` is given: the facts of a case, and step by step what happens to it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from casesvc.catalog.finding import LineRefused, error
from casesvc.catalog.shapes import INPUTS
from casesvc.catalog.toml_file import read_toml, shaped


@dataclass(frozen=True)
class Input:
    """One thing that happens: a task is completed or left with an error, a timer fires, an event arrives.

    ``place`` is an element or an occurrence of it, ``review`` or ``review#2``.
    """

    kind: str
    place: str
    outcome: str | None = None
    error: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Inputs:
    """All that is given to one played case."""

    process: str | None = None
    start: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    steps: tuple[Input, ...] = ()


def read_inputs(path: Path) -> Inputs:
    """Read a TOML or JSON file. Raise LineRefused with one finding for each fault."""
    content = path.read_bytes()
    values = _json(path, content) if path.suffix == ".json" else read_toml(str(path), content, INPUTS)
    steps = tuple(_input(step) for step in values.get("steps", ()))
    return Inputs(values.get("process"), values.get("start"), values.get("facts", {}), steps)


def _json(path: Path, content: bytes) -> dict[str, Any]:
    try:
        text = content.decode()
        values = json.loads(text)
    except (ValueError, RecursionError) as broken:
        line = getattr(broken, "lineno", 0)
        raise LineRefused(
            (error(str(path), "", "not-json", "文件不是合法的 JSON，请检查引号和括号", line),)
        ) from broken
    return shaped(str(path), text, values, INPUTS)


def _input(values: Mapping[str, Any]) -> Input:
    kind = next(kind for kind in ("task", "timer", "event") if kind in values)
    return Input(kind, values[kind], values.get("outcome"), values.get("error"), values.get("facts", {}))
