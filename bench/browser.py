"""A browser that keeps its connection and its cookies."""

import http.client
import re
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any, Protocol
from urllib.parse import urlencode

from django.test import Client

from bench.views import ANSWERED, ASKED

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    text: str
    headers: Any

    @property
    def queries(self) -> int:
        """How many queries it took, where the request asked for that."""
        return int(self.headers[ANSWERED])

    @property
    def hidden(self) -> dict[str, str]:
        """The hidden fields of the page."""
        return dict(_HIDDEN.findall(self.text))


class Browser(Protocol):
    """Something that asks pages."""

    def get(self, path: str, *, count: bool = False) -> Answer:
        """A page; with the number of its queries."""

    def post(self, path: str, data: dict[str, str]) -> Answer:
        """The press of a button."""


class NetBrowser:
    """Asks a server."""

    def __init__(self, port: int, cookies: dict[str, str]) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies = SimpleCookie(cookies)

    def get(self, path: str, *, count: bool = False) -> Answer:
        """A page; with the number of its queries."""
        return self._send("GET", path, None, {ASKED: "1"} if count else {})

    def post(self, path: str, data: dict[str, str]) -> Answer:
        """The press of a button."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._send("POST", path, urlencode(data), kind)

    def _send(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())
        self.connection.request(method, path, body, {**headers, "Cookie": cookies})
        response = self.connection.getresponse()
        text = response.read().decode()
        for line in response.headers.get_all("Set-Cookie") or []:
            self.cookies.load(line)
        return Answer(response.status, text, response.headers)


class TestBrowser:
    """Asks without a server, for tests."""

    __test__ = False

    def __init__(self, client: Client) -> None:
        self.client = client

    def get(self, path: str, *, count: bool = False) -> Answer:
        """A page; with the number of its queries."""
        response = self.client.get(path, headers={ASKED: "1"} if count else {})
        return Answer(response.status_code, response.text, response.headers)

    def post(self, path: str, data: dict[str, str]) -> Answer:
        """The press of a button."""
        response = self.client.post(path, data)
        return Answer(response.status_code, response.text, response.headers)


def cookies_of(user: Any) -> dict[str, str]:
    """The cookies of a browser in which `user` is signed in."""
    client = Client()
    client.force_login(user)
    return {name: morsel.value for name, morsel in client.cookies.items()}
