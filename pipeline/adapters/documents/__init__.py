"""Notes as people write them, read with care: Word, LibreOffice, spreadsheets, Markdown, mail, pages, plain text.

`reading.read_document` takes a file for what its bytes are, whatever its name says. Nothing in a file is run, followed
or written; what a reading may cost stands in `effort.py`; why these readers: decision 0041.
"""
