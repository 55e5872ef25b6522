"""SpiffWorkflow as a step function; the only importer of it."""

from casesvc.engine.engine import Engine

__all__ = ["Engine"]
