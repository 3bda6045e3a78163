"""Browser tests: a live server on the test database, and pages in a headless Chromium.

Every test of this folder carries the mark `browser`.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page

from tests.chromium import chromium, watched_page

HERE = Path(__file__).parent
OpenPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of a process.

    Playwright keeps an event loop in this thread, in which Django would refuse the ORM although nothing of the
    test is asynchronous.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with chromium() as started:
        yield started


@pytest.fixture
def open_page(browser: Browser, live_server: Any) -> Iterator[OpenPage]:
    """Return a function that opens a page: `open_page(clerk)` is signed in, `open_page()` is not.

    Further arguments go to the browser's context: viewport, color_scheme, java_script_enabled ...
    """
    with ExitStack() as stack:

        def opened(user: Any = None, **options: Any) -> Page:
            page = stack.enter_context(watched_page(browser, base_url=live_server.url, **options))
            if user is not None:
                client = Client()
                client.force_login(user)
                session = client.cookies[settings.SESSION_COOKIE_NAME].value
                page.context.add_cookies(
                    [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
                )
            return page

        yield opened
