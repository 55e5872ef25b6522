"""Case management for talent administration."""
