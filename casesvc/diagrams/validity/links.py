"""Link events: every source has one target on the same level, and no flow runs on beside the link."""

from collections.abc import Iterator

from casesvc.diagrams.tree import kind
from casesvc.diagrams.validity.model import Element, Fault, Model, Rule, called, children, container, text


def links_have_no_flow_on_their_other_side(model: Model) -> Iterator[Fault]:
    """Yield a fault for each source of a link with a way out, and each target of one with a way in (10.5.4)."""
    for event, _ in _links(model, "intermediateThrowEvent"):
        if model.outgoing(event):
            yield Fault(event, "link-source-left", f"{called(event)}是链接的起点，后面不能再有连线，请删去")
    for event, _ in _links(model, "intermediateCatchEvent"):
        if model.incoming(event):
            yield Fault(event, "link-target-entered", f"{called(event)}是链接的终点，前面不能再有连线，请删去")


def link_sources_have_a_target(model: Model) -> Iterator[Fault]:
    """Yield a fault for each source of a link without a target on its own level (10.5.4, 10.5.5)."""
    ends = _Ends(model, "intermediateCatchEvent", "source")
    for event, link in _links(model, "intermediateThrowEvent"):
        named = [model.target(link, "target")] if children(link, "target") else []
        if not ends.meet(event, link, named):
            message = f"{called(event)}是链接的起点，同一层里没有同名的终点，请补上或改名"
            yield Fault(event, "link-without-target", message)


def link_targets_have_a_source(model: Model) -> Iterator[Fault]:
    """Yield a fault for each target of a link without a source on its own level (10.5.4, 10.5.5)."""
    ends = _Ends(model, "intermediateThrowEvent", "target")
    for event, link in _links(model, "intermediateCatchEvent"):
        named = [model.resolve(link, text(note))[0] for note in children(link, "source")]
        if not ends.meet(event, link, named):
            message = f"{called(event)}是链接的终点，同一层里没有同名的起点，请补上或改名"
            yield Fault(event, "link-without-source", message)


def link_targets_are_alone(model: Model) -> Iterator[Fault]:
    """Yield a fault for each second target of the same name on one level (10.5.4)."""
    seen: set[tuple[Element | None, str]] = set()
    for event, link in _links(model, "intermediateCatchEvent"):
        key = (container(event), (link.get("name") or "").strip())
        if key[1] and key in seen and not children(link, "source"):
            yield Fault(event, "link-target-twice", f"链接“{key[1]}”有两个终点，请只留一个或改名")
        seen.add(key)


def links_agree(model: Model) -> Iterator[Fault]:
    """Yield a fault for each source that a target names though it leads to another target (10.5.5)."""
    for event, link in _links(model, "intermediateCatchEvent"):
        for note in children(link, "source"):
            source, _ = model.resolve(link, text(note))
            target = None if source is None else model.target(source, "target")
            if target is not None and target is not link:
                message = f"{called(event)}写明的起点“{text(note)}”通向另一个终点，请改正其中一处"
                yield Fault(event, "link-disagrees", message)


def _links(model: Model, name: str) -> Iterator[tuple[Element, Element]]:
    for event in model.of(name):
        for definition in model.definitions(event):
            if kind(definition) == "linkEventDefinition":
                yield event, definition


class _Ends:
    """The links at one kind of event, by level: what they name as their other end, and what they are called."""

    def __init__(self, model: Model, kind_of_event: str, name: str) -> None:
        self.links: dict[Element, Element | None] = {}
        self.naming: set[tuple[Element | None, Element]] = set()
        self.called: set[tuple[Element | None, str]] = set()
        for event, link in _links(model, kind_of_event):
            level = container(event)
            self.links[link] = level
            named = [model.resolve(link, text(note))[0] for note in children(link, name)]
            known = [other for other in named if other is not None]
            self.naming.update((level, other) for other in known)
            if not known:
                self.called.update((level, each) for each in _names(event, link))

    def meet(self, event: Element, link: Element, named: list[Element | None]) -> bool:
        """Tell whether a link has its other end here: one it names, one that names it, or one called the same."""
        level = container(event)
        known = [other for other in named if other is not None]
        if known:
            return any(other in self.links and self.links[other] is level for other in known)
        return (level, link) in self.naming or any((level, name) in self.called for name in _names(event, link))


def _names(event: Element, link: Element) -> set[str]:
    return {" ".join(name.split()) for name in (event.get("name"), link.get("name")) if name and name.strip()}


EXECUTABLE: tuple[Rule, ...] = (
    links_have_no_flow_on_their_other_side,
    link_sources_have_a_target,
    link_targets_have_a_source,
    link_targets_are_alone,
)
STANDARD: tuple[Rule, ...] = (links_agree,)
