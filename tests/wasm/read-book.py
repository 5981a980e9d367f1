"""Reads workbooks with openpyxl, which shares nothing with our own reader, and says in JSON what it found.

    read-book.py --version | cells FILE [SHEET] | digest FILE
"""
import datetime
import hashlib
import json
import sys

import openpyxl


def plain(value):
    return value.isoformat() if isinstance(value, (datetime.date, datetime.datetime)) else value


def cells(path, number="0"):
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[int(number)]
    setup, foot, names = sheet.page_setup, sheet.oddFooter, book.properties
    return {
        "sheets": book.sheetnames,
        "rows": [[{"type": c.data_type, "format": c.number_format, "value": plain(c.value), "wrap": bool(c.alignment.wrap_text), "style": c.style_id} for c in row] for row in sheet],
        "frozen": sheet.freeze_panes,
        "filter": sheet.auto_filter.ref,
        "titles": [sheet.print_title_cols, sheet.print_title_rows],
        "breaks": [b.id for b in sheet.col_breaks.brk],
        "scale": setup.scale,
        "order": setup.pageOrder,
        "paper": str(setup.paperSize),
        "orientation": setup.orientation,
        "fit": bool(sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage),
        "foot": [foot.left.text, foot.center.text, foot.right.text],
        "widths": [d.width for d in sheet.column_dimensions.values()],
        "heights": [sheet.row_dimensions[r + 1].height for r in range(sheet.max_row)],
        "names": [n.name for n in book.defined_names.definedName],
        "people": [names.lastModifiedBy, names.title, names.subject, names.description, names.keywords, names.category],
    }


def digest(path):
    """One hash over the shown texts of all cells: too many of them to be handed over."""
    book = openpyxl.load_workbook(path, read_only=True)
    sheet = book.worksheets[0]
    said, rows, width = hashlib.sha256(), 0, 0
    for row in sheet.iter_rows(values_only=True):
        rows, width = rows + 1, max(width, len(row))
        for value in row:
            said.update(("" if value is None else str(plain(value))).encode() + b"\x1f")
    book.close()
    return {"rows": rows, "width": width, "sha256": said.hexdigest()}


if sys.argv[1] == "--version":
    print(openpyxl.__version__)
else:
    json.dump({"cells": cells, "digest": digest}[sys.argv[1]](*sys.argv[2:]), sys.stdout)
