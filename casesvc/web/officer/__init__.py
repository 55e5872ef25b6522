"""The officers' pages: the work list and the review of a case."""
