"""The administrators' pages: lines, their versions, and what each version consists of."""
