"""Rewrites legal BPMN into the few shapes that the engine runs, and says what it rewrote."""

from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from casesvc.diagrams.normalising import activities, data, ends, events, expressions, flows, references, splits
from casesvc.diagrams.normalising.rewriting import Normalised, Note, Rewriting

# In this order: later rules see what earlier ones have drawn.
RULES: tuple[Callable[[Rewriting], None], ...] = (
    references.adopt_related_attributes,
    references.spell_booleans,
    references.strip_prefixes,
    references.inline_event_definitions,
    flows.name_flows,
    flows.mark_executable,
    activities.inline_global_tasks,
    activities.count_collections,
    events.connect_links,
    events.receive_behind_event_gateways,
    events.forget_times_of_starts,
    data.drop_data,
    flows.drop_conditions_that_decide_nothing,
    flows.default_of_exclusive_gateways,
    splits.split_behind_activities,
    splits.conditions_of_inclusive_gateways,
    ends.add_starts,
    ends.add_ends,
    activities.several_tokens,
    flows.part_doubled_flows,
    expressions.translate_expressions,
)


def normalise(tree: etree._ElementTree) -> Normalised:
    """Return the diagram as the engine runs it; ``tree`` itself stays untouched."""
    rewriting = Rewriting(deepcopy(tree))
    for rule in RULES:
        rule(rewriting)
    return rewriting.result()


__all__ = ["RULES", "Normalised", "Note", "normalise"]
