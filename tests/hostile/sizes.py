"""Too much of everything: depth, attributes, namespaces, elements, text, and sizes that only add up."""

from collections.abc import Callable

from tests.hostile.sample import INERT, Hostile, sound, with_condition, with_name, with_part, with_root_attributes


def nest(tag: str, depth: int) -> bytes:
    return f"<{tag}>".encode() * depth + f"</{tag}>".encode() * depth


def many(count: int, each: Callable[[int], str]) -> bytes:
    return "".join(each(number) for number in range(count)).encode()


SAMPLES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "deep": ("too-deep", lambda: with_part(nest("a", 100))),
    "deeper": ("not-xml", lambda: with_part(nest("a", 1_000))),
    "deepest": ("too-many-elements", lambda: with_part(nest("a", 250_000))),
    "deep-open-only": ("too-many-elements", lambda: b"<a>" * 600_000),
    "deep-sub-processes": ("too-deep", lambda: with_part(
        many(80, lambda n: f'<bpmn:subProcess id="s{n}">') + b"</bpmn:subProcess>" * 80)),
    "deep-lanes": ("too-deep", lambda: with_part(
        b"<bpmn:lane><bpmn:childLaneSet>" * 60 + b"</bpmn:childLaneSet></bpmn:lane>" * 60)),
    "deep-extensions": ("too-deep", lambda: with_part(
        b"<bpmn:extensionElements>" + nest("camunda:properties", 100) + b"</bpmn:extensionElements>")),
    "attributes": ("too-many-attributes", lambda: with_root_attributes(many(100_000, lambda n: f' a{n}="1"'))),
    "attributes-on-each": ("too-many-attributes", lambda: with_part(
        (b"<x" + many(500, lambda n: f' a{n}="1"') + b"/>") * 20)),
    "attributes-with-namespaces": ("too-many-attributes", lambda: with_root_attributes(
        b'xmlns:n="urn:n" ' + many(50_000, lambda n: f' n:a{n}="1"'))),
    "namespaces": ("too-many-namespaces", lambda: with_root_attributes(many(40_000, lambda n: f' xmlns:n{n}="u:{n}"'))),
    "namespaces-on-each": ("too-many-namespaces", lambda: with_part(many(10_000, lambda n: f'<n:x xmlns:n="u:{n}"/>'))),
    "namespace-long": ("too-many-namespaces", lambda: with_root_attributes(b'xmlns:n="' + b"a" * 1_500_000 + b'"')),
    "prefix-long": ("not-xml", lambda: with_root_attributes(b"xmlns:" + b"a" * 1_500_000 + b'="u"')),
    "elements": ("too-many-elements", lambda: with_part(b"<a/>" * 300_000)),
    "tasks": ("too-many-elements", lambda: with_part(many(15_000, lambda n: f'<bpmn:userTask id="t{n}"/>'))),
    "flows": ("too-many-elements", lambda: with_part(
        many(15_000, lambda n: f'<bpmn:sequenceFlow id="f{n}" sourceRef="review" targetRef="g"/>'))),
    "flows-without-id": ("too-many-elements", lambda: with_part(
        b'<bpmn:sequenceFlow sourceRef="review" targetRef="g"/>' * 15_000)),
    "processes": ("too-many-elements", lambda: sound().replace(
        b"</bpmn:definitions>", many(10_000, lambda n: f'<bpmn:process id="p{n}"/>') + b"</bpmn:definitions>")),
    "sub-processes": ("too-many-elements", lambda: with_part(many(15_000, lambda n: f'<bpmn:subProcess id="s{n}"/>'))),
    "boundary-events": ("too-many-elements", lambda: with_part(many(
        10_000, lambda n: f'<bpmn:boundaryEvent id="b{n}" attachedToRef="review"><bpmn:errorEventDefinition/>'
        "</bpmn:boundaryEvent>"))),
    "event-definitions": ("too-many-elements", lambda: with_part(
        b'<bpmn:boundaryEvent id="b" attachedToRef="review">' + b"<bpmn:timerEventDefinition/>" * 15_000
        + b"</bpmn:boundaryEvent>")),
    "gateways-all-to-all": ("too-many-elements", lambda: with_part(
        many(60, lambda n: f'<bpmn:parallelGateway id="x{n}"/>')
        + many(3_600, lambda n: f'<bpmn:sequenceFlow id="f{n}" sourceRef="x{n // 60}" targetRef="x{n % 60}"/>'))),
    "id": ("id-too-long", lambda: with_part(b'<bpmn:userTask id="' + b"a" * 5_000 + b'"/>')),
    "id-huge": ("value-too-long", lambda: with_part(b'<bpmn:userTask id="' + b"a" * 1_900_000 + b'"/>')),
    "name": ("value-too-long", lambda: with_name("a" * 1_900_000)),
    "tag": ("not-xml", lambda: with_part(b"<" + b"a" * 1_900_000 + b"/>")),
    "attribute-name": ("not-xml", lambda: with_part(b"<x " + b"a" * 1_900_000 + b'=""/>')),
    "text": (INERT, lambda: with_part(b"<bpmn:documentation>" + b"a" * 1_900_000 + b"</bpmn:documentation>")),
    "text-in-pieces": (INERT, lambda: with_part(
        b"<bpmn:documentation>" + b"<![CDATA[a]]>" * 40_000 + b"</bpmn:documentation>")),
    "numbers-for-letters": (INERT, lambda: with_part(
        b"<bpmn:documentation>" + b"&#97;" * 350_000 + b"</bpmn:documentation>")),
    "condition": ("unsafe-expression", lambda: with_condition("(" * 1_900_000)),
    "condition-of-openings": ("unsafe-expression", lambda: with_condition("${" * 900_000)),
    "condition-of-quotes": ("unsafe-expression", lambda: with_condition("${" + "'" * 1_900_000 + "}")),
    "condition-of-space": ("unsafe-expression", lambda: with_condition("a" + " " * 1_900_000 + "b")),
    "condition-of-zeros": ("unsafe-expression", lambda: with_condition("0" * 1_900_000)),
    "script": ("unsafe-script", lambda: sound().replace(b"rounds = 1", b"rounds = 1\n" * 170_000)),
    "script-of-empty-lines": ("unsafe-script", lambda: sound().replace(b"rounds = 1", b"\n" * 1_900_000)),
    "script-of-comments": ("unsafe-script", lambda: sound().replace(b"rounds = 1", b"#\n" * 900_000)),
    "comments": (INERT, lambda: with_part(b"<!---->" * 50_000)),
    "instructions": (INERT, lambda: with_part(b"<?a?>" * 50_000)),
    "comments-without-end": ("too-many-elements", lambda: with_part(b"<!---->" * 250_000)),
    "space": (INERT, lambda: with_part(b" " * 1_900_000)),
    "bytes": ("too-large", lambda: with_part(b" " * (2 * 1024 * 1024))),
    "many-bytes": ("too-large", lambda: b"<" * 50_000_000),
}  # fmt: skip


