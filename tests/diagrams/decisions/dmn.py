"""Draws DMN files in tests: ``file(decision("d", table(["age"], [["< 18", '"no"']])))``."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from casesvc.diagrams.decisions import Decisions, decide, read_decisions
from casesvc.diagrams.finding import Finding

DMN_13 = "https://www.omg.org/spec/DMN/20191111/MODEL/"
Columns = Sequence[str | tuple[str, str]]


def file(*parts: str, namespace: str = DMN_13, **attributes: str) -> bytes:
    """Return the file: one element a line, so that findings can be told apart by line."""
    head = f'<definitions xmlns="{namespace}" xmlns:camunda="http://camunda.org/schema/1.0/dmn" id="file" name="file"'
    return "\n".join([f'{head} namespace="here"{_said(attributes)}>', *parts, "</definitions>"]).encode()


def read(*parts: str) -> Decisions:
    return read_decisions(file(*parts))


def answer(decisions: Decisions | bytes, decision: str = "d", /, **names: Any) -> Any:
    """Return what ``decide`` says; names with spaces are given as ``**{"a b": 1}``."""
    return decide(decisions if isinstance(decisions, Decisions) else read_decisions(decisions), decision, names)


def say(expression: str, /, **names: Any) -> Any:
    """Return the value of one expression over names, which the file declares."""
    inputs = [given(name) for name in names]
    return answer(read(*inputs, decision("d", literal(expression), needs=names)), **names)


def holds(conditions: str, value: Any, /, **names: Any) -> bool:
    """Tell whether a value passes the conditions of a cell."""
    inputs = [given(name) for name in ("value", *names)]
    rows = table(["value"], [[conditions, "true"], ["-", "false"]], policy="FIRST")
    return bool(answer(read(*inputs, decision("d", rows, needs=("value", *names))), value=value, **names))


def given(name: str, type_: str = "") -> str:
    """Return an input; its id is its name with ``i_`` before it."""
    return f'<inputData id="{_id(name)}" name="{escape(name)}">{_variable(name, type_)}</inputData>'


def decision(name: str, logic: str, *, needs: Iterable[str] = (), type_: str = "", title: str = "") -> str:
    """Return a decision whose id is ``name``; a need is the name of an input, ``#d`` a decision, ``!f`` a function."""
    return "\n".join(
        [
            f'<decision id="{name}" name="{escape(title or name)}">{_variable(title or name, type_)}',
            *map(_requirement, needs),
            logic,
            "</decision>",
        ]
    )


def function(name: str, logic: str, *parameters: str | tuple[str, str], needs: Sequence[str] = ()) -> str:
    """Return a business knowledge model."""
    formal = "".join(f'<formalParameter name="{escape(n)}"{_type(t)}/>' for n, t in map(_pair, parameters))
    body = f"<encapsulatedLogic>{formal}{logic}</encapsulatedLogic>"
    requirements = "".join(map(_requirement, needs))
    return f'<businessKnowledgeModel id="{name}" name="{name}">{body}{requirements}</businessKnowledgeModel>'


def literal(expression: str) -> str:
    return f"<literalExpression>{text(expression)}</literalExpression>"


def invocation(called: str, **bindings: str) -> str:
    bound = [f'<binding><parameter name="{name}"/>{literal(value)}</binding>' for name, value in bindings.items()]
    return f"<invocation>{literal(called)}{''.join(bound)}</invocation>"


def context(*entries: tuple[str, str]) -> str:
    """Return a boxed context; an entry without a name is its result."""
    said = [(f'<variable name="{name}"/>' if name else "") + logic for name, logic in entries]
    return f"<context>{''.join(f'<contextEntry>{entry}</contextEntry>' for entry in said)}</context>"


def item(name: str, base: str = "", *components: str, allowed: str = "", many: bool = False) -> str:
    """Return a type; components are types drawn with ``component``."""
    return _item("itemDefinition", name, base, components, allowed, many=many)


def component(name: str, base: str = "", *components: str, allowed: str = "") -> str:
    return _item("itemComponent", name, base, components, allowed, many=False)


def table(
    inputs: Columns,
    rows: Sequence[Sequence[str]],
    *,
    outputs: Sequence[str] = ("",),
    policy: str = "UNIQUE",
    aggregation: str = "",
    values: Sequence[str] = (),
    defaults: Sequence[str] = (),
    allowed: Sequence[str] = (),
    output_types: Sequence[str] = (),
    id_: str = "table",
) -> str:
    """Return a decision table; a column is an expression or one with its type, a row conditions and results."""
    collected = f' aggregation="{aggregation}"' if aggregation else ""
    drawn = [f'<decisionTable id="{id_}" hitPolicy="{policy}"{collected}>']
    for index, (expression, type_) in enumerate(map(_pair, inputs)):
        listed = f"<inputValues>{text(allowed[index])}</inputValues>" if index < len(allowed) else ""
        drawn.append(f"<input><inputExpression{_type(type_)}>{text(expression)}</inputExpression>{listed}</input>")
    for index, name in enumerate(outputs):
        listed = f"<outputValues>{text(values[index])}</outputValues>" if index < len(values) else ""
        default = f"<defaultOutputEntry>{text(defaults[index])}</defaultOutputEntry>" if index < len(defaults) else ""
        typed = _type(output_types[index]) if index < len(output_types) else ""
        drawn.append(f'<output name="{name}"{typed}>{listed}{default}</output>')
    for number, row in enumerate(rows, 1):
        cells = [f"<inputEntry>{text(cell)}</inputEntry>" for cell in row[: len(inputs)]]
        cells += [f"<outputEntry>{text(cell)}</outputEntry>" for cell in row[len(inputs) :]]
        drawn.append(f'<rule id="{id_}_{number}">{"".join(cells)}</rule>')
    return "\n".join([*drawn, "</decisionTable>"])


def text(words: str) -> str:
    return f"<text>{escape(words, quote=False)}</text>"


def codes(findings: Sequence[Finding], severity: str = "error") -> list[tuple[str, str]]:
    return [(finding.code, finding.element) for finding in findings if finding.severity == severity]


def _item(tag: str, name: str, base: str, components: Sequence[str], allowed: str, *, many: bool) -> str:
    listed = f"<allowedValues>{text(allowed)}</allowedValues>" if allowed else ""
    typed = f"<typeRef>{base}</typeRef>" if base else ""
    collection = ' isCollection="true"' if many else ""
    return f'<{tag} name="{name}"{collection}>{typed}{listed}{"".join(components)}</{tag}>'


def _id(name: str) -> str:
    return "i_" + name.replace(" ", "_")


def _requirement(need: str) -> str:
    if need.startswith("#"):
        return f'<informationRequirement><requiredDecision href="{need}"/></informationRequirement>'
    if need.startswith("!"):
        return f'<knowledgeRequirement><requiredKnowledge href="#{need[1:]}"/></knowledgeRequirement>'
    return f'<informationRequirement><requiredInput href="#{_id(need)}"/></informationRequirement>'


def _variable(name: str, type_: str) -> str:
    return f'<variable name="{escape(name)}"{_type(type_)}/>'


def _type(name: str) -> str:
    return f' typeRef="{name}"' if name else ""


def _said(attributes: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())


def _pair(part: str | tuple[str, str]) -> tuple[str, str]:
    return (part, "") if isinstance(part, str) else part
