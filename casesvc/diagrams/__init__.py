"""BPMN files: reading, normalising, expressions, checking. Pure (lxml, no SpiffWorkflow)."""
