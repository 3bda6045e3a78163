"""P1: the search box, every class of question, beside a scan of the name column."""

import random
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Max

from accounts.models import Account
from bench import words
from bench.figures import Figure, beside, not_yet
from bench.timing import Times, times
from bench.world import FAR
from core.pages.paging import CappedPaginator
from core.text import fold
from customers.search import Criteria, find_customers
from parties.models import Party

PAGE = 25
QUESTIONS = 40
SCANS = 5
# Of a scan's median, what the 95th of a hundred searches may take.
MOST = {"postgresql": 1 / 20, "sqlite": 1 / 8}
WORST = 5
NORMAL = "prefix of five letters"


class Questions:
    """What people type, from the data itself, by a seed."""

    def __init__(self, seed: int = 1, count: int = QUESTIONS) -> None:
        self.source, self.count = random.Random(seed), count
        last = Party.objects.filter(pk__lt=FAR).aggregate(last=Max("pk"))["last"]
        some = [self.source.randint(1, last) for _number in range(count * 3)]
        rows = Party.objects.filter(pk__in=some).order_by("pk")
        self.names = [name.split() for (name,) in rows.values_list("name") if len(name.split()) > 1]
        self.taxpayers = [tax for (tax,) in rows.values_list("taxpayer_id") if tax]
        accounts = Account.objects.filter(party__in=some).order_by("pk")
        self.accounts = [number for (number,) in accounts.values_list("number")]

    def classes(self) -> dict[str, list[str]]:
        """Questions by class; a class may have fewer than others where the data are few."""
        letters = "abcdefghijklmnoprstuvw"
        return {
            NORMAL: self._cut([name[0][:5] for name in self.names]),
            "two words": self._cut([" ".join(name[:2]) for name in self.names]),
            "a word and three letters": self._cut([f"{name[0]} {name[1][:3]}" for name in self.names]),
            "a very common word": self._cut([*words.TRADES[:5], "GmbH", "Ltd"]),
            "no match": self._cut([f"{name[0][:3]}qqx{name[1][:2]}" for name in self.names]),
            "one letter": self._cut(list(letters)),
            "account number": self._cut(self.accounts),
            "tax id": self._cut(self.taxpayers),
        }

    def _cut(self, questions: list[str]) -> list[str]:
        self.source.shuffle(questions)
        return questions[: self.count]


def search(user: Any) -> Callable[[str], tuple[list[int], int]]:
    """The search box as its page asks: the first page of customers and how many there are, counted up to the cap."""

    def ask(text: str) -> tuple[list[int], int]:
        criteria = Criteria(kind="", status="all", text=text)
        paginator = CappedPaginator(find_customers(criteria, user), PAGE)
        return [party.pk for party in paginator.get_page(1).object_list], paginator.count

    return ask


def scan(text: str) -> list[int]:
    """The names that contain all of the words, read from the first to the last, and sorted."""
    like = "ILIKE" if connection.vendor == "postgresql" else "LIKE"
    parts = text.split() or [text]
    condition = " AND ".join([f"name {like} %s"] * len(parts))
    statement = f"SELECT id FROM parties_party WHERE {condition} ORDER BY name_key, id LIMIT {PAGE}"
    with connection.cursor() as cursor:
        cursor.execute(statement, [f"%{part}%" for part in parts])
        return [pk for (pk,) in cursor.fetchall()]


def by_words(text: str) -> set[int]:
    """Customers in whose name each of the words begins a word: what search must find, at least."""
    wanted = [fold(word) for word in text.split()]
    rows = Party.objects.values_list("pk", "name_key")
    return {
        pk
        for pk, key in rows
        if all(
            any(part.startswith(word) for part in key.replace("/", " ").replace(".", " ").split())
            for word in wanted
        )
    }


def measure(user: Any, seed: int = 1, count: int = QUESTIONS) -> list[Figure]:
    """The figures of P1."""
    asked = Questions(seed, count).classes()
    found: list[Figure] = []
    taken: dict[str, Times] = {}
    for name, questions in asked.items():
        yardstick = times(scan, questions[:SCANS], warm_up=1)
        taken[name] = times(search(user), questions)
        found.append(beside("P1", name, taken[name], yardstick.p50, MOST[connection.vendor], of="p95"))
    return [*found, worst(taken), *missing()]


def worst(taken: dict[str, Times]) -> Figure:
    """The slowest class beside the normal one."""
    name = max(taken, key=lambda one: taken[one].p95)
    return beside(
        "P1",
        "slowest class beside the normal one",
        taken[name],
        taken[NORMAL].p95,
        WORST,
        of="p95",
        note=name,
    )


def missing() -> Sequence[Figure]:
    """Classes that search does not know yet."""
    return [
        not_yet("P1", "e-mail", "customers have no contact points"),
        not_yet("P1", "misspelt, recall in the first 25", "search takes words as they are written"),
    ]
