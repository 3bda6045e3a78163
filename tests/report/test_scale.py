"""The one setting of the sizes."""

import pytest
from hypothesis import settings

from tests import scale


@pytest.mark.parametrize(
    "said, sizes",
    [(None, scale.SMALL), ("small", scale.SMALL), ("full", scale.FULL), ("1", scale.FULL)],
)
def test_the_setting_says_the_size(monkeypatch, said, sizes):
    monkeypatch.delenv(scale.SETTING, raising=False)
    if said:
        monkeypatch.setenv(scale.SETTING, said)
    assert scale.size() == sizes


def test_a_share_takes_its_part_of_everything_but_the_people(monkeypatch):
    monkeypatch.setenv(scale.SETTING, "0.1")
    assert scale.size() == scale.Size(examples=100, steps=50, hostile=2_500, rounds=10, writers=16, kills=30)


def test_property_tests_take_their_size_from_it():
    assert (settings.default.max_examples, settings.default.stateful_step_count) == (
        scale.size().examples,
        scale.size().steps,
    )
