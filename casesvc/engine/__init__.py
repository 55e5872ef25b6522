"""SpiffWorkflow as a step function; the only importer of it."""

import logging

from casesvc.engine.engine import Engine

# The library reports every change of state with its own ids and clock; the history of a case is kept by the case.
logging.getLogger("spiff").setLevel(logging.WARNING)

__all__ = ["Engine"]
