"""What expressions of a diagram may see in a step, computed from the case alone."""

from typing import Any

from casesvc.cases.case import Case
from casesvc.cases.events import Event, FormSubmitted, TaskDecided


def names_for(case: Case, given: Event, *, index: int) -> dict[str, Any]:
    """Return the names of one step: ``case`` already holds ``given``; ``index`` is that of the completed task.

    ``outcome`` is there only when this completion carries one, so that no gateway can reuse an old word.
    """
    names: dict[str, Any] = {
        **case.route,
        "competent_units": list(case.levels),
        "levels": len(case.levels),
        "level": index + 1,
    }
    if isinstance(given, FormSubmitted | TaskDecided) and given.outcome is not None:
        names["outcome"] = given.outcome
    return names
