"""Finds, checks and publishes business lines: diagram, forms, templates and manifest under one digest."""
