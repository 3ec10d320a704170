"""The table on the terminal and the files of a run."""

import json
import os
import time

from .row import shown

HEADS = ["measured", "here", "reference", "ratio", "limit", "in the field", ""]
WIDTHS = [43, 18, 27, 7, 11, 21, 6]


def _line(cells):
    first, rest = cells[0], cells[1:]
    return (first.ljust(WIDTHS[0]) + "".join(cell.rjust(width) for cell, width in zip(rest, WIDTHS[1:]))).rstrip()


def head():
    return _line(HEADS) + "\n" + "-" * sum(WIDTHS)


def row_lines(row):
    """The row, and below it what has to be known about it."""
    verdict = {True: "ok", False: "MISS", None: ""}[row.passed]
    value = "not measured" if row.unmeasured else f"{shown(row.value)} {row.unit}"
    reference = f"{shown(row.reference)} {row.reference_name}" if row.reference is not None else "-"
    cells = [row.name, value, reference, shown(row.ratio), row.limit_text(), f"{shown(row.field)} {row.field_name}".strip(), verdict]
    lines = [_line(cells)]
    for text in filter(None, [row.unmeasured, row.broken, row.note]):
        lines.append("    " + text)
    return "\n".join(lines)


def write(directory, name, rows, facts):
    """The results, replaced in one step; their path."""
    path = os.path.join(directory, name)
    verdict = "fail" if any(row.passed is False for row in rows) else "pass"
    document = {"schema": 1, **facts, "verdict": verdict, "rows": [row.document() for row in rows]}
    with open(path + ".new", "w", encoding="utf-8") as file:
        json.dump(document, file, indent=1)
        file.write("\n")
    os.replace(path + ".new", path)
    return path


def run_directory(root):
    """A new folder named after the time."""
    stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime())
    for suffix in ["", "-2", "-3", "-4"]:
        path = os.path.join(root, stamp + suffix)
        try:
            os.makedirs(path)
            return path
        except FileExistsError:
            continue
    raise SystemExit(f"cannot make a new folder in {root}")
