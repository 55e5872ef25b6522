"""Files and expressions that mean harm: each is refused at once, or shown to be text that nobody runs."""
