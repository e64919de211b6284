"""Tables for a spreadsheet, written and read: Excel, LibreOffice, or text parted by semicolons."""
