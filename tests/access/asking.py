"""Asking pages as somebody, and looking at everything an answer must not do."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from typing import Any

from django.db import connection, transaction
from django.test import Client

from core.files import SANDBOX
from core.guard import guarded_tables
from core.middleware.headers import HEADERS
from tests.access.reading import PageReader
from tests.access.world import MARKS, SETUP_MARKS, Persona

# One id for all requests, so that two answers can be compared letter by letter.
REQUEST_ID = "access-matrix-0001"
WRITE = re.compile(r'^\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)"?', re.IGNORECASE)
# What a page may note about the browser itself.
ABOUT_THE_BROWSER = {"django_session"}
# What is worth a closer look; a script with an address of its own is not.
SUSPICIOUS = re.compile(
    r"<style|[\s/]style\s*=|[\s/](?:hx-)?on[\w:-]+\s*=|script\s*:|data:|<script(?![^>]*\ssrc=)", re.IGNORECASE
)
SET_UP = re.compile(r"^/admin/(reference|core/user)/")
BROWSERS = {csrf: Client(enforce_csrf_checks=csrf, raise_request_exception=False) for csrf in (False, True)}


def ask(
    persona: Persona, method: str, path: str, data: Any = None, *, csrf: bool = False, **headers: str
) -> Any:
    """The answer to somebody's request; `csrf`: the browser sends no token and the check is on."""
    browser = BROWSERS[csrf]
    browser.cookies = SimpleCookie(persona.cookies)
    send = browser.get if method == "GET" else browser.post
    return send(path, data or {}, headers={"X-Request-ID": REQUEST_ID, **headers})


@contextmanager
def watching_writes() -> Iterator[list[str]]:
    """The tables that were written inside the block."""
    written: list[str] = []

    def note(execute: Any, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        match = WRITE.match(str(sql))
        if match:
            written.append(match.group(1).lower())
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield written


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside the block never was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def records_among(tables: list[str]) -> set[str]:
    """Those of the tables that hold records or history."""
    return set(tables) & guarded_tables()


def faults(persona: Persona, path: str, response: Any) -> Iterator[str]:
    """What no answer to anybody may have: other units' texts, missing headers, anything inline."""
    # Whatever is handed out as a file may do nothing at all, should a browser open it after all.
    policy = {"Content-Security-Policy": SANDBOX} if response.streaming else {}
    for name, value in {**HEADERS, **policy}.items():
        if response.headers.get(name) != value:
            yield f"header {name} is {response.headers.get(name)!r}"
    for name in ("X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Cache-Control"):
        if not response.headers.get(name):
            yield f"no header {name}"
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return
    text = response.text
    if SUSPICIOUS.search(text):
        yield from (f"inline {found}" for found in PageReader(text).inline)
    yield from leaks(persona, path, text)


def leaks(persona: Persona, path: str, text: str) -> Iterator[str]:
    """Texts of operating units that `persona` does not see."""
    keeps_set_up = persona.may("reference.change_operatingunit") or persona.may("core.view_user")
    for side in MARKS.keys() - persona.sees:
        if MARKS[side] in text:
            yield f"leaks {_around(text, MARKS[side])!r}"
        if SETUP_MARKS[side] in text and not (keeps_set_up and SET_UP.match(path)):
            yield f"leaks {_around(text, SETUP_MARKS[side])!r}"


def _around(text: str, mark: str) -> str:
    at = text.index(mark)
    return " ".join(text[max(0, at - 60) : at + 30].split())
