"""The task ledger as files: table for the terminal, JSON lines, CSV, Excel and calendar."""

from corpus.export.cells import NOTHING, Beside
from corpus.export.events import to_ics
from corpus.export.sheet import to_xlsx
from corpus.export.text import csv_file, to_csv, to_jsonl, to_table

__all__ = ["NOTHING", "Beside", "csv_file", "to_csv", "to_ics", "to_jsonl", "to_table", "to_xlsx"]
