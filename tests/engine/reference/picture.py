"""One picture for cases that stand alike, whatever their numbers: to keep only one of several that stand the same."""

from collections.abc import Iterable, Mapping
from typing import Any

from tests.engine.reference.case import Activity, Case, Catch, Scope

Picture = tuple[Any, ...]


def picture(case: Case, labels: Mapping[str, Any]) -> Picture:
    """Return a nested picture of all tokens; ``labels`` tell occurrences apart by their keys."""
    roots = [_scope(case, scope, labels) for scope in case.scopes.values() if scope.parent is None]
    return (case.ended, _sorted(case.variables.items()), *roots)


def _scope(case: Case, scope: Scope, labels: Mapping[str, Any]) -> Picture:
    activities = [_activity(case, a, labels) for a in case.activities.values() if a.scope == scope.id]
    catches = [_catch(c, labels) for c in case.catches.values() if c.scope == scope.id and c.activity is None]
    handlers = [_scope(case, s, labels) for s in case.scopes.values() if s.parent == scope.id and s.owner is None]
    arrived = _sorted(scope.arrived.items())
    return (scope.body, scope.index, arrived, _sorted(activities), _sorted(catches), _sorted(handlers))


def _activity(case: Case, activity: Activity, labels: Mapping[str, Any]) -> Picture:
    tasks = [(t.index, t.kind, labels[t.key]) for t in case.tasks.values() if t.activity == activity.id]
    catches = [_catch(c, labels) for c in case.catches.values() if c.activity == activity.id]
    scopes = [_scope(case, s, labels) for s in case.scopes.values() if s.owner == activity.id]
    counts = (activity.spot, activity.index, activity.total, activity.begun, activity.done)
    return (*counts, _sorted(tasks), _sorted(catches), _sorted(scopes))


def _catch(catch: Catch, labels: Mapping[str, Any]) -> Picture:
    return (catch.spot, catch.role, catch.held, catch.left, labels.get(catch.key))


def _sorted(parts: Iterable[Any]) -> Picture:
    return tuple(sorted(parts, key=repr))
