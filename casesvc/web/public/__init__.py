"""Pages anybody may open: signing in, help, the check of a certificate."""
