"""A form: its modules, steps, checks and the schema its answers are checked against; read from a form file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from graphlib import CycleError, TopologicalSorter
from typing import Any

from jsonschema import ValidationError

from casesvc.forms.checks import Check, read_checks
from casesvc.forms.conditionals import Consequences, FieldPath, read_in_form
from casesvc.forms.fields import Codes, Condition, Field, Option, Slot
from casesvc.forms.modules import Module, read_module, with_consequences
from casesvc.forms.refusal import Findings, FormRefused
from casesvc.forms.schema import validating_schema
from casesvc.forms.validator import compiled

__all__ = ["Condition", "Field", "Form", "FormRefused", "FormStep", "Module", "Option", "Slot", "read_form"]

RESERVED_NAMES = frozenset({"outcome", "level", "levels", "count", "all", "competent_units"})
"""Names that conditions of a diagram see already."""


@dataclass(frozen=True)
class FormStep:
    """One page of the form: the modules it shows."""

    key: str
    title: str
    modules: tuple[str, ...]
    help: str | None = None


@dataclass(frozen=True)
class Form:
    """One published form. ``schema`` is plain JSON Schema; ``errors`` is that schema compiled."""

    key: str
    title: str
    modules: tuple[Module, ...]
    steps: tuple[FormStep, ...]
    checks: tuple[Check, ...]
    route: tuple[FieldPath, ...]
    schema: Mapping[str, Any] = field(repr=False)
    errors: Callable[[Any], list[ValidationError]] = field(repr=False, compare=False)

    def module(self, key: str) -> Module | None:
        """The module of this key, None if there is none."""
        return next((module for module in self.modules if module.key == key), None)


def read_form(document: object, codes: Codes) -> Form:
    """A form from the document of its file and the installation's code lists ``{"gb/sex": [{"const", "title"}]}``.

    Raises ``FormRefused`` naming everything that is not in the declared subset or contradicts itself.
    """
    findings, consequences = Findings(), Consequences()
    usable = findings.check("form", document, "")
    modules = _read_modules(usable, codes, consequences, findings)
    checks = read_checks(usable.get("x-checks", ()), modules, findings)
    modules = _linked(modules, consequences, checks)
    steps = _read_steps(usable, modules, findings)
    route = tuple((m.key, f.key) for m in modules.values() for f in m.fields if f.route)
    _check_route(route, findings)
    _check_reachable(modules, consequences, findings)
    _check_minimums(modules, findings)
    if findings.found:
        raise FormRefused(findings.found)
    schema = validating_schema(usable, modules.values())
    key = usable.get("$id", "")
    return Form(key, usable["title"], tuple(modules.values()), steps, checks, route, schema, compiled(schema))


def _read_modules(
    usable: Mapping[str, Any], codes: Codes, consequences: Consequences, findings: Findings
) -> dict[str, Module]:
    required = usable.get("required", [])
    modules = {
        key: read_module(key, schema, codes, required=key in required, into=consequences, findings=findings)
        for key, schema in usable.get("properties", {}).items()
    }
    for name in sorted(set(required) - modules.keys()):
        findings.add("/required", f"没有模块 {name}")
    for module in modules.values():
        if module.after is not None and (module.after not in modules or module.after == module.key):
            findings.add(f"/properties/{module.key}/x-module/after", f"没有模块 {module.after}")
    fields = {
        module.key: None if module.kind == "rows" else {field.key: field for field in module.fields}
        for module in modules.values()
    }
    read_in_form(usable, fields, consequences, findings)
    return {key: with_consequences(module, consequences) for key, module in modules.items()}


def _linked(modules: dict[str, Module], consequences: Consequences, checks: tuple[Check, ...]) -> dict[str, Module]:
    """Each module told which others it depends on: a condition points one way, a check both ways."""
    links = {(path[0], read[0]) for path, reads in consequences.reads.items() for read in reads}
    links |= {(path[0], module) for check in checks for path in check.paths for module in check.modules}
    return {
        key: replace(module, depends=frozenset(on for target, on in links if target == key and on != key))
        for key, module in modules.items()
    }


def _read_steps(usable: Mapping[str, Any], modules: Mapping[str, Module], findings: Findings) -> tuple[FormStep, ...]:
    if "x-steps" not in usable:
        return (FormStep("form", usable.get("title", ""), tuple(modules)),)
    entries = [findings.check("x-steps", entry, f"/x-steps/{n}") for n, entry in enumerate(usable["x-steps"])]
    placed = [key for entry in entries for key in entry.get("modules", ())]
    for key in sorted({*placed, *modules}):
        if key not in modules:
            findings.add("/x-steps", f"没有模块 {key}")
        elif placed.count(key) != 1:
            findings.add("/x-steps", f"模块 {key} 应恰好属于一步")
    keys = [entry.get("key", "") for entry in entries]
    if len(set(keys)) != len(keys):
        findings.add("/x-steps", "各步的 key 有重复")
    return tuple(
        FormStep(entry.get("key", ""), entry.get("title", ""), tuple(entry.get("modules", ())), entry.get("help"))
        for entry in entries
    )


def _check_route(route: tuple[FieldPath, ...], findings: Findings) -> None:
    names = [name for _, name in route]
    for name in sorted(set(names)):
        if name in RESERVED_NAMES or names.count(name) > 1:
            findings.add("/properties", f"x-route 的名称 {name} 已被占用")


def _check_reachable(modules: Mapping[str, Module], consequences: Consequences, findings: Findings) -> None:
    """What is shown only after itself would never be shown."""
    graph: dict[FieldPath, set[FieldPath]] = {}
    for module in modules.values():
        if module.show_if:
            graph[(module.key,)] = consequences.reads[(module.key,)]
        for shown in module.fields:
            path = (module.key, shown.key)
            graph[path] = {(module.key,), *(consequences.reads[path] if shown.show_if else ())} - {path}
            if shown.show_if and path in consequences.reads[path]:
                findings.add(f"/properties/{module.key}", f"{shown.key} 的显示条件是它自己")
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as cycle:
        findings.add("/properties", f"显示条件循环：{' → '.join('.'.join(path) for path in cycle.args[1])}")


def _check_minimums(modules: Mapping[str, Module], findings: Findings) -> None:
    """JSON Schema lets an absent list pass its `minItems`; here that is always a slip."""
    for module in modules.values():
        if module.min_rows > module.row_limit:
            findings.add(f"/properties/{module.key}/minItems", "minItems 大于 maxItems")
        if module.min_rows and not (module.required or module.required_if):
            findings.add(f"/properties/{module.key}", "有 minItems 的模块应写进 required 或 then")
        for slot in module.slots:
            if slot.slot and slot.slot.min_files and not (slot.required or slot.required_if):
                findings.add(f"/properties/{module.key}", f"有 minItems 的材料 {slot.key} 应写进 required 或 then")
