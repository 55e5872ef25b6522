"""Tests of the business lines as files."""
