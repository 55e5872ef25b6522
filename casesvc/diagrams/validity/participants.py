"""Pools and conversations: how many participants, and what a conversation may hold and link."""

from collections.abc import Iterator

from casesvc.diagrams.tree import kind
from casesvc.diagrams.validity.model import Fault, Model, Rule, called, children, enclosing, place
from casesvc.diagrams.validity.vocabulary import ARTIFACTS, CONVERSATION_NODES, title

_NOT_IN_GLOBAL = CONVERSATION_NODES | ARTIFACTS | {
    "choreographyRef", "conversationLink", "conversationAssociation", "participantAssociation",
    "messageFlowAssociation",
}  # fmt: skip


def multiplicities_hold(model: Model) -> Iterator[Fault]:
    """Yield a fault for each multiplicity whose maximum is below its minimum (9.3.1)."""
    for element in model.of("participantMultiplicity"):
        try:
            least, most = int(element.get("minimum") or 0), int(element.get("maximum") or 1)
        except ValueError:
            continue
        if most < least:
            message = f"泳池 {place(element)} 的参与者数目最多 {most} 个、最少 {least} 个，互相矛盾，请改正"
            yield Fault(element, "wrong-multiplicity", message)


def participants_are_inside_their_collaboration(model: Model) -> Iterator[Fault]:
    """Yield a fault for each message flow between pools of another collaboration (9.2)."""
    for flow in model.of("messageFlow"):
        around = flow.getparent()
        for end in ("sourceRef", "targetRef"):
            pool = model.target(flow, end)
            if pool is not None and kind(pool) == "participant" and pool.getparent() is not around:
                message = f"{called(flow)}连到另一张协作图的{called(pool)}，请在同一张图里画"
                yield Fault(flow, "pool-of-another", message)


def global_conversations_are_plain(model: Model) -> Iterator[Fault]:
    """Yield a fault for each conversation, artifact, association or choreography in a global conversation (9.5.5)."""
    for conversation in model.of("globalConversation"):
        for child in conversation:
            if kind(child) in _NOT_IN_GLOBAL:
                message = f"{called(conversation)}里只能有参与者、消息流和关联键，请移走{title(kind(child))}"
                yield Fault(child, "global-conversation", message)


def conversation_links_join_pools_and_conversations(model: Model) -> Iterator[Fault]:
    """Yield a fault for each conversation link that does not lead to exactly one conversation (9.5.6)."""
    for link in model.of("conversationLink"):
        ends = [model.target(link, end) for end in ("sourceRef", "targetRef")]
        known = [end for end in ends if end is not None]
        if len(known) == 2 and sum(kind(end) in CONVERSATION_NODES for end in known) != 1:
            message = f"{called(link)}要把一个会话和一个参与者连起来，请重新连接"
            yield Fault(link, "conversation-link", message)


def inner_participants_are_of_what_is_called(model: Model) -> Iterator[Fault]:
    """Yield a fault for each participant association whose outer end is none of its own diagram (9.3, 9.5.4)."""
    for association in model.of("participantAssociation"):
        around = enclosing(association, ("collaboration", "choreography", "globalConversation"))
        for child in children(association, "outerParticipantRef"):
            outer, _ = model.resolve(association, (child.text or "").strip())
            if outer is not None and kind(outer) == "participant" and outer.getparent() is not around:
                message = f"参与者关联的外端{called(outer)}不在同一张图里，请改正"
                yield Fault(association, "participant-of-another", message)


EVERYWHERE: tuple[Rule, ...] = (
    global_conversations_are_plain,
    conversation_links_join_pools_and_conversations,
)
STANDARD: tuple[Rule, ...] = (
    multiplicities_hold,
    participants_are_inside_their_collaboration,
    inner_participants_are_of_what_is_called,
)
