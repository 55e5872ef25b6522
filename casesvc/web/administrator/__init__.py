"""The administrators' pages: lines, their versions and what each consists of, and stalled cases."""
