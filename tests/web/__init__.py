"""The web shell: access, security, sessions, errors, components, forms."""
