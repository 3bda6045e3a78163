"""What script/test prints at its end: `python -m tests.report rules FOLDER` and `... summary FOLDER PART...`."""

import json
import sys
from pathlib import Path
from typing import Any

from tests.report.rules import RULES_FILE, read_rules, report

OUTCOMES = ("failed", "error", "passed", "skipped")


def read_records(folder: Path) -> dict[str, dict[str, Any]]:
    """Read the records of the parts that were run, by part."""
    return {file.stem: json.loads(file.read_text()) for file in sorted(folder.glob("*.json"))}


def print_rules(folder: Path) -> int:
    """Print the report on rules; 1 when a rule in force is not shown on both databases."""
    records = read_records(folder)
    if not records:
        print("No test run is recorded yet: run script/test first.")
        return 1
    print(f"From the last run of: {', '.join(records)}.")
    lines, complete = report(read_rules(RULES_FILE.read_text()), records)
    print("\n".join(lines))
    return 0 if complete else 1


def print_summary(folder: Path, parts: list[str]) -> int:
    """Print one line per part and, in the words of pytest, one for all of them."""
    records = read_records(folder)
    ran = {part: records[part] for part in parts if part in records}
    for part, record in ran.items():
        print(f"{part}: {sentence(record['counts'])} in {record['seconds']}s")
    total = {
        outcome: sum(record["counts"].get(outcome, 0) for record in ran.values()) for outcome in OUTCOMES
    }
    seconds = sum(record["seconds"] for record in ran.values())
    print(f"===== {sentence(total)} in {seconds:.2f}s =====")
    return 0


def sentence(counts: dict[str, int]) -> str:
    """Say the counts as pytest does: "1 failed, 20 passed"."""
    said = [f"{counts[outcome]} {outcome}" for outcome in OUTCOMES if counts.get(outcome)]
    return ", ".join(said) or "no tests ran"


def main(arguments: list[str]) -> int:
    """Run one of the two commands."""
    command, folder, *parts = arguments
    return print_rules(Path(folder)) if command == "rules" else print_summary(Path(folder), parts)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
