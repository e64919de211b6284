"""The use cases: a script and what is wanted of it come in, values come out; nothing prints."""
