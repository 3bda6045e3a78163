"""The benches ran, and what they measured gave right answers. How long it took is not looked at."""

import pytest

from accounts.models import Account
from bench import create, figures, load, pages, past, results, search, table, timing, world
from bench.browser import TestBrowser
from matching.models import MatchKey
from parties.models import Party
from tests.personas import signed_in

pytestmark = pytest.mark.django_db
PARTIES = 300


@pytest.fixture
def clerk(settings):
    settings.ROOT_URLCONF = "bench.urls"
    settings.MIDDLEWARE = ["bench.views.QueryCountMiddleware", *settings.MIDDLEWARE]
    return world.furnish()


@pytest.fixture
def browser(clerk):
    return TestBrowser(signed_in(clerk))


def test_search_finds_what_a_scan_finds(clerk):
    load.load(PARTIES)
    ask, asked = search.search(clerk), search.Questions(count=5).classes()
    for name in ("prefix of five letters", "two words", "a word and three letters", "a very common word"):
        assert asked[name]
        for text in asked[name]:
            wanted = search.by_words(text)
            found, count = ask(text)
            assert count >= len(wanted) and wanted, (name, text)
            assert len(found) < search.PAGE or count >= search.PAGE
            if count <= search.PAGE:
                assert wanted <= set(found), (name, text)
    assert [ask(text) for text in asked["no match"]] == [([], 0)] * 5
    for number in asked["account number"]:
        assert Account.objects.get(number=number).party_id in ask(number)[0]
    for number in asked["tax id"]:
        assert set(Party.objects.filter(taxpayer_id=number).values_list("pk", flat=True)) <= set(
            ask(number)[0]
        )


def test_the_scan_finds_names_with_all_words(clerk):
    load.load(20)
    party = Party.objects.latest("pk")
    assert party.pk in search.scan(party.name.lower())
    assert search.scan("no such words") == []


def test_every_class_of_question_has_a_figure(clerk):
    load.load(PARTIES)
    told = search.measure(clerk, count=6)
    assert {figure.work for figure in told} == {"P1"}
    assert [figure.name for figure in told][: len(search.Questions().classes())] == [
        *search.Questions().classes()
    ]
    assert all(figure.p95 or figure.note for figure in told)


def test_every_tab_is_asked_for_with_one_and_with_many_rows(browser, clerk):
    few, many = world.specimen(1, clerk), world.specimen(30, clerk)
    assert (few.party.accounts.count(), many.party.accounts.count()) == (1, 30)
    told = pages.measure(browser, few, many, requests=3)
    names = {name for name, _path in pages.addresses(few)}
    assert {"customers:overview", "accounts:overview", "sites:overview"} <= names
    assert {figure.name for figure in told[1:]} == names
    for figure in told[1:]:
        assert figure.note.startswith("queries: "), figure


def test_a_customer_of_many_changes_is_shown_as_it_was(browser, clerk):
    few, many = world.specimen(1, clerk), world.specimen(1, clerk)
    told = past.measure(browser, few, many, requests=2, changes=(1, 60))
    assert [figure.work for figure in told] == ["P11", "P11"]
    pages_of = past.addresses(many)
    assert "Alias 60" in browser.get(pages_of["history"]).text
    then = browser.get(pages_of["overview as of a day"])
    assert then.status == 200 and "Alias" not in then.text
    assert Party.objects.get(pk=many.party.pk).alias == "Alias 60"


def test_a_customer_is_created_and_its_rows_are_inserted_once_more(browser):
    [told] = create.measure(browser, count=6)
    parties = Party.objects.order_by("pk")
    made = [party for party in parties if party.pk < world.FAR]
    bare = [party for party in parties if party.pk >= world.FAR]
    assert len(made) == 8
    assert told.note.startswith("bare insert of ")
    rows = {model: len(some) for model, some in create.rows_of(made[-1]).items()}
    assert MatchKey in rows
    assert {model: len(some) for model, some in create.rows_of(bare[-1]).items()} == rows


def test_results_are_kept_by_database_and_size_and_shown_as_tables(clerk, tmp_path):
    taken = timing.Times(tuple(range(1, 101)))
    assert (taken.p50, taken.p95) == (50.5, 96)
    figure = figures.beside("P1", "prefix of five letters", taken, 960.0, 1 / 8, of="p95")
    assert (figure.ratio, figure.target, figure.reached) == (0.1, "p95 ≤ 1/8 ×", True)

    file = tmp_path / "results.json"
    for parties, date in ((10_000, "old"), (10_000, "new"), (100_000, "new")):
        loaded = {"parties": parties, "seed": 1, "rows": 3, "seconds": 2.0}
        results.keep(results.described(loaded, [figure], (0.5, 0, 0)) | {"date": date}, file)
    kept = results.read(file)
    assert [(run["parties"], run["date"]) for run in kept] == [(10_000, "new"), (100_000, "new")]

    document = tmp_path / "performance.md"
    document.write_text(f"Before\n{table.BEGIN}\nold\n{table.END}\nAfter\n")
    table.write(table.tables(kept), document)
    text = document.read_text()
    assert text.startswith("Before\n") and text.endswith("\nAfter\n") and "\nold\n" not in text
    row = "| P1 | prefix of five letters | 50.5 / 96 | 50.5 / 96 | 960 | 0.1 | p95 ≤ 1/8 × | yes |"
    assert row in text.splitlines()
    assert "| P9 | growth of search | 1 × | 1 × | 10 thousand |  | p50 ≤ 1.5 × at 1 million | yes |" in text
