"""Notes become a script: what each piece of a document is, what it becomes, and where; nothing of them is lost."""
