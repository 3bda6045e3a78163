"""docs/rules.md compared with the tests that passed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

RULES_FILE = Path(__file__).resolve().parents[2] / "docs" / "rules.md"
ENTRY = re.compile(r"^- \*\*([RD]-\d+)\*\* ", re.MULTILINE)
STATE_BLOCK = re.compile(r"^```rules-state\n(.*?)^```", re.MULTILINE | re.DOTALL)
# The parts of script/test that speak for each database.
SQLITE, POSTGRES = ("sqlite", "demo"), ("postgres", "browser")


@dataclass
class RuleBook:
    """The rules of docs/rules.md by state. A rule with an open part is in force."""

    in_force: set[str] = field(default_factory=set)
    later: set[str] = field(default_factory=set)
    withdrawn: set[str] = field(default_factory=set)
    open: dict[str, str] = field(default_factory=dict)


def read_rules(text: str) -> RuleBook:
    """Read the entries and the block `rules-state` of docs/rules.md."""
    book = RuleBook()
    block = STATE_BLOCK.search(text)
    for line in (block.group(1) if block else "").splitlines():
        state, _, rest = line.partition(":")
        if state == "later":
            book.later |= set(expand(rest.split()))
        elif state == "withdrawn":
            book.withdrawn |= set(expand(rest.split()))
        elif state == "open":
            rule, _, part = rest.strip().partition(" ")
            book.open[rule] = part
    book.in_force = set(ENTRY.findall(text)) - book.later - book.withdrawn
    return book


def expand(words: Iterable[str]) -> Iterator[str]:
    """Turn "R-032-R-034" into its three rules; a single rule stays."""
    for word in words:
        if span := re.fullmatch(r"([RD])-(\d+)-\1-(\d+)", word):
            kind, first, last = span.groups()
            yield from (f"{kind}-{number:0{len(first)}d}" for number in range(int(first), int(last) + 1))
        else:
            yield word


def in_order(rules: Iterable[str]) -> list[str]:
    """Sort decisions before rules, each by number."""
    return sorted(rules, key=lambda rule: (rule[0], int(rule[2:])))


def spans(rules: Iterable[str]) -> str:
    """Say rules in order, neighbours as one: "D-4 R-032-R-034"; the opposite of `expand`."""
    runs: list[list[str]] = []
    for rule in in_order(rules):
        last = runs[-1][-1] if runs else ""
        if last[:1] == rule[0] and int(rule[2:]) == int(last[2:]) + 1:
            runs[-1].append(rule)
        else:
            runs.append([rule])
    return " ".join(run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def carried(records: dict[str, dict[str, Any]], parts: Iterable[str]) -> set[str]:
    """Return the rules that passed tests of these parts carry and no failed test of them does."""
    chosen = [records[part] for part in parts if part in records]
    passed = {rule for record in chosen for rule in record["passed"]}
    return passed - {rule for record in chosen for rule in record["not_passed"]}


def report(book: RuleBook, records: dict[str, dict[str, Any]]) -> tuple[list[str], bool]:
    """Return the lines of the report, and whether every rule in force is shown on both databases."""
    on_sqlite, on_postgres = carried(records, SQLITE), carried(records, POSTGRES)
    named = {rule for record in records.values() for rule in [*record["passed"], *record["not_passed"]]}
    known = book.in_force | book.later | book.withdrawn
    problems = {
        "In force, but no passing test carries": book.in_force - on_sqlite - on_postgres,
        "Shown on PostgreSQL only": (book.in_force & on_postgres) - on_sqlite,
        "Shown on SQLite only": (book.in_force & on_sqlite) - on_postgres,
        "Named by a test, but not in docs/rules.md": named - known,
    }
    shown = book.in_force & on_sqlite & on_postgres
    lines = [
        f"{len(shown)} of {len(book.in_force)} rules in force are carried by passing tests on both databases."
    ]
    lines += [f"{title}: {', '.join(in_order(rules))}" for title, rules in problems.items() if rules]
    lines.append("Not counted as missing:")
    lines += [f"  in force, open in part: {rule} ({book.open[rule]})" for rule in in_order(book.open)]
    lines.append(f"  of later issues ({len(book.later)}): {spans(book.later)}")
    lines.append(f"  withdrawn ({len(book.withdrawn)}): {spans(book.withdrawn)}")
    return lines, not any(problems.values())
