"""The engine as the journeys see it: one input on a snapshot gives the next snapshot and what happened."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from SpiffWorkflow.util.task import TaskState

from casesvc.cases.step import Complete, Facts, Fire, Opened, Start, Step, StepFailed, StepInput, TimerStarted
from casesvc.diagrams.expressions import ExpressionFailed
from casesvc.diagrams.timers import TimerRefused, due_time
from casesvc.engine.definitions import Definition, Definitions
from casesvc.engine.facts import FactsEnvironment, script_engine
from casesvc.engine.pruning import all_tasks, prune
from casesvc.engine.running import Run, element_of
from casesvc.engine.snapshots import Running, dump, fresh, load
from casesvc.engine.timers import RUNNING, fire, waiting_timers

KEY = "task"  # in a task's internal data: the occurrence, e.g. review#2


class Engine:
    """Runs steps; holds parsed definitions and nothing of any case. Safe between threads."""

    def __init__(self, is_working_day: Callable[[date], bool]) -> None:
        self._is_working_day = is_working_day
        self._definitions = Definitions()

    def step(
        self, *, diagram: bytes, digest: str, snapshot: bytes | None, given: StepInput, facts: Facts, now: datetime
    ) -> Step:
        """Return what ``given`` did. Raise StepFailed when the diagram cannot go on; the snapshot then stays."""
        definition = self._definitions.of(diagram, digest)
        environment, running = _begin(definition, snapshot, given, facts)
        before, timers_before = set(_open_tasks(running)), set(_running_timers(running))
        run = Run(running.workflow, definition.graph, environment)
        gone = _apply(running, run, given, definition, facts)
        run.everything_automatic()
        prune(running.workflow, run.consumed)
        opened = _name_opened(running)
        started = self._start_timers(running, environment, now)
        running.variables = environment.variables
        _refuse_stuck(running, definition, run.ended)
        return Step(
            snapshot=dump(running),
            opened=opened,
            withdrawn=tuple(sorted(before - set(_open_tasks(running)) - gone, key=_occurrence)),
            timers_started=started,
            timers_stopped=tuple(sorted(timers_before - set(_running_timers(running)) - gone, key=_occurrence)),
            travelled=tuple(run.travelled),
            ended=run.ended if not _unfinished(running) else None,
        )

    def _start_timers(self, running: Running, environment: FactsEnvironment, now: datetime) -> tuple[TimerStarted, ...]:
        started: list[TimerStarted] = []
        for task in all_tasks(running.workflow):
            for timer in waiting_timers(task):
                keys = task.internal_data.setdefault(RUNNING, {})
                if timer.name not in keys:
                    due = self._due(timer.name, timer.expression, environment, now)
                    keys[timer.name] = running.next_key(timer.name)
                    started.append(TimerStarted(keys[timer.name], timer.name, due))
        return tuple(started)

    def _due(self, element: str, expression: str, environment: FactsEnvironment, now: datetime) -> datetime:
        try:
            return due_time(environment.value_of(expression), now, self._is_working_day)
        except ExpressionFailed as failed:
            raise StepFailed(failed.code, element, failed.message) from failed
        except TimerRefused as refused:
            raise StepFailed("wrong-time", element, str(refused)) from refused


def _begin(
    definition: Definition, snapshot: bytes | None, given: StepInput, facts: Facts
) -> tuple[FactsEnvironment, Running]:
    if (snapshot is None) != isinstance(given, Start):
        code, message = ("already-started", "流程已经开始") if snapshot else ("not-started", "流程还没有开始")
        raise StepFailed(code, "", message)
    environment = FactsEnvironment(facts, {})
    engine = script_engine(environment)
    if snapshot is None:
        return environment, fresh(definition, engine)
    running = load(snapshot, definition, engine)
    environment.variables = dict(running.variables)
    return environment, running


def _apply(running: Running, run: Run, given: StepInput, definition: Definition, facts: Facts) -> set[str]:
    """Let the input act; return the keys it used up itself, which are neither withdrawn nor stopped."""
    if isinstance(given, Complete):
        task = _open_tasks(running).get(given.task)
        if task is None:
            raise StepFailed("task-not-open", given.task.partition("#")[0], f"{given.task} 没有在办理中")
        _refuse_outcome(element_of(task), definition, facts)
        run.one(task)
        return {given.task}
    if isinstance(given, Fire):
        waiting = _running_timers(running).get(given.timer)
        if waiting is None:
            raise StepFailed("timer-not-running", given.timer.partition("#")[0], f"定时器 {given.timer} 没有在运行")
        fire(waiting, given.timer.rpartition("#")[0])
        return {given.timer}
    return set()


def _refuse_outcome(element: str, definition: Definition, facts: Facts) -> None:
    """A review goes on by a word that the diagram names, or not at all: nothing is ever approved by silence."""
    offered = definition.outcomes.get(element, ())
    if not offered:
        return
    if "outcome" not in facts.names:
        raise StepFailed("outcome-missing", element, f"{element} 没有给出审核结论，可以是 {'、'.join(offered)}")
    if facts.names["outcome"] not in offered:
        message = f"{element} 的结论 {facts.names['outcome']} 不在图中，可以是 {'、'.join(offered)}"
        raise StepFailed("outcome-unknown", element, message)


def _open_tasks(running: Running) -> dict[str, Any]:
    """Return the open user tasks by key; one that has just become open has none yet."""
    return {task.internal_data[KEY]: task for task in _manual(running) if KEY in task.internal_data}


def _manual(running: Running) -> list[Any]:
    return [t for t in all_tasks(running.workflow) if t.state == TaskState.READY and t.task_spec.manual]


def _running_timers(running: Running) -> dict[str, Any]:
    """Return the tasks that wait for a timer, by the timer's key."""
    found: dict[str, Any] = {}
    for task in all_tasks(running.workflow):
        for timer in waiting_timers(task):
            if (key := task.internal_data.get(RUNNING, {}).get(timer.name)) is not None:
                found[key] = task
    return found


def _name_opened(running: Running) -> tuple[Opened, ...]:
    opened: list[Opened] = []
    for task in _manual(running):
        if KEY not in task.internal_data:
            element = element_of(task)
            task.internal_data[KEY] = running.next_key(element)
            opened.append(
                Opened(
                    task.internal_data[KEY],
                    element,
                    int(task.internal_data.get("item") or task.internal_data.get("key_or_index") or 0),
                )
            )
    return tuple(opened)


def _unfinished(running: Running) -> list[Any]:
    """Return what is not finished: our own test, because the library overlooks what lies deep."""
    return [task for task in all_tasks(running.workflow) if not task.has_state(TaskState.FINISHED_MASK)]


def _refuse_stuck(running: Running, definition: Definition, ended: str | None) -> None:
    """A case that waits for nobody and nothing would wait for ever: a join whose branches never all come."""
    if _open_tasks(running) or _running_timers(running):
        return
    unfinished = _unfinished(running)
    if not unfinished and ended is None:
        raise StepFailed("no-end", "", "流程走完了，但没有到达任何结束事件，请检查图中的连线")
    stuck = [element_of(task) or task.task_spec.name for task in unfinished]
    if stuck:
        element = next((name for name in stuck if name in definition.graph.nodes), stuck[0])
        raise StepFailed("stuck", element, f"流程停在 {element}，没有任何人或定时器能让它继续，请检查网关是否成对")


def _occurrence(key: str) -> tuple[str, int]:
    element, _, number = key.rpartition("#")
    return element, int(number)
