"""The values of expressions in one step: variables of scripts, and facts that win over them."""

from collections.abc import Mapping
from typing import Any

from casesvc.cases.step import Facts
from casesvc.diagrams.expressions import Expression


def value(expression: Expression, variables: Mapping[str, Any], facts: Facts) -> Any:
    """Return the value of an expression over the variables and facts."""

    def count(element: str, outcome: str) -> int:
        return facts.rounds.get(element, {}).get(outcome, 0)

    def every(element: str, outcome: str) -> bool:
        opened = facts.rounds.get(element, {}).get("opened", 0)
        return opened > 0 and opened == count(element, outcome)

    return expression.evaluate({**variables, **facts.names}, {"count": count, "all": every, "len": len})


def condition(expression: Expression, variables: Mapping[str, Any], facts: Facts) -> bool:
    """Return whether a condition holds; it must be true or false, not merely something."""
    answer = value(expression, variables, facts)
    assert type(answer) is bool, expression.text
    return answer
