"""What expressions of a diagram may see in a step, computed from the case alone; and what may become part of it."""

import keyword
import math
import unicodedata
from collections.abc import Collection, Mapping
from typing import Any

from casesvc.cases.canonical import canonical
from casesvc.cases.case import Case
from casesvc.cases.events import Event, FormSubmitted, TaskDecided
from casesvc.cases.rejection import Rejection

RESERVED = frozenset({"outcome", "level", "levels", "competent_units"})
MOST_FACTS = 100
MOST_BYTES = 16 * 1024
LONGEST_NAME = 60
DEEPEST = 8
LARGEST = 2**63 - 1  # what other systems call a long


def names_for(case: Case, given: Event, *, index: int) -> dict[str, Any]:
    """Return the names of one step: ``case`` already holds ``given``; ``index`` is that of the completed task.

    ``outcome`` is there only when this completion carries one, so that no gateway can reuse an old word. What a
    form routes wins over a reported fact of the same name: an old fact never speaks for a newer answer.
    """
    names: dict[str, Any] = {
        **case.facts,
        **case.route,
        "competent_units": list(case.levels),
        "levels": len(case.levels),
        "level": index + 1,
    }
    if isinstance(given, FormSubmitted | TaskDecided) and given.outcome is not None:
        names["outcome"] = given.outcome
    return names


def refuse_facts(case: Case, facts: Mapping[str, Any], *, routed: Collection[str] = ()) -> None:
    """Refuse facts that cannot become part of the case's ledger; the ledger is bounded, for it is read at every step.

    ``routed`` are the names that the line's forms give to expressions. Raise Rejection fact-name, fact-reserved,
    fact-value, facts-too-many or facts-too-large; details hold the ``field``, the name of the fact.
    """
    for name, value in facts.items():
        refuse_name(name, routed)
        refuse_value(name, value, DEEPEST)
    together = {**case.facts, **facts}
    if len(together) > MOST_FACTS:
        raise Rejection("facts-too-many", f"一件申报最多保存 {MOST_FACTS} 项事实，这次之后会有 {len(together)} 项")
    size = len(canonical(together))
    if size > MOST_BYTES:
        raise Rejection(
            "facts-too-large", f"一件申报的事实合计最多 {MOST_BYTES // 1024} kB，这次之后会有 {size / 1024:.1f} kB"
        )


def refuse_name(name: str, routed: Collection[str]) -> None:
    """Refuse what is no name in expressions, and what other parts of a case speak of."""
    proper = name.isidentifier() and not keyword.iskeyword(name) and unicodedata.normalize("NFKC", name) == name
    if not proper or len(name) > LONGEST_NAME:
        words = f"事实的名称应由字母、数字、下划线组成，不以数字开头，最多 {LONGEST_NAME} 个字符：{name[:LONGEST_NAME]}"
        raise Rejection("fact-name", words, {"field": name})
    if name in RESERVED:
        raise Rejection("fact-reserved", f"名称 {name} 由系统给出，不能另外报告", {"field": name})
    if name in routed:
        raise Rejection("fact-reserved", f"名称 {name} 是表单中的一项，不能另外报告", {"field": name})


def refuse_value(name: str, value: Any, depth: int) -> None:
    """Refuse values that JSON does not keep as they are, or that are nested without an end."""
    if not fits(value, depth):
        raise Rejection(
            "fact-value", f"事实 {name} 的值只能是文字、数字、是或否、空，或由它们组成的列表", {"field": name}
        )
    for inner in inside(value):
        refuse_value(name, inner, depth - 1)


def fits(value: Any, depth: int) -> bool:
    """Say whether a value, what is inside it aside, can be kept."""
    match value:
        case None | bool():
            return True
        case str():
            return not any("\ud800" <= letter <= "\udfff" for letter in value)  # half a character cannot be written
        case int():
            return abs(value) <= LARGEST
        case float():
            return math.isfinite(value)
        case dict():
            return depth > 0 and all(isinstance(key, str) for key in value)
        case _:
            return isinstance(value, list) and depth > 0


def inside(value: Any) -> list[Any]:
    """Return what a list or an object consists of, the names in it too."""
    if isinstance(value, dict):
        return [*value, *value.values()]
    return value if isinstance(value, list) else []
