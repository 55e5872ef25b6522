"""Takes in diagrams from other tools: refused where they are no BPMN or cannot be run rightly, kept whole otherwise."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from casesvc.diagrams.check import refusals, unsound
from casesvc.diagrams.finding import DiagramRefused, Finding
from casesvc.diagrams.graph import processes
from casesvc.diagrams.linking import link
from casesvc.diagrams.normalising import normalise
from casesvc.diagrams.tree import kind, read_diagram
from casesvc.diagrams.validity import invalid

# What a draft may still lack: it is asked for before publishing, and the engine runs nothing without it.
LACKING = frozenset({"called-process-missing", "decision-missing", "not-executable"})


@dataclass(frozen=True)
class Imported:
    """What became of an imported file. ``errors`` refuse it; ``warnings`` are what its drawer should know.

    ``kept``: how many elements of each BPMN tag the draft holds, which is all of the file, byte for byte.
    """

    errors: tuple[Finding, ...] = ()
    warnings: tuple[str, ...] = ()
    kept: Mapping[str, int] = field(default_factory=dict)
    processes: tuple[str, ...] = ()


def import_diagram(name: str, files: Mapping[str, bytes]) -> Imported:
    """Import the file ``name``; ``files`` holds it and those it may call.

    A process that does not say that it is executable is a drawing: what the engine could not run in it is a warning.
    """
    try:
        tree = read_diagram(files[name])
        others = [read_diagram(content) for other, content in files.items() if other != name]
    except DiagramRefused as refused:
        return Imported(errors=refused.findings)
    errors: dict[Finding, None] = dict.fromkeys(invalid(tree))
    warnings: dict[str, None] = {}
    for process in processes(tree):
        for finding in _findings(tree, others, process):
            refuses = finding.severity == "error" and finding.code not in LACKING
            if refuses and process.get("isExecutable") in ("true", "1"):
                errors[finding] = None
            else:
                warnings[finding.message] = None
    warnings |= {note.text: None for note in normalise(tree).notes}
    kept = Counter(kind(element) for element in tree.getroot().iter() if kind(element))
    ids = tuple(process.get("id") or "" for process in processes(tree))
    return Imported(tuple(errors), tuple(warnings), dict(kept), ids)


def _findings(
    tree: etree._ElementTree, others: list[etree._ElementTree], process: etree._Element
) -> tuple[Finding, ...]:
    linked = link(tree, others, process.get("id"))
    warnings = (Finding("warning", f.element, f.line, f.code, f.message) for f in unsound(linked))
    return (*refusals(linked), *warnings)
