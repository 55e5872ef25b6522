"""JSON Schema forms: the subset, validation, marks, and what changed. Pure."""
