"""A group's own settings, and what obeys them."""
