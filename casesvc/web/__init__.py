"""Flask: pages, their forms and their sessions."""
