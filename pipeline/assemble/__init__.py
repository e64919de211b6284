"""The timeline cut into chunks, and how they become one film again."""
