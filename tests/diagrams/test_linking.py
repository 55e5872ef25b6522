"""A process and all it calls become one file: ids told apart, references kept, nothing of the drawings changed."""

from lxml import etree

from casesvc.diagrams.check import check_tree, refusals
from casesvc.diagrams.graph import main_process, processes, read_whole, running_processes
from casesvc.diagrams.linking import link
from casesvc.diagrams.tree import bpmn, read_diagram
from tests.diagrams.bpmn import (
    Part,
    boundary,
    by_outcome,
    call,
    chain,
    choice,
    diagram,
    end,
    error,
    flow,
    message,
    multi,
    node,
    on,
    start,
    text,
    throw,
    user_task,
)

Tree = etree._ElementTree


def _calling(*names: str, process: str = "line", head: tuple[Part, ...] = (), more: tuple[Part, ...] = ()) -> bytes:
    """Return start -> a call of each process -> end."""
    calls = [call(f"call_{name}", name) for name in names]
    ids = ("start", *(f"call_{name}" for name in names), "end")
    return diagram(start(), *calls, end(), *chain(*ids), *more, process=process, head=head)


def _called(name: str, *more: Part, head: tuple[Part, ...] = ()) -> bytes:
    """Return a process with the same ids as everywhere: start -> review -> end."""
    parts = (start(), user_task("review"), end(), *chain("start", "review", "end"))
    return diagram(*parts, *more, process=name, head=head)


def _linked(main: bytes, *others: bytes, process: str | None = None) -> Tree:
    return link(read_diagram(main), [read_diagram(other) for other in others], process)


def _ids(tree: Tree) -> list[str]:
    return [name for element in tree.getroot().iter() if (name := element.get("id"))]


def _at(tree: Tree, name: str) -> etree._Element:
    (found,) = [element for element in tree.getroot().iter() if element.get("id") == name]
    return found


def test_a_called_process_of_another_file_is_added_and_the_result_is_sound() -> None:
    tree = _linked(_calling("other"), _called("other"))
    assert [process.get("id") for process in processes(tree)] == ["line", "other"]
    assert check_tree(tree) == ()


def test_what_nobody_calls_is_left_out() -> None:
    tree = _linked(_calling("other"), _called("other"), _called("nobody"))
    assert [process.get("id") for process in processes(tree)] == ["line", "other"]


def test_a_file_without_calls_stays_as_it_is() -> None:
    data = _called("line")
    assert etree.tostring(_linked(data, _called("other"))) == etree.tostring(read_diagram(data))


def test_neither_the_drawing_nor_the_others_are_touched() -> None:
    main, other = read_diagram(_calling("other")), read_diagram(_called("other"))
    before = (etree.tostring(main), etree.tostring(other))
    link(main, [other])
    assert (etree.tostring(main), etree.tostring(other)) == before


def test_ids_that_are_taken_get_the_name_of_their_process_before_them() -> None:
    tree = _linked(_calling("other"), _called("other"))
    assert len(_ids(tree)) == len(set(_ids(tree)))
    assert {"start", "other_start", "review", "other_end", "start_to_review"} <= set(_ids(tree))


def test_a_second_collision_is_told_apart_as_well() -> None:
    more = (user_task("other_start"), flow("other_start", "end"))
    tree = _linked(_calling("other", more=more), _called("other"))
    assert {"start", "other_start", "other_other_start"} <= set(_ids(tree))
    assert len(_ids(tree)) == len(set(_ids(tree)))


def test_flows_borders_lanes_and_defaults_follow_the_new_ids() -> None:
    late = boundary("late", "review", on("error"))
    lane = node("lane", "lane", text("flowNodeRef", "review"), text("flowNodeRef", " start "))
    more = (choice("g", default="g_to_end"), flow("late", "g"), flow("g", "end"), late, node("laneSet", None, lane))
    main = _calling("other", more=(user_task("review"), choice("g"), user_task("g_to_end"), node("lane", "lane")))
    tree = _linked(main, _called("other", *more))
    assert _at(tree, "late").get("attachedToRef") == "other_review"
    assert _at(tree, "other_g").get("default") == "other_g_to_end"
    assert [e.text for e in _at(tree, "other_lane")] == ["other_review", "other_start"]
    added = {
        f.get("id"): (f.get("sourceRef"), f.get("targetRef")) for f in _at(tree, "other").iter(bpmn("sequenceFlow"))
    }
    assert added["start_to_review"] == ("other_start", "other_review")
    assert added["other_g_to_end"] == ("other_g", "other_end")


