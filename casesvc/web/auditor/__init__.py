"""The auditors' pages: finding a case, and replaying it step by step."""
