"""Adapters to what is not ours: file storage, messages, passwords."""