def test_incoming_and_outgoing_follow_the_new_ids() -> None:
    with_ways = diagram(
        start(), node("userTask", "review", text("incoming", "f1"), text("outgoing", "f2")), end(),
        flow("start", "review", name="f1"), flow("review", "end", name="f2"), process="other",
    )  # fmt: skip
    tree = _linked(_calling("other", more=(user_task("f1"), user_task("f2"))), with_ways)
    assert [child.text for child in _at(tree, "review")] == ["other_f1", "other_f2"]


def test_data_and_loops_follow_the_new_ids() -> None:
    marker = node("multiInstanceLoopCharacteristics", None, text("loopDataInputRef", "people"))
    parts = (start(), node("dataObject", "people"), node("dataObjectReference", "dr", dataObjectRef="people"))
    other = diagram(*parts, user_task("m", marker), end(), *chain("start", "m", "end"), process="other")
    tree = _linked(_calling("other", more=(user_task("people"),)), other)
    assert _at(tree, "dr").get("dataObjectRef") == "other_people"
    assert [e.text for e in _at(tree, "other").iter(bpmn("loopDataInputRef"))] == ["other_people"]


def test_errors_and_messages_at_the_top_of_a_called_file_come_along() -> None:
    parts = (
        throw("told", on("message", "m")),
        end("failed", on("error", "e")),
        flow("review", "told"),
        flow("told", "failed"),
    )
    called = _called("other", *parts, head=(message("m"), error("e", "LATE")))
    tree = _linked(_calling("other", head=(error("e", "EARLY"),)), called)
    assert (_at(tree, "told")[0].get("messageRef"), _at(tree, "m").tag) == ("m", bpmn("message"))
    assert _at(tree, "failed")[0].get("errorRef") == "other_e"
    assert (_at(tree, "e").get("errorCode"), _at(tree, "other_e").get("errorCode")) == ("EARLY", "LATE")
    assert refusals(tree) == ()


def test_an_error_out_of_a_called_file_is_caught_by_its_code() -> None:
    called = _called("other", end("failed", on("error", "e")), flow("review", "failed"), head=(error("e", "LATE"),))
    caught = (boundary("caught", "call_other", on("error", "e")), flow("caught", "end"))
    tree = _linked(_calling("other", head=(error("e", "LATE"),), more=caught), called)
    assert check_tree(tree) == ()


def test_a_reference_with_a_prefix_keeps_it() -> None:
    called = _called("other", throw("told", on("message", "own:m")), flow("review", "told"), head=(message("m"),))
    tree = _linked(_calling("other", head=(message("m"),)), called)
    assert _at(tree, "told")[0].get("messageRef") == "own:other_m"


def test_counting_a_review_of_a_called_file_follows_its_new_id() -> None:
    words = "count( 'review', 'approve') > 0 and all(\"review\", 'approve') or count('nobody', 'review') > 0"
    panel = user_task("panel", multi(many="2", until="count('panel', 'return') > 0"))
    more = (choice("g"), panel, flow("review", "g"), flow("g", "panel", words), flow("panel", "end"))
    script = node("scriptTask", "robot", text("script", "y = count('review', 'approve')"))
    called = _called("other", *more, script)
    tree = _linked(_calling("other", more=(user_task("review"), user_task("panel"))), called)
    (condition,) = [e.text for e in _at(tree, "other").iter(bpmn("conditionExpression"))]
    assert condition == (
        "count( 'other_review', 'approve') > 0 and all(\"other_review\", 'approve') or count('nobody', 'review') > 0"
    )
    (until,) = [e.text for e in _at(tree, "other").iter(bpmn("completionCondition"))]
    assert until == "count('other_panel', 'return') > 0"
    assert _at(tree, "robot").findtext(bpmn("script")) == "y = count('other_review', 'approve')"


