"""The case: commands, events, the fold over them, and the chained history. Pure."""
