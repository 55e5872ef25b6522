"""Checks decisions before they are published: every finding names element, line and what to do."""

from collections.abc import Callable, Iterable

from casesvc.diagrams.decisions.check import cells, file, logic, overlap
from casesvc.diagrams.decisions.model import Decision, Decisions
from casesvc.diagrams.finding import Finding

_EACH: tuple[Callable[[Decisions, Decision], Iterable[Finding]], ...] = (logic.check, cells.check)


def check_decisions(decisions: Decisions) -> tuple[Finding, ...]:
    """Return all findings of a file of decisions, by line; what has an error must not be published."""
    findings = {*file.check(decisions), *overlap.check(decisions)}
    for decision in (*decisions.decisions.values(), *decisions.functions.values()):
        for check in _EACH:
            findings |= set(check(decisions, decision))
    return tuple(sorted(findings, key=lambda f: (f.line, f.element, f.severity, f.code, f.message)))
