"""Many records at once do what single saves do, with a number of statements that does not grow."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Account
from core import writes
from core.exceptions import StaleRecord, WriteRefused
from core.guard import allowed
from core.models import ChangeRecord
from core.work import current, work
from parties.models import OrganizationDetails, PartyUsage
from profiles.models import ProfileVersion
from sites.models import AccountSite, SiteUse
from tests.core.captured import captured, verbs
from tests.factories import (
    AccountFactory,
    AccountSiteFactory,
    PartyFactory,
    ProfileClassFactory,
    ProfileFactory,
    SiteUseFactory,
)

COUNTS = [1, 3, 300]


@pytest.fixture
def unit_of_work(db):
    with work(actor=None, channel="system") as opened:
        yield opened


def accounts(party, count):
    return [
        Account(party=party, number=f"N{number}", established_date=datetime.date(2020, 1, 1))
        for number in range(count)
    ]


def stored(queryset):
    """The rows as they are, without what two writes can never share."""
    own = {"id", "version", "created_at", "updated_at"}
    return [{k: v for k, v in row.items() if k not in own} for row in queryset.order_by("pk").values()]


@pytest.mark.parametrize("count", COUNTS)
def test_inserting_costs_the_same_for_any_number(unit_of_work, count):
    party = PartyFactory()
    with captured() as queries:
        writes.insert_many(accounts(party, count))
    # The number is asked about; the party was made in this unit of work, which knows it.
    assert verbs(queries) == ["SELECT", "INSERT"]


@pytest.mark.parametrize("count", COUNTS)
def test_updating_to_one_value_costs_the_same_for_any_number(unit_of_work, count):
    writes.insert_many(accounts(PartyFactory(), count))
    locked = writes.lock(Account.objects.all())
    for account in locked:
        account.description = "Moved"
    with captured() as queries:
        writes.update_many(locked)
    assert verbs(queries).count("UPDATE") == 1
    assert len(verbs(queries)) <= 4
    assert set(Account.objects.values_list("description_key", "version")) == {("moved", 2)}


@pytest.mark.parametrize("count", [6, 300])
def test_updating_to_different_values_costs_one_statement(unit_of_work, count):
    writes.insert_many(accounts(PartyFactory(), count))
    locked = writes.lock(Account.objects.all())
    for account in locked:
        account.description = f"Description of {account.number}"
    with captured() as queries:
        written = writes.update_many(locked)
    assert verbs(queries).count("UPDATE") == 1
    assert [account.version for account in written] == [2] * count
    assert all(
        account.description == f"Description of {account.number}" and account.version == 2
        for account in Account.objects.all()
    )


@pytest.mark.parametrize("count", COUNTS)
def test_removing_costs_the_same_for_any_number(unit_of_work, count):
    writes.insert_many(accounts(PartyFactory(), count))
    current().changes.clear()
    with captured() as queries:
        writes.remove_many(Account.objects.all())
    assert len(queries) <= 12
    assert Account.objects.active().count() == 0
    assert len([change for change in current().changes if change.action == "remove"]) == count


def test_many_store_and_log_what_single_saves_do(db):
    def records(first):
        party = PartyFactory(name="Acme")
        return [Account(party=party, number=f" n{first}{n} ", description="Ａ b") for n in range(3)]

    singly, together = records("s"), records("t")
    with work(actor=None, channel="system"):
        for account in singly:
            writes.save(account)
    with work(actor=None, channel="system"):
        writes.insert_many(together)
    for group in (singly, together):
        for account in group:
            account.description = ""
    with work(actor=None, channel="system"):
        for account in singly:
            writes.save(account, version=1)
    with work(actor=None, channel="system"):
        writes.lock(Account.objects.filter(pk__in=[account.pk for account in together]))
        writes.update_many(together)

    def told(group):
        rows = stored(Account.objects.filter(pk__in=[account.pk for account in group]))
        for row in rows:
            row["number"], row["number_key"], row["party_id"] = row["number"][2:], row["number_key"][2:], None
        changes = ChangeRecord.objects.filter(
            model="accounts.account", object_id__in=[account.pk for account in group]
        ).order_by("object_id", "pk")
        return rows, list(changes.values_list("action", "version", "changes"))

    assert told(singly) == told(together)
    assert told(together)[1][:2] == [("create", 1, None), ("update", 2, {"description": ["Ａ b", ""]})]


def errors_one_by_one(records):
    found = []
    for record in records:
        try:
            writes.save(record)
        except ValidationError as error:
            found.append(error.message_dict)
        else:
            found.append({})
    return found


def errors_together(records):
    with pytest.raises(ValidationError) as caught:
        writes.insert_many(records)
    by_record = {
        id(record): {
            name: [text for one in errors for text in one.messages] for name, errors in fields.items()
        }
        for record, fields in caught.value.records
    }
    return [by_record.get(id(record), {}) for record in records]


def wrong_accounts():
    party = PartyFactory()
    removed = PartyFactory()
    AccountFactory(number="TAKEN")
    return [
        Account(party=party, number="taken"),
        Account(party=party, number="A\0B"),
        Account(party=party, number=""),
        Account(party_id=removed.pk + 1000, number="NO-PARTY"),
        Account(number="NONE"),
        Account(party=party, number="DATES", termination_date=datetime.date(2020, 1, 1)),
        Account(party=party, number="TYPE", account_type="X", classification="UNKNOWN"),
        Account(party=party, number="GOOD"),
    ]


def wrong_uses():
    site = AccountSiteFactory()
    SiteUseFactory(site=site, location="HERE", is_primary=True)

    def use(**values):
        other = AccountSiteFactory(account=site.account, unit=site.unit)
        return SiteUse(site=other, account=site.account, unit=site.unit, **values)

    return [
        use(purpose="SHIP_TO", location="TOLERANCE", under_shipment_tolerance=101),
        use(purpose="BILL_TO", location="here"),
        use(purpose="DRAWEE", location="FIELDS", arrival_sets=True),
        use(purpose="SHIP_TO", location="SETS", arrival_sets=True, ship_sets=True),
        use(purpose="SHIP_TO", location="TERM", payment_terms_id=999_999),
        use(purpose="BILL_TO", location="SECOND PRIMARY", is_primary=True),
    ]


@pytest.mark.parametrize("wrong", [wrong_accounts, wrong_uses])
def test_many_are_refused_for_what_singles_are_refused_for(unit_of_work, wrong):
    together = errors_together(wrong())
    assert any(together)
    singly = errors_one_by_one(_again(wrong))
    assert together == singly


def _again(wrong):
    """The same wrong records beside rows of their own."""
    with allowed():
        for model in (SiteUse, AccountSite, Account):
            model._base_manager.all().delete()
    return wrong()


def test_an_error_names_record_field_and_remedy(unit_of_work):
    party = PartyFactory()
    AccountFactory(number="7")
    with pytest.raises(ValidationError) as caught:
        writes.insert_many([Account(party=party, number="8"), Account(party=party, number="7")])
    assert caught.value.messages == ["7, account number: Account with this account number exists already."]


def test_records_that_clash_with_each_other_are_refused(unit_of_work):
    party = PartyFactory()
    with pytest.raises(ValidationError, match="n1, account number"):
        writes.insert_many([Account(party=party, number="N1"), Account(party=party, number="n1")])


@pytest.mark.rule("R-260")
def test_many_do_not_choose_an_inactive_value_either(unit_of_work):
    profile, chosen = ProfileFactory(), ProfileClassFactory()
    writes.remove(chosen, version=1)
    versions = [
        ProfileVersion(profile=profile, profile_class=chosen, start_date=datetime.date(2020 + n, 1, 1))
        for n in range(3)
    ]
    with pytest.raises(ValidationError, match="does not exist or is inactive"):
        writes.insert_many(versions)


def test_what_only_the_database_can_refuse_names_the_record(unit_of_work):
    first, second = PartyFactory(name="First"), PartyFactory(name="Second")
    usages = [
        PartyUsage(party=first, usage="CUSTOMER", start_date=datetime.date(2020, 1, 1)),
        PartyUsage(party=second, usage="CUSTOMER", start_date=datetime.date(2020, 1, 1)),
        PartyUsage(party=second, usage="CUSTOMER", start_date=datetime.date(2021, 1, 1)),
    ]
    with pytest.raises(ValidationError) as caught:
        writes.insert_many(usages)
    assert caught.value.messages == [
        "Second · Customer, start date: The party has this usage on some of these days already."
    ]
    assert not PartyUsage.objects.exists()


def test_rows_that_are_not_locked_are_not_updated(unit_of_work):
    account = AccountFactory()
    with pytest.raises(WriteRefused, match="lock the row first"):
        writes.update_many([account])


@pytest.mark.rule("D-19")
def test_an_old_copy_of_a_locked_row_does_not_overwrite_what_is_newer(db):
    account = AccountFactory()
    old = Account.objects.get(pk=account.pk)
    with work(actor=None, channel="system"):
        account.description = "Newer"
        writes.save(account, version=1)
    with work(actor=None, channel="system"):
        writes.lock(Account.objects.all())
        old.classification = ""
        old.externally_maintained = True
        writes.update_many([old])
    assert Account.objects.values_list("description", "externally_maintained", "version").get() == (
        "Newer",
        True,
        3,
    )
    with work(actor=None, channel="system"), pytest.raises(StaleRecord):
        writes.lock(Account.objects.all())
        stale = Account(pk=account.pk, party=account.party, number=account.number, description="Mine")
        writes.update_many([stale])


def test_nothing_is_done_for_nothing(unit_of_work, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert writes.insert_many([]) == []
        assert writes.update_many([]) == []


def test_rules_that_follow_a_relation_cost_one_query_for_all(unit_of_work):
    for count in (2, 6):
        parties = [PartyFactory() for _number in range(count)]
        details = [OrganizationDetails(party_id=party.pk) for party in parties]
        with captured() as queries:
            writes.insert_many(details)
        assert verbs(queries) == ["SELECT", "INSERT"]
