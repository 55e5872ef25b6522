"""Checks what a file declares: ids and names once, no parts of other files, requirements without a circle, types."""

from collections.abc import Iterator

from casesvc.diagrams.decisions.model import DecisionFailed, Decisions, Place, Type
from casesvc.diagrams.decisions.requirements import in_order, missing
from casesvc.diagrams.decisions.types import ANY, BASE
from casesvc.diagrams.finding import Finding


def check(decisions: Decisions) -> Iterator[Finding]:
    """Yield findings about the file as a whole and about what its decisions require."""
    if not decisions.decisions:
        yield Finding("error", "", 0, "without-decision", "文件里没有决策，请至少画一个决策")
    for place in decisions.repeated:
        yield _error(place, "repeated-id", f"id {place.element} 用了两次，请改成不同的 id")
    yield from _not_evaluated(decisions)
    yield from _repeated_names(decisions)
    yield from _requirements(decisions)
    yield from _types(decisions)


def _error(place: Place, code: str, message: str) -> Finding:
    return Finding("error", place.element, place.line, code, message)


def _not_evaluated(decisions: Decisions) -> Iterator[Finding]:
    for part in decisions.refused:
        if part.kind == "import":
            yield _error(part.place, "not-supported", "不支持 import 引用别的文件，请把用到的决策放进同一个文件")
        else:
            message = f"{part.kind} {part.place.element} 不会执行，请在流程图里直接引用其中的决策"
            yield Finding("warning", part.place.element, part.place.line, "not-supported", message)


def _repeated_names(decisions: Decisions) -> Iterator[Finding]:
    named = [(each.name, each.place) for each in decisions.inputs.values()]
    named += [(each.variable, each.place) for each in (*decisions.decisions.values(), *decisions.functions.values())]
    seen: set[str] = set()
    for name, place in named:
        if not name:
            yield _error(place, "without-name", f"{place.element} 没有名称，请填写")
        elif name in seen:
            yield _error(place, "repeated-name", f"名称“{name}”前面已经用过，请改成不同的名称")
        seen.add(name)


def _requirements(decisions: Decisions) -> Iterator[Finding]:
    owners = {**decisions.decisions, **decisions.functions}
    lost = [
        (o, need) for o in owners.values() for need in o.needs if need not in owners and need not in decisions.inputs
    ]
    for owner, need in lost:
        yield _error(owner.place, "unknown-requirement", missing(owner, need))
    try:
        if not lost:
            in_order(decisions, *owners.values())
    except DecisionFailed as circle:
        yield _error(owners[circle.element].place, circle.code, circle.message)


def _types(decisions: Decisions) -> Iterator[Finding]:
    used = [(each.type, each.place) for each in decisions.inputs.values()]
    for owner in (*decisions.decisions.values(), *decisions.functions.values()):
        used += [(name, owner.place) for name in (owner.type, *(type_ for _, type_ in owner.parameters))]
    for name, place in used:
        if not _known(name, decisions):
            yield _error(place, "unknown-type", f"类型 {name} 没有定义，请改用 string、number 等类型或补上定义")
    for declared in decisions.types.values():
        for part in _parts(declared):
            if not _known(part.base, decisions):
                message = f"类型 {declared.name} 用到的 {part.base} 没有定义，请补上定义"
                yield Finding("error", declared.name, 0, "unknown-type", message)


def _parts(declared: Type) -> Iterator[Type]:
    yield declared
    for component in declared.components:
        yield from _parts(component)


def _known(name: str, decisions: Decisions) -> bool:
    return name in ANY or name in BASE or name in decisions.types