def calls(processes: int, each: int) -> bytes:
    """Return processes that all call all others."""
    drawn = "".join(
        f'<bpmn:process id="p{n}">'
        + "".join(f'<bpmn:callActivity id="c{n}_{m}" calledElement="p{m % processes}"/>' for m in range(each))
        + "</bpmn:process>"
        for n in range(processes)
    )
    return with_part(b'<bpmn:callActivity id="first" calledElement="p0"/>').replace(
        b"</bpmn:definitions>", drawn.encode() + b"</bpmn:definitions>"
    )


def side_by_side(scopes: int, ways: int) -> bytes:
    """Return sub-processes in each of which more ways lie side by side than there are orders to try."""
    return with_part(many(scopes, lambda n: f'<bpmn:subProcess id="s{n}"><bpmn:startEvent id="b{n}"/>' + "".join(
        f'<bpmn:userTask id="t{n}_{m}"/><bpmn:sequenceFlow id="f{n}_{m}" sourceRef="b{n}" targetRef="t{n}_{m}"/>'
        for m in range(ways)) + "</bpmn:subProcess>"))  # fmt: skip


def caught_nowhere(processes: int) -> bytes:
    """Return processes that all call all others and throw what nobody catches."""
    thrown = b'<bpmn:endEvent id="e_%d"><bpmn:errorEventDefinition/></bpmn:endEvent></bpmn:process>'
    data = calls(processes, processes)
    for number in range(processes):
        data = data.replace(b"/></bpmn:process>", b"/>" + thrown % number, 1)
    return data


def choices(number: int) -> bytes:
    """Return choices side by side whose ways all lead into one join."""
    return with_part(b'<bpmn:parallelGateway id="f"/><bpmn:inclusiveGateway id="j"/>' + many(number, lambda n: (
        f'<bpmn:exclusiveGateway id="c{n}"/><bpmn:sequenceFlow id="i{n}" sourceRef="f" targetRef="c{n}"/>'
        f'<bpmn:sequenceFlow id="p{n}" sourceRef="c{n}" targetRef="j"/>'
        f'<bpmn:sequenceFlow id="q{n}" sourceRef="c{n}" targetRef="j"/>')))  # fmt: skip


# Whose cost would grow with the square of what is drawn, or worse.
CROWDED = [
    Hostile("size-tokens-to-nowhere", "unknown-target", lambda _: with_part(
        b'<bpmn:userTask id="t" completionQuantity="2"/><bpmn:sequenceFlow id="f" sourceRef="t" targetRef="u"/>')),
    Hostile("size-calls-of-all", "unreachable", lambda _: calls(22, 22)),
    Hostile("size-errors-on-a-border", "caught-twice", lambda _: with_part(many(480, lambda n: (
        f'<bpmn:boundaryEvent id="b{n}" attachedToRef="review"><bpmn:errorEventDefinition/></bpmn:boundaryEvent>')))),
    Hostile("size-caught-nowhere", "error-not-said", lambda _: caught_nowhere(15)),
    Hostile("size-scopes-side-by-side", "unreachable", lambda _: side_by_side(38, 11)),
    Hostile("size-choices-into-a-join", "unreachable", lambda _: choices(140)),
]  # fmt: skip

FILES = [
    Hostile(f"size-{name}", answer, lambda _, build=build: build()) for name, (answer, build) in SAMPLES.items()
] + CROWDED
