"""Tables written for a spreadsheet: Excel, LibreOffice, or text parted by semicolons."""

from pipeline.adapters.sheets.writing import FORMS, written

__all__ = ["FORMS", "written"]
