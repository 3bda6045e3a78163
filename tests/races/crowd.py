"""Many people at once: each signed in with a browser of his own, all pressing their buttons at the same moment."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection
from django.test import Client

from core import roles
from tests.factories import UserFactory
from tests.personas import signed_in
from tests.report.plugin import Figures
from tests.scale import size

PEOPLE = size().writers
Attempt = Callable[[], Any]
# What everybody does at once, and what must be true of the answers afterwards.
Round = tuple[Sequence[Attempt], Callable[[list[Any]], None]]


def people(unit: Any, count: int = PEOPLE) -> list[Client]:
    """Browsers of this many clerks. An error of the server is an answer (500), as it is for them."""
    clients = [signed_in(UserFactory(roles=[roles.CLERK], units=[unit])) for _number in range(count)]
    for client in clients:
        client.raise_request_exception = False
    return clients


def at_once(attempts: Sequence[Attempt]) -> list[Any]:
    """What each attempt answers, all of them started together in threads with a connection of their own."""
    start = Barrier(len(attempts))

    def run(attempt: Attempt) -> Any:
        try:
            connection.ensure_connection()
            start.wait(timeout=60)
            return attempt()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(attempts)) as threads:
        return [one.result() for one in [threads.submit(run, attempt) for attempt in attempts]]


def sending(client: Client, address: str, data: dict[str, str]) -> Attempt:
    """The press of a button."""
    return lambda: client.post(address, data)


def statuses(answers: Sequence[Any]) -> list[int]:
    """The kinds of answers, sorted."""
    return sorted(answer.status_code for answer in answers)


def running(figures: Figures) -> Callable[[Callable[[], Round]], None]:
    """Runs as many rounds as the size says; `prepare` makes new records for each of them."""

    def run(prepare: Callable[[], Round]) -> None:
        wrong = []
        for _number in range(size().rounds):
            attempts, check = prepare()
            answers = at_once(attempts)
            figures.add("races")
            figures.add("race answers", len(answers))
            # A worker in a race has no page to answer with.
            figures.add("race faults", sum(getattr(answer, "status_code", 0) == 500 for answer in answers))
            try:
                check(answers)
            except AssertionError as error:
                figures.add("races wrong")
                wrong.append(error)
        if wrong:
            raise wrong[0]

    return run
