"""A script is written in, by whoever does not see the file: its cards, its edits, its history, what is shown of it."""
