"""What the scripts print at their end.

python -m tests.report rules FOLDER            script/test: rules that no passed test carries
python -m tests.report summary FOLDER PART...  script/test: how many tests ran
python -m tests.report trust FOLDER ABOUT      script/trust: the figures, written into docs/trust.md as well
"""

import json
import sys
from pathlib import Path
from typing import Any

from tests.report import trust
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


def print_trust(folder: Path, about: list[str]) -> int:
    """Print the figures of docs/trust.md as `name value target` lines and write them there."""
    records = read_records(folder)
    for line in trust.lines(records):
        print("  ".join(line))
    seconds = sum(record["seconds"] for record in records.values())
    trust.write(trust.table(records, f"{' '.join(about)}, in {seconds / 60:.0f} minutes."))
    return 0 if records and not any(record["exit"] for record in records.values()) else 1


def sentence(counts: dict[str, int]) -> str:
    """Say the counts as pytest does: "1 failed, 20 passed"."""
    said = [f"{counts[outcome]} {outcome}" for outcome in OUTCOMES if counts.get(outcome)]
    return ", ".join(said) or "no tests ran"


def main(arguments: list[str]) -> int:
    """Run one of the three commands."""
    command, folder, *rest = arguments
    if command == "rules":
        return print_rules(Path(folder))
    return (print_trust if command == "trust" else print_summary)(Path(folder), rest)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
