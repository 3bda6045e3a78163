"""At which size tests run whose worth grows with their number: one setting for all of them.

`small` runs with everything else in `script/test`; `full` gives the figures of docs/trust.md (`script/trust`). Say it
by `pytest --full`, or by REGISTRAR_TEST_SCALE, which also takes a share of the full size, such as 0.1.
"""

import math
import os
from dataclasses import asdict, dataclass

import pytest
from hypothesis import settings

SETTING = "REGISTRAR_TEST_SCALE"


@dataclass(frozen=True)
class Size:
    """How many of each."""

    examples: int  # examples of a property test
    steps: int  # steps of an example that is a story
    hostile: int  # hostile requests, on each database
    rounds: int  # rounds of each race
    writers: int  # people in a race
    kills: int  # points at which a loader is killed


SMALL = Size(examples=60, steps=30, hostile=1_500, rounds=5, writers=16, kills=6)
FULL = Size(examples=1_000, steps=50, hostile=25_000, rounds=100, writers=16, kills=300)
# What a share of the full size leaves as it is.
WHOLE = {"steps", "writers"}


def size() -> Size:
    """The size of this run."""
    wanted = os.environ.get(SETTING, "small")
    if wanted in ("small", "full"):
        return FULL if wanted == "full" else SMALL
    return share(float(wanted))


def share(part: float) -> Size:
    """This part of the full size."""
    return Size(
        **{
            name: number if name in WHOLE else max(1, math.ceil(number * part))
            for name, number in asdict(FULL).items()
        }
    )


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --full."""
    parser.addoption("--full", action="store_true", help="Run at the size that docs/trust.md speaks of.")


def pytest_configure(config: pytest.Config) -> None:
    """Set the size before test files are read, for workers too; property tests take theirs from it."""
    if config.getoption("--full"):
        os.environ[SETTING] = "full"
    # An example may wait for a busy machine; what must be fast is measured elsewhere.
    settings.register_profile(
        "registrar", deadline=None, max_examples=size().examples, stateful_step_count=size().steps
    )
    settings.load_profile("registrar")
