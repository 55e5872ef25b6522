"""Reading `x-checks`: the few comparisons between fields that JSON Schema cannot say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from casesvc.forms.conditionals import FieldPath, read_form_if
from casesvc.forms.fields import Condition, Field
from casesvc.forms.modules import Module
from casesvc.forms.refusal import Findings
from casesvc.forms.subset import CHECKS


@dataclass(frozen=True)
class Check:
    """One named check over one or two fields (or a module). ``reads``: what its condition looks at."""

    name: str
    paths: tuple[FieldPath, ...]
    condition: Condition | None = None
    reads: frozenset[FieldPath] = frozenset()
    message: str | None = None
    severity: Literal["error", "warning"] = "error"

    @property
    def modules(self) -> frozenset[str]:
        """Every module the check or its condition looks at."""
        return frozenset(path[0] for path in (*self.paths, *self.reads))


def read_checks(entries: Sequence[object], modules: Mapping[str, Module], findings: Findings) -> tuple[Check, ...]:
    """The checks of a form; whatever names no field, or a field of the wrong kind, goes to ``findings``."""
    checks = [
        _read_check(findings.check("x-checks", entry, f"/x-checks/{number}"), modules, f"/x-checks/{number}", findings)
        for number, entry in enumerate(entries)
    ]
    return tuple(check for check in checks if check)


def _read_check(
    entry: Mapping[str, Any], modules: Mapping[str, Module], pointer: str, findings: Findings
) -> Check | None:
    names = [name for name in CHECKS if name in entry]
    if len(names) != 1:
        findings.add(pointer, f"应恰好写 {'、'.join(CHECKS)} 之一")
        return None
    name = names[0]
    named = entry[name]
    paths = tuple(tuple(path.split(".")) for path in ([named] if isinstance(named, str) else named))
    _check_paths(name, paths, modules, f"{pointer}/{name}", findings)
    condition, fields = entry.get("if"), {m.key: _fields_of(m) for m in modules.values()}
    return Check(
        name=name,
        paths=paths,
        condition=None if condition is None else Condition("form", condition),
        reads=frozenset()
        if condition is None
        else frozenset(read_form_if(condition, fields, f"{pointer}/if", findings)),
        message=entry.get("message"),
        severity="warning" if name == "warn-if-empty" else entry.get("severity", "error"),
    )


def _fields_of(module: Module) -> dict[str, Field] | None:
    return None if module.kind == "rows" else {field.key: field for field in module.fields}


def _check_paths(
    name: str, paths: tuple[FieldPath, ...], modules: Mapping[str, Module], pointer: str, findings: Findings
) -> None:
    for number, path in enumerate(paths):
        module = modules.get(path[0])
        field = module.field(path[1]) if module and len(path) > 1 else None
        if module is None or (len(path) > 1 and field is None):
            findings.add(pointer, f"没有 {'.'.join(path)}")
        elif field and not _suits(name, number, field):
            findings.add(pointer, f"{'.'.join(path)} 不能用于 {name}")
    in_rows = {path[0] for path in paths if path[0] in modules and modules[path[0]].kind == "rows"}
    if len(in_rows) > 1 or (in_rows and name == "warn-if-empty" and len(paths[0]) > 1):
        findings.add(pointer, "不能比较两个模块的各条记录")


def _suits(name: str, number: int, field: Field) -> bool:
    """Whether the field may stand at this position of the check."""
    match name, number:
        case "not-before", _:
            return field.format in {"date", "year-month"} or field.kind == "number"
        case (("id-matches-birth" | "id-matches-sex"), 0):
            return field.format == "cn-id"
        case "id-matches-birth", _:
            return field.format == "date"
        case "id-matches-sex", _:
            return field.kind == "choice"
        case _:
            return True
