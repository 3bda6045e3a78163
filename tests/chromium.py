"""A headless Chromium for tests, and pages that fail the test when the browser complains."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
# A machine that tests on two cores at once is slower than a clerk's.
PATIENCE_MS = 15_000


def executable() -> str:
    """Return the browser that script/test found, or the first on the PATH."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        raise RuntimeError("Chromium is not installed; script/test --install does it.")
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser. Without its sandbox, because tests in containers run as root."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def watched_page(browser: Browser, **context_options: Any) -> Iterator[Page]:
    """Open a page in a profile of its own; what it complained about fails the test at the end.

    Complaints are errors on the console (a breach of the content security policy is one), errors of scripts, and
    requests to any other host. A page that a test expects to be refused (409, 404 ...) is no complaint.
    """
    complaints: list[str] = []
    context = browser.new_context(**context_options)
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    home = context_options.get("base_url", "")

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(f"console: {message.text}")

    def on_request(request: Request) -> None:
        if not request.url.startswith((home, "data:", "blob:", "about:")):
            complaints.append(f"request to {request.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
    page.on("request", on_request)
    try:
        yield page
    finally:
        context.close()
    assert complaints == [], complaints
