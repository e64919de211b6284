"""The task graph: what is made, from what, in which order, and what can be used again."""
