"""Inputs and outputs: which activities have any, and the sets they are grouped in."""

from collections.abc import Iterator
from typing import NamedTuple

from casesvc.diagrams.graph import SUB_PROCESSES
from casesvc.diagrams.tree import kind
from casesvc.diagrams.validity.model import Element, Fault, Model, Rule, called, children, text


class _Side(NamedTuple):
    data: str
    group: str
    members: str
    parts: tuple[str, str]
    rule: str
    opposite: str
    opposite_rule: str


_SIDES = (
    _Side(
        "dataInput", "inputSet", "dataInputRefs", ("optionalInputRefs", "whileExecutingInputRefs"),
        "outputSetRefs", "outputSet", "inputSetRefs",
    ),
    _Side(
        "dataOutput", "outputSet", "dataOutputRefs", ("optionalOutputRefs", "whileExecutingOutputRefs"),
        "inputSetRefs", "inputSet", "outputSetRefs",
    ),
)  # fmt: skip


def sub_processes_have_no_inputs(model: Model) -> Iterator[Fault]:
    """Yield a fault for each embedded sub-process with inputs or outputs of its own (10.3.5, 10.4.1)."""
    for scope in model.of(*sorted(SUB_PROCESSES)):
        for io in children(scope, "ioSpecification"):
            message = f"{called(scope)}不能自带输入输出说明，请改用外层的数据对象"
            yield Fault(io, "sub-process-inputs", message)


def data_are_in_a_set(model: Model) -> Iterator[Fault]:
    """Yield a fault for each input or output that no set of its specification names (10.4.1)."""
    for io in model.of("ioSpecification"):
        for side in _SIDES:
            named = {name for group in children(io, side.group) for name in _names(group, side.members)}
            for data in children(io, side.data):
                if data.get("id") not in named:
                    message = f"{called(data)}不在任何 {side.group} 里，请写进它的 {side.members}"
                    yield Fault(data, "not-in-a-set", message)


def sets_name_their_own_data(model: Model) -> Iterator[Fault]:
    """Yield a fault for each set that names data of another specification (10.4.1)."""
    for side in _SIDES:
        own = {(data.getparent(), data.get("id")) for data in model.of(side.data)}
        for group in model.of(side.group):
            for name in _names(group, side.members):
                if (group.getparent(), name) not in own and model.named(name) is not None:
                    message = f"{called(group)}的 {side.members} 写着“{name}”，它不属于同一个说明，请改正"
                    yield Fault(group, "set-of-another", message)


def parts_of_sets_are_members(model: Model) -> Iterator[Fault]:
    """Yield a fault for each optional or while-executing member that is none of the set (10.4.1)."""
    for side in _SIDES:
        for group in model.of(side.group):
            members = set(_names(group, side.members))
            for part in side.parts:
                for name in _names(group, part):
                    if name not in members:
                        message = f"{called(group)}的 {part} 写着“{name}”，请先写进 {side.members}"
                        yield Fault(group, "not-a-member", message)


def sets_are_paired(model: Model) -> Iterator[Fault]:
    """Yield a fault for each set that another names as its pair without being named back (10.4.1)."""
    for side in _SIDES:
        back = {
            (other.get("id"), name) for other in model.of(side.opposite) for name in _names(other, side.opposite_rule)
        }
        for group in model.of(side.group):
            for name in _names(group, side.rule):
                other = model.named(name)
                if other is None or kind(other) != side.opposite or (name, group.get("id")) in back:
                    continue
                message = f"{called(group)}以 {side.rule} 引用“{name}”，后者也要以 {side.opposite_rule} 引用它，请补上"
                yield Fault(group, "set-not-paired", message)


def _names(group: Element, name: str) -> list[str]:
    return [text(child).rpartition(":")[2] for child in children(group, name)]


STANDARD: tuple[Rule, ...] = (
    sub_processes_have_no_inputs,
    data_are_in_a_set,
    sets_name_their_own_data,
    parts_of_sets_are_members,
    sets_are_paired,
)
