"""One primary per group (R-072, R-073)."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from core import writes
from core.guard import allowed
from core.models import ChangeRecord
from core.work import work
from sites.models import SiteUse
from tests.factories import AccountSiteFactory, PartySiteFactory, SiteUseFactory


def uses_of_one_group(count):
    site = AccountSiteFactory()
    sites = [site] + [
        AccountSiteFactory(account=site.account, unit=site.unit) for _number in range(count - 1)
    ]
    return [SiteUseFactory(site=one, is_primary=number == 0) for number, one in enumerate(sites)]


def primaries():
    return list(SiteUse.objects.active().filter(is_primary=True).values_list("pk", flat=True))


@pytest.mark.rule("R-072", "R-073")
def test_marking_a_new_primary_unmarks_the_old_one_and_says_so(db, clerk):
    first, second = uses_of_one_group(2)
    with work(actor=clerk, channel="page") as unit_of_work:
        writes.make_primary(second, version=1)
    assert primaries() == [second.pk]
    assert unit_of_work.notices == [f"{first} is no longer primary."]
    told = ChangeRecord.objects.filter(model="customer_sites.siteuse", action="update").order_by("pk")
    assert list(told.values_list("object_id", "changes", "version", "actor")) == [
        (first.pk, {"is_primary": [True, False]}, 2, clerk.pk),
        (second.pk, {"is_primary": [False, True]}, 2, clerk.pk),
    ]


@pytest.mark.rule("R-072")
def test_other_groups_keep_their_primary(db):
    first, second = uses_of_one_group(2)
    others = [
        SiteUseFactory(is_primary=True),
        SiteUseFactory(site=first.site, purpose="SHIP_TO", is_primary=True),
        SiteUseFactory(site=AccountSiteFactory(account=first.account), is_primary=True),
    ]
    with work(actor=None, channel="page"):
        writes.make_primary(second, version=1)
    assert sorted(primaries()) == sorted([second.pk, *(other.pk for other in others)])


@pytest.mark.rule("R-072")
def test_making_the_primary_primary_changes_nothing(db):
    first, _second = uses_of_one_group(2)
    with work(actor=None, channel="page") as unit_of_work:
        writes.make_primary(first, version=1)
    assert (primaries(), SiteUse.objects.get(pk=first.pk).version) == ([first.pk], 1)
    assert unit_of_work.notices == []


def test_an_inactive_record_does_not_become_primary(db):
    _first, second = uses_of_one_group(2)
    with work(actor=None, channel="page"):
        writes.remove(second, version=1)
    with work(actor=None, channel="page"), pytest.raises(ValidationError, match="restore it first"):
        writes.make_primary(second, version=2)


def test_marking_writes_nothing_else_that_the_object_in_hand_holds(db):
    _first, second = uses_of_one_group(2)
    second.location = "never saved"
    with work(actor=None, channel="page"):
        writes.make_primary(second, version=1)
    assert SiteUse.objects.get(pk=second.pk).location != "never saved"


@pytest.mark.rule("R-072")
def test_a_second_primary_by_save_is_an_error_of_the_field(db):
    _first, second = uses_of_one_group(2)
    second.is_primary = True
    with pytest.raises(ValidationError) as caught, work(actor=None, channel="page"):
        writes.save(second, version=1)
    assert caught.value.message_dict == {
        "is_primary": ["The account has a primary of this purpose in this operating unit already."]
    }


@pytest.mark.rule("R-072")
def test_the_database_refuses_a_second_primary(db):
    _first, second = uses_of_one_group(2)
    with pytest.raises(IntegrityError) as caught, allowed(), transaction.atomic():
        SiteUse._base_manager.filter(pk=second.pk).update(is_primary=True)
    if connection.vendor == "postgresql":
        assert caught.value.__cause__.diag.constraint_name == "customer_sites_one_primary"
    else:
        assert str(caught.value) == (
            "UNIQUE constraint failed: customer_sites_siteuse.account_id, customer_sites_siteuse.unit_id, "
            "customer_sites_siteuse.purpose"
        )


@pytest.mark.rule("R-072")
def test_inactive_rows_may_carry_the_flag(db):
    first, second = uses_of_one_group(2)
    with work(actor=None, channel="page"):
        writes.remove(first, version=1)
        writes.make_primary(second, version=1)
    assert SiteUse.objects.filter(is_primary=True).count() == 2
    assert primaries() == [second.pk]


@pytest.mark.rule("R-053")
def test_a_party_has_one_identifying_address(db):
    first = PartySiteFactory(identifying=True)
    second = PartySiteFactory(party=first.party)
    with work(actor=None, channel="page"):
        writes.make_primary(second, version=1)
    assert list(type(first).objects.filter(identifying=True)) == [second]
