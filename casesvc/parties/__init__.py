"""People, units and the register of what they hold. Pure."""
