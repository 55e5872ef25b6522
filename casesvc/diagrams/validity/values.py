"""What may stand in attributes: words of a list, truth values, numbers, media types and addresses."""

import re
from collections.abc import Iterator

from casesvc.diagrams.graph import ACTIVITIES, GATEWAYS
from casesvc.diagrams.tree import kind
from casesvc.diagrams.validity.model import Element, Fault, Model, Rule, called
from casesvc.diagrams.validity.vocabulary import CATCHING, CHOREOGRAPHY_ACTIVITIES, COLLABORATIONS, EMBEDDED

_TRUTH = ("true", "false", "1", "0")
_MEDIA_TYPE = re.compile(r"[A-Za-z0-9][\w.+!#$&^-]*/[\w.+!#$&^*-]+(\s*;.*)?")
_BAD_URI = re.compile(r'%(?![0-9A-Fa-f]{2})|[\s<>"{}|\\^`]')
_INTEGER = re.compile(r"[+-]?[0-9]{1,9}")

Words = tuple[frozenset[str], str, tuple[str, ...]]

# (kinds, attribute, allowed words), from the tables of chapters 8 to 11: first of what decides how a file runs
DECISIONS: tuple[Words, ...] = (
    (frozenset({"process"}), "isExecutable", _TRUTH),
    (frozenset({"startEvent"}), "isInterrupting", _TRUTH),
    (frozenset({"boundaryEvent"}), "cancelActivity", _TRUTH),
    (CATCHING, "parallelMultiple", _TRUTH),
    (ACTIVITIES, "isForCompensation", _TRUTH),
    (EMBEDDED, "triggeredByEvent", _TRUTH),
    (frozenset({"eventBasedGateway", "receiveTask"}), "instantiate", _TRUTH),
    (frozenset({"multiInstanceLoopCharacteristics"}), "isSequential", _TRUTH),
)
WORDS: tuple[Words, ...] = (
    (GATEWAYS, "gatewayDirection", ("Unspecified", "Converging", "Diverging", "Mixed")),
    (frozenset({"eventBasedGateway"}), "eventGatewayType", ("Exclusive", "Parallel")),
    (frozenset({"process"}), "processType", ("None", "Public", "Private")),
    (frozenset({"association"}), "associationDirection", ("None", "One", "Both")),
    (frozenset({"adHocSubProcess"}), "ordering", ("Parallel", "Sequential")),
    (frozenset({"itemDefinition"}), "itemKind", ("Information", "Physical")),
    (frozenset({"multiInstanceLoopCharacteristics"}), "behavior", ("None", "One", "All", "Complex")),
    (CHOREOGRAPHY_ACTIVITIES, "loopType", ("None", "Standard", "MultiInstanceSequential", "MultiInstanceParallel")),
    (frozenset({"relationship"}), "direction", ("None", "Forward", "Backward", "Both")),
    (COLLABORATIONS | {"process"}, "isClosed", _TRUTH),
    (frozenset({"standardLoopCharacteristics"}), "testBefore", _TRUTH),
    (frozenset({"adHocSubProcess"}), "cancelRemainingInstances", _TRUTH),
    (frozenset({"compensateEventDefinition"}), "waitForCompletion", _TRUTH),
    (frozenset({"sequenceFlow"}), "isImmediate", _TRUTH),
    (frozenset({"dataObject", "dataInput", "dataOutput", "itemDefinition"}), "isCollection", _TRUTH),
    (frozenset({"dataStore"}), "isUnlimited", _TRUTH),
    (frozenset({"resourceParameter"}), "isRequired", _TRUTH),
)
Number = tuple[frozenset[str], str, int]

# (kinds, attribute, smallest), from 10.3, 9.3.1 and 10.4.1: first of what decides how a file runs
QUANTITIES: tuple[Number, ...] = (
    (ACTIVITIES, "startQuantity", 1),
    (ACTIVITIES, "completionQuantity", 1),
)
BOUNDS: tuple[Number, ...] = (
    (frozenset({"dataStore"}), "capacity", 0),
    (frozenset({"participantMultiplicity"}), "minimum", 0),
    (frozenset({"participantMultiplicity"}), "maximum", 1),
)
_FORMATS = (("documentation", "textFormat"), ("textAnnotation", "textFormat"))
_ADDRESSES = ("language", "expressionLanguage", "typeLanguage", "importType", "scriptLanguage", "method")


