"""Removing and restoring an account with all its sites costs a fixed number of statements (R-096, R-097, D-11)."""

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Account
from accounts.services import remove_account, restore_account
from core import writes
from core.work import work
from parties.models import PartySite
from sites.models import AccountSite, SiteUse
from tests.factories import AccountFactory, LocationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-095", "R-096", "R-097", "D-11")]
# Two per set of rows that goes or comes, the locks, the questions of the rules, history, search keys and queue.
MOST_STATEMENTS = 60
PURPOSES = ("BILL_TO", "SHIP_TO", "LEGAL")


def account_with(count, unit):
    """An account with so many sites, three purposes each; one purpose of the first site was removed before."""
    account, location = AccountFactory(), LocationFactory()
    with work(actor=None, channel="system"):
        addresses = writes.insert_many(
            [
                PartySite(party=account.party, location=location, number=f"{unit.pk}-{account.pk}-{number}")
                for number in range(count)
            ]
        )
        sites = writes.insert_many(
            [AccountSite(account=account, party_site=address, unit=unit) for address in addresses]
        )
        for purpose in PURPOSES:
            writes.insert_many(
                [
                    SiteUse(site=site, account=account, unit=unit, purpose=purpose, location=f"L{site.pk}")
                    for site in sites
                ]
            )
        writes.remove_many(SiteUse.objects.filter(site=sites[0], purpose="LEGAL"))
    return account


def statements(action, account):
    """How many statements it takes."""
    account = Account.objects.get(pk=account.pk)
    with CaptureQueriesContext(connection) as captured, work(actor=None, channel="system"):
        action(account, version=account.version)
    return len(captured)


def active():
    return AccountSite.objects.active().count(), SiteUse.objects.active().count()


def test_statements_do_not_grow_with_the_sites(unit_a):
    taken = {}
    for count in (3, 30):
        account = account_with(count, unit_a)
        before = active()
        taken[count] = [statements(remove_account, account)]
        assert active() == (before[0] - count, before[1] - (3 * count - 1))
        taken[count].append(statements(restore_account, account))
        assert active() == before
    assert taken[3] == taken[30]
    assert max(taken[30]) <= MOST_STATEMENTS


def test_four_hundred_sites_go_and_come_well_within_two_seconds(unit_a):
    account = account_with(400, unit_a)
    for action, left in ((remove_account, (0, 0)), (restore_account, (400, 1199))):
        account.refresh_from_db()
        begun = time.process_time()
        with work(actor=None, channel="system"):
            action(account, version=account.version)
        taken = time.process_time() - begun
        assert (active(), taken < 2) == (left, True)
