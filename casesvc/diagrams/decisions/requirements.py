"""What a decision requires: other decisions in their order, and names from outside."""

from collections.abc import Iterator

from casesvc.diagrams.decisions.asking import expression_in, names_in, tests_in
from casesvc.diagrams.decisions.cells.tokens import one_space
from casesvc.diagrams.decisions.model import Context, Decision, DecisionFailed, Decisions, Table
from casesvc.diagrams.decisions.walking import conditions, expressions, inside


def find_decision(decisions: Decisions, decision: str) -> Decision:
    """Return the decision with that id or else that name; raise DecisionFailed where there is none or are several."""
    if decision in decisions.decisions:
        return decisions.decisions[decision]
    wanted = one_space(decision)
    named = [each for each in decisions.decisions.values() if wanted in (each.name, each.variable)]
    if len(named) != 1:
        many = "有多个" if named else "没有"
        raise DecisionFailed("unknown-decision", decision, f"决策表文件里{many}名为“{decision}”的决策，请填写决策的 id")
    return named[0]


def in_order(decisions: Decisions, *targets: Decision) -> list[Decision]:
    """Return decisions behind all that they require; raise DecisionFailed for a circle or what does not exist.

    Functions stand among them: they may not require themselves either.
    """
    done: dict[str, Decision] = {}
    for target in targets:
        _visit(decisions, target, done)
    return list(done.values())


def _visit(decisions: Decisions, target: Decision, done: dict[str, Decision]) -> None:
    """Add a decision to those ``done``, behind all it requires that is not there yet; raise DecisionFailed."""
    stack = [] if target.id in done else [(target, _required(decisions, target))]
    opened = {target.id}
    while stack:
        decision, waiting = stack[-1]
        following = next(waiting, None)
        if following is None:
            done[decision.id] = decision
            stack.pop()
        elif following.id in done:
            continue
        elif following.id in opened:
            message = f"“{following.name}”经过“{decision.name}”又依赖自己，请去掉其中一个依赖"
            raise DecisionFailed("circle", following.id, message)
        else:
            opened.add(following.id)
            stack.append((following, _required(decisions, following)))


def _required(decisions: Decisions, decision: Decision) -> Iterator[Decision]:
    for need in decision.needs:
        found = decisions.decisions.get(need) or decisions.functions.get(need)
        if found is not None:
            yield found
        elif need not in decisions.inputs:
            raise DecisionFailed("unknown-requirement", decision.id, missing(decision, need))


def missing(decision: Decision, need: str) -> str:
    """Return the sentence on a requirement that the file does not have."""
    return f"“{decision.name}”依赖的 {need} 不在文件里，请补上或去掉这条依赖"


def names_needed(decisions: Decisions, decision: str) -> frozenset[str]:
    """Return the names that ``decide`` looks up outside, those of required decisions included; raise DecisionFailed."""
    needed: set[str] = set()
    for each in in_order(decisions, find_decision(decisions, decision)):
        if each.kind == "decision":
            made = {decisions.decisions[need].variable for need in each.needs if need in decisions.decisions}
            needed |= free_names(each) - made
    return frozenset(needed)


def free_names(decision: Decision) -> frozenset[str]:
    """Return the names in cells that the decision itself does not give; raise DecisionFailed for a broken cell."""
    names: set[str] = set()
    own = {"?"} | {name for name, _ in decision.parameters}
    for part in inside(decision.logic):
        for cell in expressions(part):
            if cell.text:
                names |= names_in(cell, expression_in, decision.scope)
        for cell in conditions(part):
            names |= names_in(cell, tests_in, decision.scope)
        if isinstance(part, Context):
            own |= {entry.name for entry in part.entries}
        if isinstance(part, Table):
            own |= {column.alias for column in part.inputs}
    return frozenset(names - own)
