"""Reading `if`/`then` and `dependentRequired`: what is shown and required when, and what that looks at."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from casesvc.forms.fields import Condition, Field
from casesvc.forms.refusal import Findings, at

FieldPath = tuple[str, ...]
"""A module, or a field of it (for rows: of every row): ``("basic",)``, ``("basic", "source")``."""
Fields = Mapping[str, Field]


@dataclass
class Consequences:
    """By module or field: the conditions that show it, those that require it, and what they look at."""

    shown: dict[FieldPath, list[Condition]] = field(default_factory=dict)
    required: dict[FieldPath, list[Condition]] = field(default_factory=dict)
    reads: dict[FieldPath, set[FieldPath]] = field(default_factory=dict)

    def note(self, path: FieldPath, condition: Condition, reads: set[FieldPath], *, required: bool) -> None:
        """A `then` names this path."""
        self.shown.setdefault(path, []).append(condition)
        self.reads.setdefault(path, set()).update(reads)
        if required:
            self.required.setdefault(path, []).append(condition)


def read_in_module(
    module: str, schema: Mapping[str, Any], fields: Fields, into: Consequences, *, pointer: str, findings: Findings
) -> None:
    """The conditionals and `dependentRequired` of a module or of its rows."""
    for place, condition, then in _conditionals(schema, pointer, findings):
        reads: set[FieldPath] = {(module, name) for name in _read_if(condition, fields, f"{place}/if", findings)}
        named = _read_then(then, fields, f"{place}/then", findings)
        for name, required in named.items():
            into.note((module, name), Condition("module", condition), reads, required=required)
    for name, followers in schema.get("dependentRequired", {}).items():
        for missing in sorted({name, *followers} - fields.keys()):
            findings.add(f"{pointer}/dependentRequired", f"没有字段 {missing}")
        _refuse_slots({name}, fields, f"{pointer}/dependentRequired", findings)
        for follower in followers:
            into.note((module, follower), Condition("module", {"required": [name]}), {(module, name)}, required=True)


def read_in_form(
    document: Mapping[str, Any], modules: Mapping[str, Fields | None], into: Consequences, findings: Findings
) -> None:
    """The conditionals of the root. ``modules``: the fields of object modules, None for modules of rows."""
    for place, condition, then in _conditionals(document, "", findings):
        reads = read_form_if(condition, modules, f"{place}/if", findings)
        present = {*document.get("required", ()), *condition.get("required", ())}
        _refuse_idle_requirements(then, present, f"{place}/then", findings)
        for path, required in _read_form_then(then, modules, f"{place}/then", findings).items():
            into.note(path, Condition("form", condition), reads, required=required)


def read_form_if(
    condition: object, modules: Mapping[str, Fields | None], pointer: str, findings: Findings
) -> set[FieldPath]:
    """The fields a condition over the whole form looks at; a module alone where only its presence counts."""
    usable = _requiring(condition, modules, pointer, findings)
    reads: set[FieldPath] = {(module,) for module in usable.get("required", ())}
    for (module,) in sorted(reads):
        if modules.get(module) is not None and module not in usable.get("properties", {}):
            # Whether an object module is "there" would change with its attachments, and so with a mark on one of them.
            findings.add(f"{pointer}/required", f"应写明看 {module} 的哪个字段")
    for module, inner in usable.get("properties", {}).items():
        fields, place = modules.get(module), f"{pointer}/properties/{at(module)}"
        if fields is None:
            findings.add(place, "条件不能看各条记录的内容，只能看有没有记录（写在 required）")
            continue
        reads |= {(module, name) for name in _read_if(inner, fields, place, findings)}
    return reads


def _conditionals(
    schema: Mapping[str, Any], pointer: str, findings: Findings
) -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, Any]]]:
    if ("if" in schema) != ("then" in schema):
        findings.add(pointer, "if 和 then 应同时写")
    elif "if" in schema:
        yield pointer, schema["if"], schema["then"]
    for number, entry in enumerate(schema.get("allOf", ())):
        place = f"{pointer}/allOf/{number}"
        usable = findings.check("conditional", entry, place)
        if usable.keys() >= {"if", "then"}:
            yield place, usable["if"], usable["then"]


def _requiring(condition: object, known: Mapping[str, object], pointer: str, findings: Findings) -> Mapping[str, Any]:
    usable = findings.check("if", condition, pointer)
    required = set(usable.get("required", ()))
    for name in sorted(required - known.keys()):
        findings.add(f"{pointer}/required", f"没有 {name}")
    for name in sorted(usable.get("properties", {}).keys() - required):
        findings.add(f"{pointer}/properties/{at(name)}", "也要写进 if 的 required，否则空表也成立")
    return usable


def _read_if(condition: object, fields: Fields, pointer: str, findings: Findings) -> set[str]:
    usable = _requiring(condition, fields, pointer, findings)
    for name, value in usable.get("properties", {}).items():
        place = f"{pointer}/properties/{at(name)}"
        rule = findings.check("if value", value, place)
        if len(rule) != 1:
            findings.add(place, "应恰好写 const、enum、contains 之一")
        elif name in fields:
            _check_values(rule, fields[name], place, findings)
    _refuse_slots(usable.get("required", ()), fields, f"{pointer}/required", findings)
    return set(usable.get("required", ()))


def _refuse_slots(names: Iterable[str], fields: Fields, pointer: str, findings: Findings) -> None:
    """A mark on a slot opens the slot alone, so nothing may hang on its content."""
    for name in names:
        if name in fields and fields[name].kind == "slot":
            findings.add(pointer, f"条件不能看材料 {name}")


def _check_values(rule: Mapping[str, Any], looked_at: Field, pointer: str, findings: Findings) -> None:
    """A condition on a value nobody can choose would never hold: a slip of the author."""
    if ("contains" in rule) != (looked_at.kind == "choices"):
        findings.add(pointer, "contains 只用于多选，const 和 enum 只用于单个值")
        return
    rule = rule.get("contains", rule)
    if rule.keys() not in ({"const"}, {"enum"}):
        findings.add(pointer, "应恰好写 const、enum 之一")
        return
    expected = [rule["const"]] if "const" in rule else rule["enum"]
    offered = [option.value for option in looked_at.options]
    for value in expected:
        if offered and value not in offered:
            findings.add(pointer, f"{looked_at.title}没有选项 {value}")


def _read_then(then: object, fields: Fields, pointer: str, findings: Findings) -> dict[str, bool]:
    """The fields a `then` names, and whether it requires them."""
    usable = findings.check("then", then, pointer)
    required, properties = usable.get("required", []), usable.get("properties", {})
    for name, value in properties.items():
        findings.check("then value", value, f"{pointer}/properties/{at(name)}")
    for name in sorted({*required, *properties} - fields.keys()):
        findings.add(pointer, f"没有字段 {name}")
    return {name: name in required for name in [*required, *properties] if name in fields}


def _refuse_idle_requirements(
    then: Mapping[str, Any], present: Collection[str], pointer: str, findings: Findings
) -> None:
    """JSON Schema requires nothing of a module that is not there."""
    inner = then.get("properties", {})
    for module in sorted(inner.keys() - {*present, *then.get("required", ())}):
        if isinstance(inner[module], Mapping) and inner[module].get("required"):
            findings.add(f"{pointer}/properties/{at(module)}", "模块也要写进这个 then 的 required 或表的 required")


def _read_form_then(
    then: object, modules: Mapping[str, Fields | None], pointer: str, findings: Findings
) -> dict[FieldPath, bool]:
    usable = findings.check("then", then, pointer)
    required, properties = usable.get("required", []), usable.get("properties", {})
    for name in sorted({*required, *properties} - modules.keys()):
        findings.add(pointer, f"没有模块 {name}")
    named: dict[FieldPath, bool] = {(name,): True for name in required if name in modules}
    for module, inner in properties.items():
        fields, place = modules.get(module), f"{pointer}/properties/{at(module)}"
        if fields is None:
            findings.check("then value", inner, place)
            named.setdefault((module,), False)
        else:
            named |= {(module, name): must for name, must in _read_then(inner, fields, place, findings).items()}
    return named
