"""For every code of the checks a diagram that is refused or warned of, and one beside it that is fine."""
