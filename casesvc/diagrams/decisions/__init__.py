"""Decision tables: reads DMN files, checks them before they are published, and makes their decisions; pure."""

from casesvc.diagrams.decisions.check import check_decisions
from casesvc.diagrams.decisions.deciding import decide
from casesvc.diagrams.decisions.model import DecisionFailed, Decisions
from casesvc.diagrams.decisions.reading import read_decisions
from casesvc.diagrams.decisions.requirements import names_needed

__all__ = ["DecisionFailed", "Decisions", "check_decisions", "decide", "names_needed", "read_decisions"]
