"""What the newsroom reads: the rundown's sheet, the prompter's text, the report of a render."""
