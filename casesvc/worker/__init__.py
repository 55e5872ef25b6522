"""One loop that claims and does what is due."""
