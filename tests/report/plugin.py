"""A pytest plugin: which rules the passed tests carry, how many tests ran, and which tests belong to a database.

`--record=FILE` writes what tests.report needs. A test names its rules with `@pytest.mark.rule("R-072", "D-19")`,
and says with `postgres` or `sqlite` that it can only be asked of that database; on the other it is not selected.
"""

import json
import time
from pathlib import Path

import pytest

RULE = "rule"
VENDORS = {"postgres": "postgresql", "sqlite": "sqlite"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --record."""
    parser.addoption(
        "--record", type=Path, default=None, help="Write counts and rules of this run to a file."
    )


def pytest_configure(config: pytest.Config) -> None:
    """Start recording in the process that hears of every test: the only one, or the one that has workers."""
    target = config.getoption("--record")
    if target is not None and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Recorder(target), "registrar-recorder")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Attach the rules to what a worker reports, and leave out the tests of the other database."""
    from django.db import connection

    kept, left_out = [], []
    for item in items:
        rules = sorted({str(rule) for mark in item.iter_markers(RULE) for rule in mark.args})
        item.user_properties.append((RULE, rules))
        vendors = [vendor for mark, vendor in VENDORS.items() if item.get_closest_marker(mark)]
        (left_out if vendors and connection.vendor not in vendors else kept).append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept


class Recorder:
    """Collects the outcome of every test and writes it at the end."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.started = time.monotonic()
        self.outcomes: dict[str, str] = {}
        self.rules: dict[str, list[str]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test has passed when its call passed and nothing around it failed."""
        self.rules[report.nodeid] = dict(report.user_properties).get(RULE, [])
        if report.failed:
            self.outcomes[report.nodeid] = "failed" if report.when == "call" else "error"
        elif report.skipped:
            self.outcomes.setdefault(report.nodeid, "skipped")
        elif report.when == "call":
            self.outcomes.setdefault(report.nodeid, "passed")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file that can not be read counts as an error."""
        if report.failed:
            self.outcomes[report.nodeid] = "error"

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Write the record."""
        outcomes = list(self.outcomes.values())
        self.target.parent.mkdir(parents=True, exist_ok=True)
        self.target.write_text(
            json.dumps(
                {
                    "exit": int(exitstatus),
                    "seconds": round(time.monotonic() - self.started, 1),
                    "counts": {outcome: outcomes.count(outcome) for outcome in sorted(set(outcomes))},
                    "passed": self.rules_by_outcome(good=True),
                    "not_passed": self.rules_by_outcome(good=False),
                },
                indent=1,
            )
        )

    def rules_by_outcome(self, *, good: bool) -> list[str]:
        """Return the rules of the tests that passed, or of those that did not."""
        found = {
            rule
            for test, outcome in self.outcomes.items()
            if (outcome == "passed") is good
            for rule in self.rules.get(test, [])
        }
        return sorted(found)
