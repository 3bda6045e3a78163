"""A race is run again and again, and what becomes of it is counted (docs/trust.md)."""

import pytest

from tests.races.crowd import running


@pytest.fixture
def race(figures):
    """`race(prepare)` runs the rounds, and counts."""
    return running(figures)
