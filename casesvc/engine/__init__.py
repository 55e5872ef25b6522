"""SpiffWorkflow as a step function; the only importer of it."""
