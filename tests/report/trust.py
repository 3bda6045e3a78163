"""The figures of docs/trust.md: added up from what the tests counted, on both databases."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "trust.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"

Record = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """A figure: how many went wrong, of how many that were tried; nothing may go wrong."""

    title: str
    wrong: str
    of: str


# What a test counts is named here, and nowhere else.
LINES = (
    Line("addresses without a line in the access registry, of the URLconf", "addresses unknown", "addresses"),
    Line("address × method × person × unit: wrong answers, leaks", "cells wrong", "cells"),
    Line("GET requests that changed data", "gets that wrote", "gets"),
    Line("POST requests without CSRF token that were accepted", "posts accepted", "posts without token"),
    Line("addresses × NUL in the query that were not refused", "nul accepted", "nul requests"),
    Line("hostile requests answered by HTTP 500, or not at all", "hostile faults", "hostile requests"),
    Line("races with a wrong outcome, 16 people each", "races wrong", "races"),
    Line("answers of races that were HTTP 500", "race faults", "race answers"),
    Line("acknowledged writes of races that were lost", "acknowledged lost", "acknowledged"),
    Line("XSS payloads × fields × pages shown unescaped", "payloads unescaped", "payloads shown"),
)
NAMES = frozenset(name for line in LINES for name in (line.wrong, line.of))

# Every guard that has a twin: a test that switches it off and sees the harm.
GUARDS = {
    "units": "the scope of operating units",
    "permissions": "the permission of a page",
    "registry": "the registry of all pages",
    "csrf": "the CSRF token",
    "escaping": "the escaping of what people type",
    "faults": "the fuzz sees a page that fails",
    "one primary": "the constraint of one primary",
    "write guard": "records are written by one path",
    "versions": "the version that was opened",
    "fence": "the fence between two workers",
    "history": "history is only added to",
    "races": "a race sees a wrong outcome",
}


def lines(records: dict[str, Record]) -> Iterator[tuple[str, str, str]]:
    """(name, value, target) of every figure, from the records of the parts that were run."""
    counted: Counter[str] = Counter()
    for record in records.values():
        counted.update(record.get("figures", {}))
    for line in LINES:
        yield line.title, f"{counted[line.wrong]:,} of {counted[line.of]:,}", "0"
    twins = {guard for record in records.values() for guard in record.get("twins", [])}
    broken = {guard for record in records.values() for guard in record.get("twins_not_passed", [])}
    shown = len((twins - broken) & GUARDS.keys())
    yield "guards whose test fails when the guard is off", f"{shown} of {len(GUARDS)}", "all"
    failed = sum(record["counts"].get(kind, 0) for record in records.values() for kind in ("failed", "error"))
    ran = sum(sum(record["counts"].values()) for record in records.values())
    yield "tests that failed, of those that counted", f"{failed} of {ran}", "0"


def table(records: dict[str, Record], about: str) -> str:
    """The figures in Markdown, under a sentence about the run."""
    rows = [f"| {title} | {value} | {target} |" for title, value, target in lines(records)]
    return "\n".join([about, "", "| figure | value | target |", "|---|---|---|", *rows])


def write(text: str, document: Path = DOCUMENT) -> None:
    """Put the figures into the document, between the markers."""
    before, _begin, rest = document.read_text().partition(BEGIN)
    _old, _end, after = rest.partition(END)
    document.write_text(f"{before}{BEGIN}\n{text.strip()}\n{END}{after}")
