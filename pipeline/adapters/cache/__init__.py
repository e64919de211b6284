"""The cache in a folder: its entries, who uses them, what is fresh, how it is cleaned."""
