"""Where work is done: local processes, and what they give back."""