def decisions_are_true_or_false(model: Model) -> Iterator[Fault]:
    """Yield a fault for each marker that is neither true nor false though it decides (10.2 to 10.6)."""
    yield from _words(model, DECISIONS)


def words_are_of_the_list(model: Model) -> Iterator[Fault]:
    """Yield a fault for each other attribute with a word that its table does not list (chapters 8 to 11)."""
    yield from _words(model, WORDS)


def _words(model: Model, words: tuple[Words, ...]) -> Iterator[Fault]:
    for kinds, name, allowed in words:
        for element in model.of(*sorted(kinds)):
            value = element.get(name)
            if value is not None and value.strip() not in allowed:
                choices = "、".join(allowed)
                yield Fault(
                    element, "wrong-value", f"{called(element)}的 {name} 不能是“{value}”，请改为 {choices} 之一"
                )


def quantities_are_positive(model: Model) -> Iterator[Fault]:
    """Yield a fault for each number of tokens below 1 (10.3, Table 10.3)."""
    yield from _numbers(model, QUANTITIES)


def bounds_are_large_enough(model: Model) -> Iterator[Fault]:
    """Yield a fault for each capacity or number of participants below its smallest value (9.3.1, 10.4.1)."""
    yield from _numbers(model, BOUNDS)


def _numbers(model: Model, numbers: tuple[Number, ...]) -> Iterator[Fault]:
    for kinds, name, smallest in numbers:
        for element in model.of(*sorted(kinds)):
            value = element.get(name)
            if value is None or (_INTEGER.fullmatch(value.strip()) and int(value) >= smallest):
                continue
            message = f"{called(element)}的 {name} 是“{value}”，请改为不小于 {smallest} 的整数"
            yield Fault(element, "wrong-number", message)


def text_formats_are_media_types(model: Model) -> Iterator[Fault]:
    """Yield a fault for each text format that is no media type such as text/plain (8.3.2, 8.4.1)."""
    for name, attribute in _FORMATS:
        for element in model.of(name):
            yield from _media_type(element, attribute)


def _media_type(element: Element, attribute: str) -> Iterator[Fault]:
    value = element.get(attribute)
    if value is not None and not _MEDIA_TYPE.fullmatch(value.strip()):
        message = f"{called(element)}的 {attribute} “{value}”不是媒体类型，请改为 text/plain 之类"
        yield Fault(element, "wrong-format", message)


def languages_are_addresses(model: Model) -> Iterator[Fault]:
    """Yield a fault for each language, namespace or method that cannot be a URI (8.2.1, 8.2.2, 8.4.6, 10.3.5)."""
    for element in model.elements:
        for name in _ADDRESSES:
            value = element.get(name)
            if value is not None and _BAD_URI.search(value.strip()) and kind(element) != "message":
                message = f"{called(element)}的 {name} “{value}”不是有效的 URI，请改正"
                yield Fault(element, "wrong-uri", message)


def language_of_imports(model: Model) -> Iterator[Fault]:
    """Yield a fault for each import whose type is no absolute URI (8.2.2)."""
    for element in model.of("import"):
        value = (element.get("importType") or "").strip()
        if value and not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", value):
            message = f"导入的 importType “{value}”不是完整的 URI，请改为所导入文件的类型，例如 BPMN 2.0 的命名空间"
            yield Fault(element, "wrong-import", message)


EVERYWHERE: tuple[Rule, ...] = (
    decisions_are_true_or_false,
    quantities_are_positive,
)
STANDARD: tuple[Rule, ...] = (
    words_are_of_the_list,
    bounds_are_large_enough,
    text_formats_are_media_types,
    languages_are_addresses,
    language_of_imports,
)
