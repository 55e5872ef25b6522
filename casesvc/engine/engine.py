"""The engine as the journeys see it: one input on a snapshot gives the next snapshot and what happened."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from SpiffWorkflow.util.task import TaskState

from casesvc.cases.move import Blocked, Moves, Plan, Reason
from casesvc.cases.step import (
    Complete,
    Facts,
    Fail,
    Fire,
    Opened,
    Receive,
    Start,
    Step,
    StepFailed,
    StepInput,
    Subscribed,
    TimerStarted,
)
from casesvc.diagrams.expressions import ExpressionFailed
from casesvc.diagrams.graph import EXTERNAL
from casesvc.diagrams.timers import TimerRefused, repeats_of, timer_due
from casesvc.engine.blocking import Passage
from casesvc.engine.building import START
from casesvc.engine.definitions import Definition, Definitions
from casesvc.engine.facts import FactsEnvironment, script_engine
from casesvc.engine.moving import Comparisons, moved, plan_of
from casesvc.engine.pruning import prune
from casesvc.engine.running import Run
from casesvc.engine.snapshots import Running, dump, fresh, load
from casesvc.engine.standing import KEY
from casesvc.engine.trees import all_tasks, element_of, index_of, unfinished
from casesvc.engine.waiting import LEFT, Wait, waits

ANY_TIME = datetime(2026, 1, 1, tzinfo=UTC)  # a plan only asks whether a time can be told, not which
SUBSCRIBED = frozenset({"message", "signal"})


class Engine:
    """Runs steps; holds parsed definitions and nothing of any case. Safe between threads."""

    def __init__(self, is_working_day: Callable[[date], bool]) -> None:
        self._is_working_day = is_working_day
        self._definitions = Definitions()
        self._comparisons = Comparisons()

    def step(
        self, *, diagram: bytes, digest: str, snapshot: bytes | None, given: StepInput, facts: Facts, now: datetime
    ) -> Step:
        """Return what ``given`` did. Raise StepFailed when the diagram cannot go on; the snapshot then stays."""
        definition = self._definitions.of(diagram, digest)
        environment, running = _begin(definition, snapshot, given, facts)
        before, waited = set(_open_tasks(running)), _waited(running)
        run = Run(running.workflow, definition, environment, running.ended)
        gone = _apply(running, run, given, definition, facts)
        run.everything_automatic()
        prune(running.workflow)
        opened = _name_opened(running, definition)
        subscribed, started = _subscribe(running), self._start_timers(running, environment, now)
        running.variables, running.ended = environment.variables, run.ended
        _refuse_stuck(running, definition)
        left = {key: kind for key, kind in waited.items() if key not in _waited(running) and key not in gone}
        return Step(
            snapshot=dump(running),
            opened=opened,
            withdrawn=_sorted(before - set(_open_tasks(running)) - gone),
            timers_started=started,
            timers_stopped=_sorted({key for key, kind in left.items() if kind == "timer"}),
            subscribed=subscribed,
            unsubscribed=_sorted({key for key, kind in left.items() if kind != "timer"}),
            thrown=tuple(run.thrown),
            travelled=tuple(name for name in run.travelled if name not in definition.added),
            ended=None if unfinished(running.workflow) else run.ended,
        )

    def plan(self, *, old: bytes, old_digest: str, new: bytes, new_digest: str, snapshot: bytes) -> Plan:
        """Return what a changed diagram would do to a case. Raise StepFailed when it or the snapshot cannot be read."""
        passage = self._passage(old, old_digest, new, new_digest, snapshot)
        plan = plan_of(passage, self._comparisons.of(old, old_digest, new, new_digest))
        if isinstance(plan, Moves):
            try:
                self._moved(passage, ANY_TIME)
            except StepFailed as failed:
                return Blocked((Reason(failed.element, failed.message),))
        return plan

    def move(self, *, old: bytes, old_digest: str, new: bytes, new_digest: str, snapshot: bytes, now: datetime) -> Step:
        """Return the case as it stands on the changed diagram: the same tasks, and timers but for what the plan says.

        Raise StepFailed ``move-blocked`` where the plan is blocked.
        """
        plan = self.plan(old=old, old_digest=old_digest, new=new, new_digest=new_digest, snapshot=snapshot)
        if isinstance(plan, Blocked):
            raise StepFailed("move-blocked", plan.reasons[0].element, plan.reasons[0].message)
        return self._moved(self._passage(old, old_digest, new, new_digest, snapshot), now)

    def _passage(self, old: bytes, old_digest: str, new: bytes, new_digest: str, snapshot: bytes) -> Passage:
        before, after = self._definitions.of(old, old_digest), self._definitions.of(new, new_digest)
        return Passage(load(snapshot, before, script_engine(FactsEnvironment(Facts(), {}))), before, after)

    def _moved(self, passage: Passage, now: datetime) -> Step:
        found = moved(passage)
        running = found.running
        started = self._start_timers(running, FactsEnvironment(Facts(), running.variables), now)
        return Step(
            subscribed=_subscribe(running),
            timers_started=started,
            timers_stopped=_sorted(set(found.timers_stopped)),
            unsubscribed=_sorted(set(found.unsubscribed)),
            snapshot=dump(running),
        )

    def _start_timers(self, running: Running, environment: FactsEnvironment, now: datetime) -> tuple[TimerStarted, ...]:
        started: list[TimerStarted] = []
        for wait in waits(running.workflow):
            if wait.trigger.kind == "timer" and wait.key is None:
                due = self._due(wait, environment, now)
                wait.name(running.next_key(wait.element))
                started.append(TimerStarted(str(wait.key), wait.element, due))
        return tuple(started)

    def _due(self, wait: Wait, environment: FactsEnvironment, now: datetime) -> datetime:
        """Return when a timer is due; for one that repeats, note how often it still does."""
        try:
            value = environment.value_of(wait.trigger.said or "")
            again = LEFT in wait.task.internal_data
            if not again and (repeats := repeats_of(value)) is not None:
                wait.task.internal_data[LEFT] = repeats - 1 if repeats > 0 else repeats
            return timer_due(value, now, self._is_working_day, again=again)
        except ExpressionFailed as failed:
            raise StepFailed(failed.code, wait.element, failed.message) from failed
        except TimerRefused as refused:
            raise StepFailed("wrong-time", wait.element, str(refused)) from refused


def _begin(
    definition: Definition, snapshot: bytes | None, given: StepInput, facts: Facts
) -> tuple[FactsEnvironment, Running]:
    if (snapshot is None) != isinstance(given, Start):
        code, message = ("already-started", "流程已经开始") if snapshot else ("not-started", "流程还没有开始")
        raise StepFailed(code, "", message)
    if snapshot is None:
        assert isinstance(given, Start)  # noqa: S101 - asked just above
        named = Facts({**facts.names, START: _start(definition, given)}, facts.rounds)
        environment = FactsEnvironment(named, given.variables, definition.decisions, definition.written)
        return environment, fresh(definition, script_engine(environment))
    environment = FactsEnvironment(facts, {}, definition.decisions, definition.written)
    running = load(snapshot, definition, script_engine(environment))
    environment.variables = dict(running.variables)
    return environment, running


def _start(definition: Definition, given: Start) -> str:
    """Return the start event at which the process begins: the one named, or the only one, or the only plain one."""
    starts = {node.id: node for node in definition.graph.starts_of(definition.process)}
    plain = [name for name, node in starts.items() if not node.definitions]
    at = given.at or next(iter(plain if len(plain) == 1 else starts), "")
    if at not in starts or (given.at is None and len(starts) > 1 and len(plain) != 1):
        raise StepFailed("which-start", given.at or "", f"流程有 {len(starts)} 个开始事件，请指明从哪一个开始")
    return at


def _apply(running: Running, run: Run, given: StepInput, definition: Definition, facts: Facts) -> set[str]:
    """Let the input act; return the keys it used up itself, which are neither withdrawn nor stopped."""
    match given:
        case Complete(key):
            task = _open(running, key)
            _refuse_outcome(element_of(task), definition, facts)
            run.one(task)
        case Fail(key, code):
            run.fail(_open(running, key), code)
        case Fire(key):
            run.occur(_waiting(running, key, "timer-not-running", f"定时器 {key} 没有在运行"))
        case Receive(key):
            run.occur(_waiting(running, key, "not-subscribed", f"事项没有在等待 {key}"))
        case _:
            return set()
    return {key}


def _open(running: Running, key: str) -> Any:
    task = _open_tasks(running).get(key)
    if task is None:
        raise StepFailed("task-not-open", key.partition("#")[0], f"{key} 没有在办理中")
    return task


def _waiting(running: Running, key: str, code: str, message: str) -> Wait:
    for wait in waits(running.workflow):
        if wait.key == key:
            return wait
    raise StepFailed(code, key.partition("#")[0], message)


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
    """Return the open tasks by key; one that has just become open has none yet."""
    return {task.internal_data[KEY]: task for task in _manual(running) if KEY in task.internal_data}


def _manual(running: Running) -> list[Any]:
    return [t for t in all_tasks(running.workflow) if t.state == TaskState.READY and t.task_spec.manual]


def _waited(running: Running) -> dict[str, str]:
    """Return what was reported as waited for: key -> kind."""
    return {wait.key: wait.trigger.kind for wait in waits(running.workflow) if wait.key is not None}


def _name_opened(running: Running, definition: Definition) -> tuple[Opened, ...]:
    opened: list[Opened] = []
    for task in _manual(running):
        if KEY not in task.internal_data:
            element = element_of(task)
            task.internal_data[KEY] = running.next_key(element)
            external = definition.graph.nodes[element].kind in EXTERNAL
            kind = "external" if external else "user"
            opened.append(Opened(task.internal_data[KEY], element, index_of(task), kind))  # type: ignore[arg-type]
    return tuple(opened)


def _subscribe(running: Running) -> tuple[Subscribed, ...]:
    subscribed: list[Subscribed] = []
    for wait in waits(running.workflow):
        if wait.trigger.kind in SUBSCRIBED and wait.key is None:
            wait.name(running.next_key(wait.element))
            name = wait.trigger.said or wait.element
            subscribed.append(Subscribed(str(wait.key), wait.element, wait.trigger.kind, name))  # type: ignore[arg-type]
    return tuple(subscribed)


def _refuse_stuck(running: Running, definition: Definition) -> None:
    """A case that waits for nobody and nothing would wait for ever: a join whose branches never all come."""
    alive = any(wait.key is not None or wait.trigger.kind == "condition" for wait in waits(running.workflow))
    if alive or _open_tasks(running):
        return
    left = unfinished(running.workflow)
    if not left and running.ended is None:
        raise StepFailed("no-end", "", "流程走完了，但没有到达任何结束事件，请检查图中的连线")
    stuck = [element_of(task) or task.task_spec.name for task in left]
    if stuck:
        element = next((name for name in stuck if name in definition.graph.nodes), stuck[0])
        raise StepFailed("stuck", element, f"流程停在 {element}，没有任何人或定时器能让它继续，请检查网关是否成对")


def _sorted(keys: set[str]) -> tuple[str, ...]:
    return tuple(sorted(keys, key=_occurrence))


def _occurrence(key: str) -> tuple[str, int]:
    element, _, number = key.rpartition("#")
    return element, int(number)
