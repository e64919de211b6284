"""One card a module: what a piece of text is worth showing as, and the very words that it shows."""
