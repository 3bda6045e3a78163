"""Documents that the code itself knows better: compared by a test, written by the same test when asked to.

WRITE_DOCS=1 .venv/bin/python -m pytest tests/core/test_tables.py
"""

import os
from collections.abc import Iterable
from pathlib import Path

DOCS = Path(__file__).parent.parent.parent / "docs"


def table(header: str, rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table; `header` is "one | two"."""
    columns = header.count("|") + 1
    lines = [f"| {header} |", "|" + "---|" * columns]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def compare(name: str, text: str) -> None:
    """Assert that docs/<name> is `text`; write it first with WRITE_DOCS set."""
    path = DOCS / name
    if os.environ.get("WRITE_DOCS"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, f"docs/{name} is old: run its test with WRITE_DOCS=1."
