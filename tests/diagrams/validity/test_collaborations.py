"""Message flows, pools, conversations and choreographies that BPMN forbids are refused."""

import pytest

from casesvc.diagrams.validity import choreographies, message_flows, participants
from tests.diagrams.bpmn import Part, chain, end, node, start, text
from tests.diagrams.validity.drawing import (
    Case,
    caught,
    codes,
    file,
    named,
    process,
    prove,
    service,
    signal,
    task,
    thrown,
    way,
    with_message,
)


def together(*parts: Part, name: str = "collaboration") -> Part:
    return node("collaboration", name, *parts)


def pool(name: str, process: str | None = None, *inside: Part) -> Part:
    return node("participant", name, *inside, processRef=process)


def sent(source: str, target: str) -> Part:
    return node("messageFlow", f"{source}_{target}", sourceRef=source, targetRef=target)


def between(source: str, target: str, *nodes: Part) -> bytes:
    """Return a pool ``ours`` with start -> nodes -> end, a black box ``theirs``, and a message flow."""
    process_of_ours = process(*way(*(nodes or (task(),))))
    return file(
        together(pool("ours", "line"), pool("theirs"), sent(source, target)), process_of_ours, *service(), signal()
    )


def multiple(least: str, most: str) -> bytes:
    return file(together(pool("p", None, node("participantMultiplicity", None, minimum=least, maximum=most))))


def two_diagrams(target: str) -> bytes:
    first = together(pool("x"), pool("y"), sent("x", target), name="first")
    return file(first, together(pool("z"), name="second"))


def talking(*inside: Part) -> bytes:
    return file(node("globalConversation", "g", pool("p"), pool("q"), *inside))


def conversing(*links: tuple[str, str]) -> bytes:
    drawn = (node("conversationLink", f"{a}_{b}", sourceRef=a, targetRef=b) for a, b in links)
    return file(together(pool("p"), pool("q"), node("conversation", "c"), *drawn))


def calling(outer: str) -> bytes:
    inner = node("globalConversation", "g", pool("x"), pool("y"))
    pair = node("participantAssociation", None, text("innerParticipantRef", "x"), text("outerParticipantRef", outer))
    return file(inner, together(pool("p"), pool("q"), node("callConversation", "c", pair, calledCollaborationRef="g")))


def choreography(*parts: Part) -> bytes:
    return file(
        node("choreography", "c", pool("p"), pool("q"), pool("r"), sent("p", "q"), *parts), signal(), *service()
    )


def step(*taking_part: str, initiator: str = "p") -> Part:
    inside = (*(text("participantRef", each) for each in taking_part), text("messageFlowRef", "p_q"))
    return node("choreographyTask", "t", *inside, initiatingParticipantRef=initiator)


def danced(*nodes: Part) -> tuple[Part, ...]:
    return (start(), *nodes, end(), *chain("start", *(str(each.get("id")) for each in nodes), "end"))


CASES = (
    Case(message_flows.message_flows_cross_pools, between("a", "b", task(), task("b")), between("a", "theirs")),
    Case(
        message_flows.receivers_do_not_send,
        between("w", "theirs", with_message("w")),
        between("theirs", "w", with_message("w")),
    ),
    Case(
        message_flows.senders_do_not_receive,
        between("theirs", "w", with_message("w", "intermediateThrowEvent")),
        between("w", "theirs", with_message("w", "intermediateThrowEvent")),
    ),
    Case(
        message_flows.events_of_message_flows_wait_for_messages,
        between("theirs", "w", caught("w", "signal", signalRef="s")),
        between("theirs", "w", with_message("w")),
    ),
    Case(participants.multiplicities_hold, multiple("3", "2"), multiple("2", "2")),
    Case(participants.participants_are_inside_their_collaboration, two_diagrams("z"), two_diagrams("y")),
    Case(
        participants.global_conversations_are_plain,
        talking(node("conversation", "c")),
        talking(sent("p", "q"), node("correlationKey", "k")),
    ),
    Case(
        participants.conversation_links_join_pools_and_conversations,
        conversing(("p", "q")),
        conversing(("p", "c"), ("c", "q")),
    ),
    Case(participants.inner_participants_are_of_what_is_called, calling("y"), calling("p")),
    Case(
        choreographies.choreographies_have_no_activities_or_data,
        choreography(*danced(task())),
        choreography(*danced(step("p", "q"))),
    ),
    Case(
        choreographies.events_of_choreographies,
        choreography(*danced(step("p", "q"), thrown("w", "signal", signalRef="s"))),
        choreography(*danced(step("p", "q"), caught("w", "signal", signalRef="s"))),
    ),
    Case(
        choreographies.initiators_take_part,
        choreography(*danced(step("p", "q", initiator="r"))),
        choreography(*danced(step("p", "q", initiator="q"))),
    ),
    Case(
        choreographies.participants_differ,
        choreography(*danced(step("p", "p"))),
        choreography(*danced(step("p", "q"))),
    ),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=named)
def test_what_a_rule_forbids_is_refused_and_what_is_right_beside_it_is_not(case: Case) -> None:
    prove(case)


@pytest.mark.parametrize("name", ["textAnnotation", "group", "exclusiveGateway", "dataObject"])
@pytest.mark.parametrize("sending", [True, False])
def test_a_message_flow_begins_and_ends_at_what_can_take_part(name: str, sending: bool) -> None:
    ends = ("x", "theirs") if sending else ("theirs", "x")
    ours = process(*way(task()), node(name, "x"))
    assert "wrong-reference" in codes(file(together(pool("ours", "line"), pool("theirs"), sent(*ends)), ours))


def test_a_choreography_task_has_two_participants_and_a_message() -> None:
    assert "part-missing" in codes(choreography(*danced(step("p"))))
    assert "part-repeated" in codes(choreography(*danced(step("p", "q", "r"))))


def test_the_message_trigger_of_a_start_has_no_place_in_a_choreography() -> None:
    first = with_message("start", "startEvent")
    assert codes(choreography(first, step("p", "q"), end(), *chain("start", "t", "end"))) == {"event-in-choreography"}
