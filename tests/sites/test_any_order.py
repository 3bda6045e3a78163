"""Whatever is added, removed, restored and marked in whatever order, the rules of purposes hold."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.services import remove_account, restore_account
from core.work import work
from sites import services
from sites.models import AccountSite, SiteUse
from tests.factories import AccountFactory, AccountSiteFactory, OperatingUnitFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.rule(
        "R-070", "R-072", "R-077", "R-078", "R-079", "R-095", "R-096", "R-097", "R-098", "D-3", "D-11"
    ),
]
PURPOSES = ["BILL_TO", "SHIP_TO", "STMTS", "DUN", "LC", "DRAWEE"]
SITES = 3
STEPS = st.one_of(
    st.tuples(st.just("add"), st.integers(0, SITES - 1), st.sampled_from(PURPOSES)),
    st.tuples(st.sampled_from(["remove", "take along", "restore", "primary"]), st.integers(0, 20), st.none()),
    st.tuples(st.sampled_from(["remove site", "restore site"]), st.integers(0, SITES - 1), st.none()),
    st.tuples(st.sampled_from(["remove account", "restore account"]), st.none(), st.none()),
)
VERBS = {
    "remove": lambda use: services.remove_use(use, version=use.version),
    "take along": lambda use: services.remove_use(use, version=use.version, with_statements=True),
    "restore": lambda use: services.restore_use(use, version=use.version),
    "primary": lambda use: services.make_primary(use, version=use.version),
    "remove site": lambda site: services.remove_site(site, version=site.version),
    "restore site": lambda site: services.restore_site(site, version=site.version),
    "remove account": lambda account: remove_account(account, version=account.version),
    "restore account": lambda account: restore_account(account, version=account.version),
}


def subject(account, verb, index):
    """The record that a step acts on; None where there is none."""
    if verb.endswith("account"):
        account.refresh_from_db()
        return account
    model = AccountSite if verb.endswith("site") else SiteUse
    rows = list(model.objects.filter(account=account).order_by("pk"))
    return rows[index % len(rows)] if rows else None


def act(account, step):
    """Do one step; what a rule refuses changes nothing."""
    verb, index, purpose = step
    try:
        with work(actor=None, channel="system"):
            if verb == "add":
                site = AccountSite.objects.filter(account=account).order_by("pk")[index]
                services.add_uses([SiteUse(site=site, purpose=purpose)], [None])
            elif (record := subject(account, verb, index)) is not None:
                VERBS[verb](record)
    except ValidationError:
        return False
    return True


def state(account):
    """What is active, by kind and key."""
    rows = {("account", account.pk): type(account).objects.get(pk=account.pk).is_active}
    rows |= {("site", site.pk): site.is_active for site in AccountSite.objects.filter(account=account)}
    return rows | {("use", use.pk): use.is_active for use in SiteUse.objects.filter(account=account)}


def check(account):
    """The invariants of an account."""
    active = list(SiteUse.objects.active().filter(account=account).select_related("site", "account"))
    assert all(use.site.is_active and use.account.is_active for use in active)
    assert all(site.account.is_active for site in AccountSite.objects.active().filter(account=account))
    for purpose in PURPOSES:
        group = [use for use in active if use.purpose == purpose]
        assert sum(use.is_primary for use in group) <= 1
        assert len({use.site_id for use in group}) == len(group)
        assert len(group) <= 1 or purpose not in {"STMTS", "LC", "DUN"}
    billed = {use.site_id for use in active if use.purpose == "BILL_TO"}
    assert {use.site_id for use in active if use.purpose == "STMTS"} <= billed


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, max_size=8))
def test_rules_hold_after_every_step_and_a_removal_is_undone_exactly(steps):
    account, unit = AccountFactory(), OperatingUnitFactory()
    for _number in range(SITES):
        AccountSiteFactory(account=account, unit=unit)
    for step in steps:
        before = state(account)
        verb, index, _purpose = step
        record = subject(account, verb, index) if verb != "add" else None
        done = act(account, step)
        check(account)
        if done and record is not None and verb.startswith(("remove", "take")):
            back = "restore" + verb.removeprefix("remove").removeprefix("take along")
            record.refresh_from_db()
            with work(actor=None, channel="system"):
                VERBS[back](record)
            check(account)
            assert state(account) == before
            record.refresh_from_db()
            with work(actor=None, channel="system"):
                VERBS[verb](record)
        elif not done:
            assert state(account) == before