def test_words_that_only_look_like_an_id_stay() -> None:
    more = (choice("g"), flow("review", "g"), flow("g", "end", "outcome == 'review'"))
    tree = _linked(_calling("other", more=(user_task("review"),)), _called("other", *more))
    assert [e.text for e in _at(tree, "other").iter(bpmn("conditionExpression"))] == ["outcome == 'review'"]


def test_names_and_attributes_of_other_vocabularies_stay() -> None:
    rule = node("businessRuleTask", "rule", camunda_decisionRef="review", name="review")
    tree = _linked(_calling("other", more=(user_task("review"),)), _called("other", rule))
    assert set(_at(tree, "rule").attrib.values()) == {"rule", "review"}


def test_calls_lead_from_file_to_file() -> None:
    first, second, third = _calling("second"), _calling("third", process="second"), _called("third")
    tree = _linked(first, second, third)
    assert [process.get("id") for process in running_processes(tree)] == ["line", "second", "third"]
    assert _at(tree, "call_third").get("calledElement") == "third"
    assert check_tree(tree) == ()


def test_a_process_that_is_called_twice_is_added_once() -> None:
    more = (call("again", "other"), flow("again", "end"), flow("start", "again"))
    tree = _linked(_calling("other", more=more), _called("other"))
    assert [process.get("id") for process in processes(tree)] == ["line", "other"]


def test_files_that_call_each_other_are_added_once_and_refused() -> None:
    tree = _linked(_calling("other"), _calling("line", process="other"))
    assert [process.get("id") for process in processes(tree)] == ["line", "other"]
    assert {finding.code for finding in refusals(tree)} == {"calls-itself"}


def test_a_process_of_the_same_file_is_the_one_that_is_called() -> None:
    own = _calling("other").replace(b"</bpmn:def", b'<bpmn:process id="other"/></bpmn:def')
    tree = _linked(own, _called("other"))
    assert len(processes(tree)) == 2
    assert "review" not in _ids(tree)


def test_a_call_of_what_is_nowhere_stays_for_the_check() -> None:
    assert [finding.code for finding in refusals(_linked(_calling("nowhere")))] == ["called-process-missing"]


def test_a_call_with_a_prefix_means_the_process_of_that_id() -> None:
    main = _calling("other").replace(b'calledElement="other"', b'calledElement="p:other"')
    main = main.replace(b"<bpmn:definitions", b'<bpmn:definitions xmlns:p="urn:p"')
    assert check_tree(_linked(main, _called("other"))) == ()


def _three() -> bytes:
    """Return a drawing, an executable process and one more."""
    two = b'<bpmn:process id="second" isExecutable="true"/><bpmn:process id="third" isExecutable="true"/></bpmn:def'
    return _called("drawing").replace(b'"true"', b'"false"').replace(b"</bpmn:def", two)


def test_the_first_executable_process_runs_unless_another_is_named() -> None:
    def running(process: str | None) -> str | None:
        main = main_process(_linked(_three(), process=process))
        return None if main is None else main.get("id")

    assert running(None) == "second"
    assert running("third") == "third"
    assert running("second") == "second"
    assert running("drawing") == "drawing"
    assert running("nowhere") == "second"


def test_a_drawing_that_is_named_is_checked_itself() -> None:
    assert [finding.code for finding in refusals(_linked(_three(), process="drawing"))] == ["not-executable"]


def test_the_reviews_of_both_processes_are_nodes_of_one_graph() -> None:
    reviewed = (user_task("review"), choice("g"), end("back"), *chain("call_other", "review", "g"))
    ways = by_outcome("g", approve="end", **{"return": "back"})
    tree = _linked(_calling("other", more=(*reviewed, *ways)), _called("other"))
    graph = read_whole(tree)
    assert {"review", "other_review", "other_start"} <= set(graph.nodes)
    assert [f.target for f in graph.outgoing("other_start")] == ["other_review"]


def test_a_file_without_a_process_stays_without() -> None:
    empty = b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>'
    assert processes(_linked(empty, _called("other"))) == []
