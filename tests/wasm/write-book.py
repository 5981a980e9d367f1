"""Writes a workbook with openpyxl, which shares nothing with our own reader and writer.

    write-book.py FILE    what to write comes as JSON: {"epoch": 1900 | 1904, "rows": [[value | {"date": "YYYY-MM-DD"} |
                          {"number": "20260901.0"} | null]]}
"""
import datetime
import json
import sys

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904


def cell(value):
    if isinstance(value, dict) and "date" in value:
        return datetime.date.fromisoformat(value["date"])
    return float(value["number"]) if isinstance(value, dict) else value


told = json.load(sys.stdin)
book = openpyxl.Workbook()
if told["epoch"] == 1904:
    book.epoch = CALENDAR_MAC_1904
for row in told["rows"]:
    book.active.append([cell(value) for value in row])
book.save(sys.argv[1])
