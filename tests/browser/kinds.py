"""One page of every kind, for what must hold on all of them."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from playwright.sync_api import Page, expect

from core import clock, writes
from core.clock import today
from core.desk import drafts, recent, searches
from core.jobs import submit
from core.models import JobRun, SavedSearch
from core.work import work
from parties.models import Party
from sites.models import AccountSite, SiteUse
from tests.browser.steps import choose
from tests.customers.builders import made, new_customer, new_person, new_site
from tests.factories import PartyDocumentFactory, PartyNoteFactory

# What is fetched from a machine that may be busy with other tests.
PATIENCE_MS = 15_000
LONG_NAME = (
    "Vereinigte Elbschifffahrtsgesellschaften Mittelosteuropa und Donaudampf Aktiengesellschaft & Co. KG"
)


@dataclass(frozen=True)
class World:
    """What the pages are about."""

    customer: Party
    site: AccountSite
    use: SiteUse
    run: JobRun
    search: SavedSearch


def build(unit: Any, actor: Any) -> World:
    """A customer with a long name, others beside it, a person, a removed account site, two runs."""
    for number in range(25):
        made(new_customer(f"{LONG_NAME} {number}", new_site(unit, "BILL_TO")), actor, "page")
    made(new_person("Ada", "Lovett", new_site(unit, "BILL_TO", "SHIP_TO")), actor, "page")
    sites = (
        new_site(unit, "BILL_TO", "SHIP_TO", line1="Alte Elbinsel 100, Lagerhaus 12, Aufgang Süd"),
        new_site(unit, "DUN"),
    )
    before = clock.now() - datetime.timedelta(days=3)
    with patch.object(clock, "now", return_value=before):
        given = {"description": "Spare parts of a very long kind"}
        customer = made(new_customer("Acme Harbour Ltd", *sites, **given), actor, "page")
    first, second = AccountSite.objects.filter(account__party=customer).order_by("pk")
    with work(actor=actor, channel="page", reason="Moved out at the end of the year"):
        writes.remove(second, version=second.version)
    PartyNoteFactory(
        party=customer, text="Ring Ms Brandt:\nhttps://acme.example/a-rather-long-address", pinned=True
    )
    for days in (-1, 3, 400):
        PartyDocumentFactory(party=customer, valid_until=today() + datetime.timedelta(days=days))
    run = submit("prune", actor=actor, start=False)
    JobRun.objects.filter(pk=run.pk).update(
        state="failed",
        lane="",
        counts={"sessions": 1200},
        message="The program stopped because of an error that it does not know.",
        problems=[{"kind": "problem", "where": "Acme Harbour Ltd", "text": "The address names no country."}],
    )
    waiting = submit("prune", actor=actor, start=False)
    JobRun.objects.filter(pk=waiting.pk).update(state="running", total=3000, done=1200)
    given = {"url_name": "customers:search", "query": "q=acme", "shared": True}
    search = searches.save(SavedSearch(owner=actor, name=f"Customers of {LONG_NAME}"[:80], **given))
    recent.note(actor, recent.mark_of(customer))
    drafts.keep(actor, f"/customers/{customer.pk}/edit/", {"party-alias": ["Typed and left"]})
    return World(customer, first, SiteUse.objects.get(site=first, purpose="BILL_TO"), run, search)


def addresses(world: World) -> dict[str, str]:
    """The pages of clerks that one address opens, by their names."""
    customer, account, site = world.customer, world.site.account_id, world.site.pk
    return {
        "start": "/",
        "search": "/customers/",
        "search with results": "/customers/?type=ORGANIZATION&name=e&go=1",
        "search with one account": "/customers/?q=acme",
        "search without criterion": "/customers/?type=ORGANIZATION&go=1",
        "search without result": "/customers/?q=nobody",
        "advanced search": "/customers/?search=advanced",
        "create organization": "/customers/create/organization/",
        "create person": "/customers/create/person/",
        "create account": f"/customers/{customer.pk}/accounts/create/",
        "create account site": f"/accounts/{account}/sites/create/",
        "customer": f"/customers/{customer.pk}/",
        "account": f"/accounts/{account}/?status=all",
        "site": f"/sites/{site}/",
        "edit customer": f"/customers/{customer.pk}/edit/",
        "edit account": f"/accounts/{account}/edit/",
        "edit site": f"/sites/{site}/edit/",
        "site details": f"/sites/{site}/details/",
        "copy site": f"/sites/{site}/copy/",
        "purpose": f"/sites/{site}/purposes/{world.use.pk}/",
        "purpose history": f"/sites/{site}/purposes/{world.use.pk}/history/",
        "purpose as of a date": f"/sites/{site}/purposes/{world.use.pk}/?as_of={today() - datetime.timedelta(days=2)}",
        "edit purpose": f"/sites/{site}/purposes/{world.use.pk}/edit/",
        "add purposes": f"/sites/{site}/purposes/add/",
        "confirm": f"/customers/{customer.pk}/remove/",
        "confirm purpose": f"/purposes/{world.use.pk}/remove/",
        "notes": f"/customers/{customer.pk}/notes/",
        "add note": f"/notes/customer/{customer.pk}/add/",
        "add document": f"/documents/customer/{customer.pk}/add/",
        "documents": "/documents/",
        "start page with panels": "/start/",
        "begin with a search": f"/searches/{world.search.pk}/begin/",
        "delete a search": f"/searches/{world.search.pk}/delete/",
        "draft taken up": f"/customers/{customer.pk}/edit/?draft=1",
        "history": f"/customers/{customer.pk}/history/",
        "history of everything": "/history/",
        "history narrowed": "/history/?kind=parties.party&field=alias",
        "as of a date": f"/customers/{customer.pk}/?as_of={today() - datetime.timedelta(days=2)}",
        "site as of a date": f"/sites/{site}/?as_of={today() - datetime.timedelta(days=2)}",
        "as of a date before": f"/customers/{customer.pk}/?as_of=2020-01-01",
        "two dates compared": f"/customers/{customer.pk}/compare/?from={today() - datetime.timedelta(days=2)}",
        "compare": f"/customers/{customer.pk}/compare/",
        "queue": "/queue/",
        "saved searches": "/searches/",
        "save a search": "/searches/create/?list=customers%3Asearch&query=q%3Dacme",
        "preferences": "/preferences/",
        "own password": "/password/",
        "palette": "/palette/?q=acme",
        "shortcuts": "/shortcuts/",
        "runs": "/jobs/",
        "run": f"/jobs/{world.run.pk}/",
        "forbidden": "/jobs/start/prune/",
        "missing": "/customers/999999/",
        "bad request": "/customers/?q=%00",
    }


def set_up(world: World) -> dict[str, str]:
    """The pages of administrators."""
    return {
        "set-up": "/admin/",
        "set-up list": "/admin/reference/lookuptype/",
        "set-up form": f"/admin/parties/party/{world.customer.pk}/change/",
        "set-up history": f"/admin/parties/party/{world.customer.pk}/history/",
        "set-up units": "/admin/reference/operatingunit/",
        "programs": "/jobs/start/",
        "start a program": "/jobs/start/prune/",
    }


def visit(page: Page, pages: dict[str, str]) -> Iterator[str]:
    """Open each; answer its name."""
    for name, address in pages.items():
        page.goto(address)
        yield name


def after_saving(page: Page, world: World) -> Iterator[str]:
    """The pages that only a save shows: errors, a conflict, a success."""
    page.goto("/customers/create/organization/")
    page.get_by_role("button", name="Add Another Row").last.click()
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("alert")).to_be_visible()
    yield "create with errors"
    yield from address_advice(page, world)
    page.goto(f"/customers/{world.customer.pk}/edit/")
    page.get_by_label("Alias").fill("Mine")
    meanwhile(world.customer, "Theirs, which is a rather long alias for a customer")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("button", name="Save with these values")).to_be_visible()
    yield "conflict"
    page.get_by_role("button", name="Save with these values").click()
    expect(page.get_by_role("main").get_by_role("status")).to_be_visible()
    yield "saved"


def address_advice(page: Page, world: World) -> Iterator[str]:
    """What is told of an address while it is typed: the customer has it already, or it is wrong."""
    page.goto(f"/customers/{world.customer.pk}/accounts/create/")
    page.get_by_role("radio", name="Create Address").check()
    address = page.get_by_role("group", name="Account site address")
    choose(page, "Country", "Germany")
    expect(address.get_by_label("Postal Code")).to_be_visible()
    address.get_by_label("Address Line 1").fill("Am Kai 1")
    address.get_by_role("textbox", name="City").fill("Hamburg")
    address.get_by_label("Postal Code").fill("20457")
    address.get_by_label("Postal Code").press("Tab")
    expect(page.get_by_role("button", name="Use This Address")).to_be_visible(timeout=PATIENCE_MS)
    to_the_end(page)
    yield "address that is there"
    address.get_by_label("Postal Code").fill("ABC")
    address.get_by_label("Postal Code").press("Tab")
    expect(page.get_by_text("does not look like one of Germany")).to_be_visible(timeout=PATIENCE_MS)
    to_the_end(page)
    yield "address with a warning"


def to_the_end(page: Page) -> None:
    """Where the bar of buttons lies over nothing: elsewhere it may cover a part of a target, until one scrolls on."""
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")


def meanwhile(customer: Party, alias: str) -> None:
    """Somebody else saves another alias."""
    customer = Party.objects.get(pk=customer.pk)
    customer.alias = alias
    with work(actor=None, channel="system"):
        writes.save(customer, version=customer.version)


def dialogs(page: Page) -> Iterator[str]:
    """What keys open above a page: the palette with something found, the list of shortcuts, the letters after g."""
    page.goto("/customers/?q=acme")
    page.wait_for_load_state()
    page.keyboard.press("Control+k")
    page.keyboard.type("acme")
    expect(page.get_by_role("option", name="Acme Harbour Ltd").first).to_be_visible()
    yield "palette dialog"
    page.keyboard.type(" and nobody else")
    expect(page.get_by_role("option", name="Acme Harbour Ltd")).to_have_count(0)
    yield "palette dialog without result"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    yield "shortcuts dialog"
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    expect(page.get_by_role("navigation", name="Go to: press a letter")).to_be_visible()
    yield "letters"
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Acme Harbour Ltd", exact=True).press("Enter")
    expect(page.get_by_role("navigation", name="Through the list")).to_be_visible()
    yield "way through a list"


def signing_in(page: Page) -> Iterator[str]:
    """The sign-in page, and as it refuses."""
    page.goto("/")
    yield "sign-in"
    page.get_by_label("Username").fill("nobody")
    page.get_by_label("Password").fill("nothing at all")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    yield "sign-in refused"
