"""The language of cells: FEEL without functions of one's own, with a price on everything that takes time."""
