"""The applicant's pages: home, business, form, progress, certificates."""
