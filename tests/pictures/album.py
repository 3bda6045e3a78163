"""The pictures of the guide: what each shows, who sees it, and how one gets there in a fresh demo."""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page, expect

# Each is in the demo data: a company with several accounts and sites, one with notes and documents.
COMPANY, COMPANY_NUMBER = "Bluestem Valley Grain Co.", "50326"
PAPERS, PAPERS_NUMBER = "Vision Germany GmbH", "50001"
# Before the company was renamed, and things came and went.
TODAY = datetime.datetime.now(datetime.UTC).date()
HALF_A_YEAR_AGO = TODAY - datetime.timedelta(days=183)
A_YEAR_AGO = TODAY - datetime.timedelta(days=365)
MANY = "/customers/?type=ORGANIZATION&name=co&go=1"

Colleague = Callable[[str], Page]
Steps = Callable[[Page, Colleague], None]


def nothing(page: Page, colleague: Colleague) -> None:
    """The page as it opens."""


@dataclass(frozen=True)
class Picture:
    """`name` is that of the file; `steps` get the page, and a way to the page of a colleague, by user name."""

    name: str
    path: str
    steps: Steps = nothing
    user: str = "carlos.clerk"
    width: int = 1280
    height: int = 860
    dark: bool = False


def find(page: Page, number: str, name: str) -> str:
    """The address of a customer."""
    page.goto(f"/customers/?q={number}")
    return _address(page, name)


def _address(page: Page, name: str | re.Pattern[str]) -> str:
    link = page.get_by_role("main").get_by_role("link", name=name, exact=True).first
    return link.get_attribute("href") or ""


def customer(rest: str = "", number: str = COMPANY_NUMBER, name: str = COMPANY) -> Steps:
    """Open a customer, or what is below its address."""

    def steps(page: Page, colleague: Colleague) -> None:
        page.goto(find(page, number, name) + rest)

    return steps


def account(page: Page, colleague: Colleague) -> None:
    """Open the first account of the company."""
    page.goto(find(page, COMPANY_NUMBER, COMPANY))
    page.goto(page.locator("#accounts td.key a").first.get_attribute("href") or "")


def site(page: Page, colleague: Colleague) -> None:
    """Open the first site of the first account."""
    account(page, colleague)
    sites = page.get_by_role("region", name="Sites", exact=True)
    page.goto(sites.locator("td.key a").first.get_attribute("href") or "")


def columns(page: Page, colleague: Colleague) -> None:
    """Open the menu in which the columns of a list are chosen."""
    page.locator("#customers-columns summary").click()


def conflict(page: Page, colleague: Colleague) -> None:
    """Save a customer that a colleague has just saved."""
    address = find(page, COMPANY_NUMBER, COMPANY) + "edit/"
    page.goto(address)
    page.get_by_label("Alias").fill("Bluestem")
    page.get_by_label("Reason").fill("The name that they use themselves")
    other = colleague("conrad.credit")
    other.goto(address)
    other.get_by_label("Alias").fill("Bluestem Grain")
    _save(other)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("button", name="Save with these values")).to_be_visible()


def changed(page: Page, colleague: Colleague) -> None:
    """The history of a customer that has some."""
    _save_alias(page, "Bluestem Valley", "They told us on the telephone")
    page.goto(find(page, COMPANY_NUMBER, COMPANY) + "history/")


def previewed(page: Page, colleague: Colleague) -> None:
    """Mark three rows of a list and preview what they are to get."""
    for _each in range(3):
        page.keyboard.press("j")
        page.keyboard.press("x")
    page.get_by_role("button", name="Change the marked…").click()
    page.get_by_label("Customer Category").select_option(label="Partner")
    page.get_by_label("Reason").fill("Partners since the spring")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("button", name=re.compile(r"^Change \d+ record"))).to_be_visible()


def palette(page: Page, colleague: Colleague) -> None:
    """Type a few letters into the command palette."""
    page.keyboard.press("Control+k")
    page.keyboard.type("blue")
    expect(page.get_by_role("option", name=COMPANY).first).to_be_visible()


def saved_search(page: Page, colleague: Colleague) -> None:
    """Keep a search, and begin the day on a start page that is no longer empty."""
    page.get_by_role("link", name="Save This Search").first.click()
    page.get_by_role("main").get_by_label("Name").fill("Our own companies")
    _save(page)
    for number, name in ((PAPERS_NUMBER, PAPERS), (COMPANY_NUMBER, COMPANY)):
        page.goto(find(page, number, name))
    page.goto("/start/")


def _save_alias(page: Page, alias: str, reason: str) -> None:
    page.goto(find(page, COMPANY_NUMBER, COMPANY) + "edit/")
    page.get_by_label("Alias").fill(alias)
    page.get_by_label("Reason").fill(reason)
    _save(page)


def _save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("main").get_by_role("status")).to_be_visible()


SEARCH = "/customers/?type=ORGANIZATION&name=vision&go=1"
RENAMED = f"/history/?kind=parties.party&field=name&since={A_YEAR_AGO}"
CREATE = "/customers/create/organization/"

# In this order, because some of them change what the later ones show.
ALBUM: tuple[Picture, ...] = (
    Picture("search-light", SEARCH, height=660),
    Picture("search-dark", SEARCH, height=660, dark=True),
    Picture("search-narrow", SEARCH, width=400),
    Picture("columns", SEARCH, columns, height=960),
    Picture("create-light", CREATE),
    Picture("create-dark", CREATE, dark=True),
    Picture("create-narrow", CREATE, width=400),
    Picture("overview-light", "", customer(), height=620),
    Picture("overview-dark", "", customer(), height=620, dark=True),
    Picture("overview-narrow", "", customer(), width=400),
    Picture("account", "", account, height=520),
    Picture("site", "", site, height=520),
    Picture("notes", "", customer("notes/", PAPERS_NUMBER, PAPERS)),
    Picture("documents", "/documents/", user="conrad.credit", height=640),
    Picture("remove", "", customer("remove/"), height=470),
    Picture("bulk", MANY, previewed, height=420),
    Picture("conflict", "", conflict, height=420),
    Picture("history", "", changed),
    Picture("history-everything", RENAMED, user="audrey.auditor", height=680),
    Picture("as-of", "", customer(f"?as_of={HALF_A_YEAR_AGO}"), height=620),
    Picture("compare", "", customer(f"compare/?from={HALF_A_YEAR_AGO}"), height=760),
    Picture("start", SEARCH, saved_search, height=560),
    Picture("queue", "/queue/", user="stella.steward", height=640),
    Picture("palette", "/start/", palette, height=640),
    Picture("preferences", "/preferences/", height=780),
    Picture("set-up", "/admin/reference/paymentterm/", user="adam.admin", height=640),
)


def named(names: list[str]) -> list[Picture]:
    """Those pictures, all of them where none is named; KeyError for a name that is not in the album."""
    known: dict[str, Any] = {picture.name: picture for picture in ALBUM}
    return [known[name] for name in names] or list(ALBUM)
