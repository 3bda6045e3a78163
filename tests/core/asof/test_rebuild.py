"""What is rebuilt, what nobody can tell any more, and what it costs."""

import datetime

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from accounts.models import Account
from core import asof, clock, writes
from core.guard import allowed
from core.history import MASK
from core.models import ChangeRecord, User
from core.work import work
from parties.models import Party
from reference.models import Country, UnitAccess
from sites.models import AccountSite, SiteUse
from tests.factories import (
    AccountFactory,
    AccountSiteFactory,
    ExtraFieldFactory,
    OrganizationDetailsFactory,
    SiteUseFactory,
    UnitAccessFactory,
    UserFactory,
)


def changed(record, **values):
    for name, value in values.items():
        setattr(record, name, value)
    with work(actor=None, channel="system"):
        return writes.save(record, version=record.version)


def erase(record, version):
    with allowed():
        ChangeRecord.objects.filter(
            model=record._meta.label_lower, object_id=record.pk, version=version
        ).update(changes=None, erased_at=clock.now())


def one(record, moment):
    (then,) = asof.at(type(record)._base_manager.filter(pk=record.pk), moment)
    return then


def test_what_was_made_later_is_left_out(db):
    first = AccountFactory()
    moment = clock.now()
    AccountFactory()
    assert asof.at(Account.objects.all(), moment) == [first]
    assert asof.at(Account.objects.filter(pk=0), moment) == []


def test_an_erased_change_answers_erased_for_what_it_may_have_changed(db):
    ExtraFieldFactory(model="accounts.account", code="colour")
    account = AccountFactory(description="First", extra={"colour": "red"})
    moment = clock.now()
    changed(account, number="Kept 2")
    changed(account, description="Second")
    changed(account, established_date=datetime.date(2020, 1, 1))
    erase(account, 3)
    then = one(account, moment)
    assert then.number not in ("erased", "Kept 2")
    assert (then.description, then.established_date, then.extra, then.sales_channel) == (
        asof.ERASED,
        asof.ERASED,
        {"colour": asof.ERASED},
        asof.ERASED,
    )
    assert (str(then.inventory_site), then.inventory_site_id) == ("erased", None)
    assert (then.party, then.status, then.version) == (account.party, "A", 1)


def test_after_the_erased_change_everything_is_known(db):
    account = AccountFactory()
    changed(account, description="Second")
    moment = clock.now()
    changed(account, description="Third")
    erase(account, 2)
    assert (one(account, moment).description, one(account, moment).sales_channel) == ("Second", "")


@pytest.mark.parametrize("removed", [False, True])
def test_an_erased_removal_still_tells_the_status(db, removed):
    account = AccountFactory()
    with work(actor=None, channel="system"):
        writes.remove(account, version=1)
        if removed:
            writes.restore(account, version=2)
    moment = clock.now()
    with work(actor=None, channel="system"):
        account = Account.objects.get(pk=account.pk)
        (writes.remove if removed else writes.restore)(account, version=account.version)
    erase(account, account.version)
    assert one(account, moment).status == ("A" if removed else "I")


def test_a_field_that_came_later_was_not_recorded_before(db, monkeypatch):
    account = AccountFactory(description="Known")
    moment = clock.now()
    monkeypatch.setattr(
        Account, "logged_since", {"description": "0002_description", "warehouse": "0002_description"}
    )
    migrations = MigrationRecorder(connection).migration_qs
    migrations.create(app="accounts", name="0002_description", applied=clock.now())
    then = one(account, moment)
    day = timezone.localtime().date()
    assert str(then.description) == str(then.warehouse) == f"not recorded before {day:%-d %b %Y}"
    assert one(account, clock.now()).description == "Known"


def test_secrets_stay_secret(db):
    user = UserFactory()
    moment = clock.now()
    user.set_password("another long password")
    changed(user)
    assert (one(user, moment).password, one(user, clock.now()).password) == (MASK, MASK)
    assert User.objects.get().password.startswith("md5")


