"""P7: the overviews and every tab of them over HTTP, beside a page that only reads session and user."""

from collections.abc import Iterator

from django.urls import reverse

from accounts.pages.overview import ACCOUNT
from bench.browser import Browser
from bench.figures import Figure, fraction, rounded
from bench.timing import times
from bench.world import Specimen
from customers.pages.overview import CUSTOMER
from sites.pages.overview import SITE

REQUESTS = 60
YARDSTICK = "/bench/session/"
# A page may take five times the yardstick's median for each seven queries; and twenty queries at most.
MOST, QUERIES, MOST_QUERIES = 5, 7, 20


def addresses(specimen: Specimen) -> Iterator[tuple[str, str]]:
    """Every tab of the three overviews with its address for this customer."""
    for overview, record in ((CUSTOMER, specimen.party), (ACCOUNT, specimen.account), (SITE, specimen.site)):
        for tab in overview.tabs:
            yield tab.url_name, reverse(tab.url_name, args=[record.pk])


def measure(browser: Browser, few: Specimen, many: Specimen, requests: int = REQUESTS) -> list[Figure]:
    """The figures of P7, for a customer with one row and one with many."""
    yardstick = times(browser.get, [YARDSTICK] * requests).p50
    with_few = dict(addresses(few))
    found = [
        _figure(browser, name, with_few[name], path, yardstick, requests) for name, path in addresses(many)
    ]
    return [Figure("P7", "session and user only", p50=rounded(yardstick), note="the yardstick"), *found]


def _figure(browser: Browser, name: str, few: str, many: str, yardstick: float, requests: int) -> Figure:
    counts = [_queries(browser, path) for path in (few, many)]
    taken = times(browser.get, [many] * requests)
    most = MOST * max(counts) / QUERIES
    ratio = taken.p50 / yardstick
    return Figure(
        work="P7",
        name=name,
        p50=rounded(taken.p50),
        p95=rounded(taken.p95),
        yardstick=rounded(yardstick),
        ratio=rounded(ratio),
        target=f"p50 ≤ {fraction(most)} ×; ≤ {MOST_QUERIES} queries, equal for 1 and 100 rows",
        reached=ratio <= most and len(set(counts)) == 1 and max(counts) <= MOST_QUERIES,
        note=f"queries: {counts[0]} for 1 row, {counts[1]} for 100",
    )


def _queries(browser: Browser, path: str) -> int:
    """The queries of a page that was asked for before."""
    browser.get(path)
    answer = browser.get(path, count=True)
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
    return answer.queries
