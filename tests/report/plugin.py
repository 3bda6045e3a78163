"""A pytest plugin: which rules the passed tests carry, what they counted, and which tests belong to a database.

`--record=FILE` writes what tests.report needs. A test names its rules with `@pytest.mark.rule("R-072", "D-19")`,
and says with `postgres` or `sqlite` that it can only be asked of that database; on the other it is not selected.
A test that counts for docs/trust.md takes the fixture `figures`; one that shows what happens when a guard is off says
`@pytest.mark.twin("units")`. `--figures` selects these tests alone.
"""

import json
import time
from collections import Counter
from pathlib import Path

import pytest

RULE, TWIN, FIGURES = "rule", "twin", "figures"
VENDORS = {"postgres": "postgresql", "sqlite": "sqlite"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --record and --figures."""
    parser.addoption(
        "--record", type=Path, default=None, help="Write counts and rules of this run to a file."
    )
    parser.addoption("--figures", action="store_true", help="Only the tests that docs/trust.md speaks of.")


def pytest_configure(config: pytest.Config) -> None:
    """Start recording in the process that hears of every test: the only one, or the one that has workers."""
    target = config.getoption("--record")
    if target is not None and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Recorder(target), "registrar-recorder")


class Figures:
    """What a test counts. `add("hostile requests", 25)`; what was added before it failed counts as well."""

    def __init__(self) -> None:
        self.counted: dict[str, int] = {}

    def add(self, name: str, amount: int = 1) -> None:
        """So many more of this; a name of tests.report.trust."""
        self.counted[name] = self.counted.get(name, 0) + amount


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Figures:
    """Counts for docs/trust.md."""
    found = Figures()
    request.node.user_properties.append((FIGURES, found.counted))
    return found


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Attach the rules to what a worker reports, and leave out the tests of the other database."""
    from django.db import connection

    kept, left_out = [], []
    for item in items:
        rules = sorted({str(rule) for mark in item.iter_markers(RULE) for rule in mark.args})
        twins = sorted({str(guard) for mark in item.iter_markers(TWIN) for guard in mark.args})
        item.user_properties += [(RULE, rules), (TWIN, twins)]
        vendors = [vendor for mark, vendor in VENDORS.items() if item.get_closest_marker(mark)]
        counts = twins or FIGURES in getattr(item, "fixturenames", ())
        wanted = connection.vendor in (vendors or VENDORS.values())
        (kept if wanted and (counts or not config.getoption("--figures")) else left_out).append(item)
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
        self.twins: dict[str, list[str]] = {}
        self.figures: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test has passed when its call passed and nothing around it failed."""
        properties = dict(report.user_properties)
        self.rules[report.nodeid] = properties.get(RULE, [])
        self.twins[report.nodeid] = properties.get(TWIN, [])
        if report.when == "call":
            self.figures.update(properties.get(FIGURES, {}))
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
                    "passed": self.by_outcome(self.rules, good=True),
                    "not_passed": self.by_outcome(self.rules, good=False),
                    "twins": self.by_outcome(self.twins, good=True),
                    "twins_not_passed": self.by_outcome(self.twins, good=False),
                    "figures": dict(sorted(self.figures.items())),
                },
                indent=1,
            )
        )

    def by_outcome(self, said: dict[str, list[str]], *, good: bool) -> list[str]:
        """What the tests say that passed (their rules, their guards), or those that did not."""
        found = {
            one
            for test, outcome in self.outcomes.items()
            if (outcome == "passed") is good
            for one in said.get(test, [])
        }
        return sorted(found)
