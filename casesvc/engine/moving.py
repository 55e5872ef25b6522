"""Lets a running process go on under a changed diagram: what would become of it, and its snapshot on the new one."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from casesvc.cases.move import Blocked, Change, Keeps, Plan, Reason
from casesvc.diagrams.aspects import named
from casesvc.diagrams.comparison import Difference
from casesvc.engine.blocking import Passage, added_to, around_it, at_its_places, between_them
from casesvc.engine.borders import BORDER, events_on
from casesvc.engine.differing import becoming, keeps
from casesvc.engine.joins import join_one
from casesvc.engine.snapshots import Running, dump
from casesvc.engine.standing import markings
from casesvc.engine.trees import element_of, workflows


def plan_of(passage: Passage, differences: tuple[Difference, ...]) -> Plan:
    """Return what the new diagram means for the case; the case itself is rebound to it when it can go on."""
    top = passage.running.workflow
    if passage.old.process != passage.new.process:
        message = f"流程编号由 {passage.old.process} 改成了 {passage.new.process}，是另一个流程，办理中的事项不能迁移"
        return Blocked((Reason(passage.old.process, message),))
    kept = keeps(passage, differences)
    reasons = () if kept is not None else tuple(_reasons(passage))

