"""The applicant's and the public pages."""
