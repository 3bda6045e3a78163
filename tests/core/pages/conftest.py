"""The house of test pages, for every test in this folder."""

import pytest


@pytest.fixture(autouse=True)
def house(settings):
    settings.ROOT_URLCONF = "tests.core.pages.house"
