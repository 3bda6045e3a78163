"""An address that three customers share is changed only here; one that moves next month does so on its day."""

import datetime

import pytest
from playwright.sync_api import expect

from core import clock
from core.jobs import engine, submit
from parties.models import PartySite
from sites.models import AccountSite, AddressMove
from tests.customers.pages.addresses.conftest import shared

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["shared"]


@pytest.mark.rule("R-061", "R-063")
def test_only_here_shows_the_three_and_leaves_two_unchanged(shared, clerk, open_page):
    page = open_page(clerk)
    page.goto(AccountSite.objects.get(party_site=shared.acme).get_absolute_url())
    page.get_by_role("link", name="Edit Address").click()
    sharing = page.get_by_role("group", name="Who uses this address")
    for name in ("Acme Ltd", "Bolt Ltd", "Crane Ltd"):
        expect(sharing.get_by_role("link", name=name)).to_be_visible()
    expect(sharing).to_contain_text("and 1 in operating units you have no access to")
    page.get_by_label("Address Line 1").fill("Am Kai 2")
    page.get_by_label("only here").check()
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_text("has an address of its own now")).to_be_visible()
    lines = PartySite.objects.order_by("pk").values_list("location__line1", flat=True)
    assert list(lines) == ["Am Kai 2", "Am Kai 1", "Am Kai 1"]


@pytest.mark.rule("R-268")
def test_a_move_for_next_month_happens_on_its_day(shared, clerk, open_page, monkeypatch):
    day = clock.today() + datetime.timedelta(days=31)
    old = AccountSite.objects.get(party_site=shared.acme)
    page = open_page(clerk)
    page.goto(old.get_absolute_url())
    page.get_by_role("link", name="Edit Address").click()
    page.get_by_label("Address Line 1").fill("Neue Straße 5")
    page.get_by_label("from a date").check()
    page.get_by_label("From", exact=True).fill(day.isoformat())
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_role("link", name="Moves on")).to_be_visible()
    # On the list of addresses a row is the address's, not the move's.
    page.goto(f"/customers/{old.account.party_id}/addresses/")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Edit Address")).to_be_focused()
    page.goto(old.get_absolute_url())
    noon = datetime.datetime.combine(day, datetime.time(12), tzinfo=datetime.UTC)
    with monkeypatch.context() as then:
        then.setattr(clock, "now", lambda: noon)
        assert engine.execute(submit("move-addresses", start=False).pk)
    assert AddressMove.objects.get().state == "D"
    page.reload()
    page.get_by_role("link", name="Neue Straße 5").click()
    expect(page.get_by_text("Moved From")).to_be_visible()
    expect(page.get_by_role("link", name="Am Kai 1")).to_be_visible()
    expect(page.get_by_role("cell", name="Bill To").first).to_be_visible()