def test_deleted_join_rows_of_an_owner_are_back(db):
    access, other = UnitAccessFactory(), UnitAccessFactory()
    moment = clock.now()
    with work(actor=None, channel="system"):
        writes.delete(access, version=1)
        writes.delete(other, version=1)
    later = UnitAccessFactory(user=access.user)
    (then,) = asof.at(UnitAccess.objects.all(), moment, user=access.user)
    assert (then.pk, then.user_id, then.unit_id, then.version) == (
        access.pk,
        access.user_id,
        access.unit_id,
        1,
    )
    assert asof.at(UnitAccess.objects.all(), clock.now(), user=access.user) == [later]


def test_records_around_are_those_of_then(db):
    site = AccountSiteFactory(party_site__name="Old Harbour")
    party, location = site.account.party, site.party_site.location
    details = OrganizationDetailsFactory(party=party, duns_number="123456789")
    name, city, moment = party.name, location.city, clock.now()
    changed(party, name="New Name")
    changed(site.party_site, name="New Harbour")
    changed(location, city="Kiel", country=Country.objects.get(code2="FR"))
    changed(details, duns_number="")
    (then,) = asof.at(AccountSite.objects.for_overview(), moment)
    assert (then.account.party.name, str(then.party_site)) == (name, "Old Harbour")
    assert (then.party_site.location.city, then.party_site.location.country.code2) == (city, "DE")
    (customer,) = asof.at(Party.objects.with_details(), moment)
    assert (customer.details.duns_number, list(customer.source_references.all())) == ("123456789", [])
    assert getattr(customer, "person", None) is None


def test_lists_are_in_the_order_of_then(db):
    first, second = AccountFactory(number="A"), AccountFactory(number="B")
    moment = clock.now()
    changed(first, number="Z")
    assert asof.at(Account.objects.for_table(), moment) == [first, second]
    assert asof.at(Account.objects.order_by("-number_key"), moment) == [second, first]


def test_a_later_version_may_have_the_earlier_time(db, monkeypatch):
    """Two units of work at once: the one that began first saved last. The order of the versions counts."""
    account = AccountFactory(description="One")
    early, moment, late = (clock.now() + datetime.timedelta(hours=hours) for hours in (1, 2, 3))
    monkeypatch.setattr(clock, "now", lambda: late)
    changed(account, description="Two")
    monkeypatch.setattr(clock, "now", lambda: early)
    changed(account, number="Three")
    then = one(account, moment)
    assert (then.description, then.number == "Three", then.version) == ("One", False, 1)


@pytest.mark.parametrize("count", [1, 3])
def test_a_set_costs_the_same_for_one_row_and_three(db, count, unit_a, django_assert_num_queries):
    site = AccountSiteFactory(unit=unit_a)
    uses = [SiteUseFactory(site=site, purpose=purpose) for purpose in ["BILL_TO", "SHIP_TO", "DUN"][:count]]
    moment = clock.now()
    for use in uses:
        changed(use, location=f"{use.location}X")
    with django_assert_num_queries(4):
        then = asof.at(SiteUse.objects.for_table(), moment)
    assert [(use.location.endswith("X"), use.site) for use in then] == [(False, site)] * count


def test_the_end_of_a_day_is_that_of_who_asks(settings):
    with timezone.override("America/New_York"):
        assert asof.end_of(datetime.date(2026, 3, 31)).astimezone(datetime.UTC) == datetime.datetime(
            2026, 4, 1, 3, 59, 59, 999999, tzinfo=datetime.UTC
        )


def test_rows_are_narrowed_by_equal_values(db):
    first, second = AccountFactory(description="a"), AccountFactory(description="b")
    rows = asof.Rows([first, second])
    assert rows.filter(description="a") == [first]
    assert rows.all().filter(party=second.party, status__exact="A") == [second]
    assert (rows.exists(), asof.Rows().exists()) == (True, False)
