"""Tests against script/demo itself, which script/test starts: its address is DEMO_URL, what it printed DEMO_LOG."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.chromium import chromium, watched_page

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.demo)


@pytest.fixture
def printed() -> str:
    """What script/demo told the person who started it."""
    return Path(os.environ["DEMO_LOG"]).read_text()


@pytest.fixture
def page() -> Iterator[Page]:
    """A page of the running demo."""
    with chromium() as browser, watched_page(browser, base_url=os.environ["DEMO_URL"]) as opened:
        yield opened
