"""The first thousand of a search are those that looking through everything would give, and no more is looked at."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench import load, search, world
from matching import likeliest
from matching.search import found, matching, ranked
from parties.models import Party
from sites.models import SiteUse
from tests.customers.builders import made, new_customer, new_person, new_site

pytestmark = pytest.mark.django_db

TEXTS = [
    "harb",
    "harb acme",
    "acme",
    "471",
    "4711",
    "K-4711",
    "ham",
    "h",
    "lubeck harb",
    "f%ght",
    "%",
    "no such",
    "ä",
]


@pytest.fixture
def customers(unit_a, unit_b):
    for number, name in enumerate(
        ["Acme Harbour Ltd", "Acme Harbour", "Acme", "Harbour Acme Freight", "4711 Ltd"]
    ):
        unit = unit_b if number == 1 else unit_a
        made(new_customer(name, new_site(unit, "BILL_TO", city="Hamburg"), number=f"K-471{number}"))
    made(new_customer("Müller & Söhne", new_site(unit_a, city="Lübeck"), number="4711"))
    made(new_person("Hanna", "Hafen", new_site(unit_a)))


def whole(parties, text, user):
    return list(ranked(matching(parties, text, user), text, user))


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(
    "parties", [Party.objects.all(), Party.objects.filter(kind="PERSON")], ids=["all", "some"]
)
def test_the_first_ones_are_those_of_the_whole(customers, clerk, text, parties):
    everything = whole(parties, text, clerk)
    rows = found(parties, text, clerk)
    assert list(rows[:25]) == list(rows.all()[:25]) == list(rows) == everything
    assert rows.order_by()[:25].count() == rows.count() == len(everything)
    assert list(rows.order_by("-name")[:25]) == sorted(everything, key=lambda one: one.name_key, reverse=True)
    assert list(rows.filter(name="Acme")[:25]) == [one for one in everything if one.name == "Acme"]


@pytest.mark.parametrize("most", [1, 2, 3, 4])
@pytest.mark.parametrize("text", TEXTS)
def test_of_too_many_those_who_fit_best_are_kept(customers, clerk, monkeypatch, text, most):
    monkeypatch.setattr(likeliest, "MOST", most)
    everything = whole(Party.objects.all(), text, clerk)
    first = list(found(Party.objects.all(), text, clerk)[:most])
    assert set(first) <= set(everything)
    assert len(first) == min(most, len(everything))
    exact = [one.rank for one in everything if one.rank < 3][:most]
    assert [one.rank for one in first if one.rank < 3] == exact


def test_bench_questions_are_answered_alike():
    clerk = world.furnish()
    load.load(300)
    for name, texts in search.Questions(count=6).classes().items():
        for text in texts:
            rows = found(Party.objects.all(), text, clerk)
            assert list(rows[:25]) == list(rows)[:25], (name, text)


def test_what_another_unit_keeps_finds_nobody(customers, clerk, other_clerk, unit_b):
    [location] = SiteUse.objects.filter(unit=unit_b).values_list("location", flat=True)
    assert list(found(Party.objects.all(), location, clerk)[:5]) == []
    assert [one.name for one in found(Party.objects.all(), location, other_clerk)[:5]] == ["Acme Harbour"]


def test_the_first_ones_do_not_look_at_every_customer(customers, clerk):
    rows = found(Party.objects.all(), "harb acme", clerk)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        list(rows[:25])
        rows.order_by()[:25].count()
    # Number and whole name, its beginning, a query for each word; then the count and the page.
    assert len(asked) == 6
