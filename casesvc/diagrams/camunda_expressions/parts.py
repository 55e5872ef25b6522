"""The parts of a translated Camunda expression: each knows how tightly it binds and whether it can be a condition."""

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Literal

from casesvc.diagrams.tokens import ExpressionRefused

_WITH_ONE = ("contains", "containsKey", "equals", "get")
METHODS = (*_WITH_ONE, "isEmpty", "size", "length")


class Strength(IntEnum):
    """How tightly a part binds in our language; a looser one inside a tighter one needs brackets."""

    OR = 1
    AND = 2
    NOT = 3
    COMPARISON = 4
    SUM = 5
    MINUS = 6
    SINGLE = 7


@dataclass(frozen=True)
class Part:
    """A translated piece. ``kind``: a condition, a value that is none, or an entry, of which only the case knows."""

    text: str
    strength: Strength = Strength.SINGLE
    kind: Literal["condition", "value", "entry"] = "value"
    bracketed: bool = False

    @property
    def is_entry(self) -> bool:
        """Tell whether it is a name or a property."""
        return self.kind == "entry"


def as_condition(part: Part) -> Part:
    """Return the part as Camunda reads it between && and ||: a bare name asks whether it is true, null is not."""
    if part.kind == "value":
        raise ExpressionRefused("not-a-condition", f"{part.text} 不是条件，请写成比较，例如 {part.text} == 1")
    return Part(f"{part.text} == True", Strength.COMPARISON, "condition") if part.is_entry else part


def bracketed(part: Part) -> Part:
    """Return a part that the file itself puts in brackets."""
    return replace(part, bracketed=True)


def connected(word: str, left: Part, right: Part) -> Part:
    """Return ``left and right``, or the same with or."""
    strength = Strength.AND if word == "and" else Strength.OR
    sides = [_within(as_condition(side), strength) for side in (left, right)]
    return Part(f" {word} ".join(sides), strength, "condition")


def compared(sign: str, left: Part, right: Part) -> Part:
    """Return ``left sign right``; a chain without brackets is refused, for the two languages read it differently."""
    if any(side.strength == Strength.COMPARISON and not side.bracketed for side in (left, right)):
        raise ExpressionRefused("chained-comparison", "一次只能比较两个值，请用 && 连接，或者加上括号")
    sides = [_within(side, Strength.SUM) for side in (left, right)]
    return Part(f"{sides[0]} {sign} {sides[1]}", Strength.COMPARISON, "condition")


def added(sign: str, left: Part, right: Part) -> Part:
    """Return ``left + right``."""
    return Part(f"{_within(left, Strength.SUM)} {sign} {_within(right, Strength.MINUS)}", Strength.SUM)


def negated(part: Part) -> Part:
    """Return ``not part``: Camunda's ! binds tighter than a comparison, our not looser, so the brackets stay."""
    return Part(f"not {_within(as_condition(part), Strength.SINGLE)}", Strength.NOT, "condition")


def minus(part: Part) -> Part:
    """Return ``-part``."""
    return Part(f"-{_within(part, Strength.MINUS)}", Strength.MINUS)


def emptied(part: Part) -> Part:
    """Return Camunda's ``empty part``: null, or without any content."""
    return Part(f"empty({part.text})", kind="condition")


def entry_of(part: Part, name: str) -> Part:
    """Return ``part.name`` as a look into a record; ``name`` is a quoted text."""
    if not part.is_entry:
        raise ExpressionRefused("not-allowed", f"只能从名称取值，{part.text} 后面不能写 {name}")
    if part.text == "execution":
        raise ExpressionRefused("java-object", f"execution.{name[1:-1]} 是 Camunda 的程序对象，请改用表单字段的名称")
    return Part(f"field({part.text}, {name})", kind="entry")


def called(part: Part, method: str, arguments: list[Part]) -> Part:
    """Return the counterpart of a Java method that only looks at its value; raise ExpressionRefused for any other."""
    if part.text == "execution":
        return _variable(method, arguments)
    if method in _WITH_ONE and len(arguments) == 1:
        return _with_one(part, method, arguments[0])
    if method == "isEmpty" and not arguments:
        return emptied(part)
    if method in ("size", "length") and not arguments:
        return Part(f"len({part.text})")
    message = f"不能调用 {part.text}.{method}(…)，只能用 {'、'.join(METHODS)}；要由程序判断的内容请改为表单字段"
    raise ExpressionRefused("java-object", message)


def _with_one(part: Part, method: str, argument: Part) -> Part:
    if method == "equals":
        return compared("==", bracketed(part), bracketed(argument))
    if method == "get":
        if argument.text[:1] not in ("'", '"'):
            raise ExpressionRefused("not-allowed", f"{part.text}.get(…) 只能用带引号的名称")
        return entry_of(part, argument.text)
    return compared("in", bracketed(argument), bracketed(part))


def _variable(method: str, arguments: list[Part]) -> Part:
    name = arguments[0].text[1:-1] if method == "getVariable" and len(arguments) == 1 else ""
    if not (name.isascii() and name.isidentifier() and not name.startswith("_")):
        message = f"不能调用 execution.{method}(…)，只能用 execution.getVariable('名称')，或者直接写名称"
        raise ExpressionRefused("java-object", message)
    return Part(name, kind="entry")


def _within(part: Part, strength: Strength) -> str:
    return part.text if part.strength >= strength else f"({part.text})"
