"""One record at a time: insert, update, what is refused and what is told (R-228 to R-230)."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Account
from core import writes
from core.exceptions import WriteRefused
from core.models import ChangeRecord
from core.work import work
from parties.models import OrganizationDetails, Party
from profiles.models import ProfileVersion
from sites.models import AccountSite
from tests.core.captured import captured, verbs
from tests.factories import (
    AccountFactory,
    AccountSiteFactory,
    CountryFactory,
    LocationFactory,
    OrganizationDetailsFactory,
    PartyFactory,
    ProfileClassFactory,
    ProfileFactory,
    ProfileVersionFactory,
    SiteUseFactory,
)


@pytest.fixture
def unit_of_work(db):
    with work(actor=None, channel="system") as opened:
        yield opened


def changes_of(record):
    found = ChangeRecord.objects.filter(model=record._meta.label_lower, object_id=record.pk)
    return list(found.order_by("pk"))


def refused(record, version=None) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        writes.save(record, version=version)
    return caught.value.message_dict


def test_a_new_record_is_inserted_with_version_1_and_its_keys(unit_of_work):
    party = writes.save(Party(kind="ORGANIZATION", name="  Ａcme  Harbour GmbH ", registry_id="X-1"))
    stored = Party.objects.get(pk=party.pk)
    assert (stored.version, stored.name, stored.name_key) == (1, "Ａcme  Harbour GmbH", "acme harbour gmbh")
    assert stored.registry_id_key == "x-1"


def test_a_new_record_costs_one_question_and_one_insert(unit_of_work):
    party = Party(kind="ORGANIZATION", name="Acme", registry_id="X-1")
    with captured() as queries:
        writes.save(party)
    assert verbs(queries) == ["SELECT", "INSERT"]


def test_an_update_costs_lock_question_and_update(unit_of_work):
    account = AccountFactory()
    account.description = "Main"
    with captured() as queries:
        writes.save(account, version=1)
    assert verbs(queries)[-1] == "UPDATE"
    assert verbs(queries).count("UPDATE") == 1


@pytest.mark.rule("R-229")
def test_every_update_raises_the_version_by_one(unit_of_work):
    account = AccountFactory()
    for number in (1, 2, 3):
        account.description = f"Description {number}"
        writes.save(account, version=number)
        assert account.version == number + 1
    assert Account.objects.get(pk=account.pk).version == 4
    assert [change.version for change in unit_of_work.changes if change.object_id == account.pk][-3:] == [
        2,
        3,
        4,
    ]


@pytest.mark.rule("R-229")
def test_a_save_that_changes_nothing_writes_nothing(db, clerk):
    account = AccountFactory(description="Main")
    stored = Account.objects.get(pk=account.pk)
    stored.description = "  Main "
    with captured() as queries, work(actor=clerk, channel="page"):
        writes.save(stored, version=1)
    assert set(verbs(queries)) == {"SELECT"}
    after = Account.objects.get(pk=account.pk)
    assert (after.version, after.updated_by, after.updated_at) == (1, None, account.updated_at)
    assert [change.action for change in changes_of(account)] == ["create"]


@pytest.mark.rule("R-228")
def test_an_update_needs_the_version_it_started_from(unit_of_work):
    account = Account.objects.get(pk=AccountFactory().pk)
    account.description = "Main"
    with pytest.raises(WriteRefused, match="give the version, or lock the row first"):
        writes.save(account)


@pytest.mark.rule("R-228")
def test_a_row_locked_in_the_unit_of_work_needs_no_version(unit_of_work):
    AccountFactory()
    (account,) = writes.lock(Account.objects.all())
    account.description = "Main"
    writes.save(account)
    assert Account.objects.get().description == "Main"


def test_a_lock_ends_with_its_unit_of_work(db):
    AccountFactory()
    with work(actor=None, channel="system"):
        (account,) = writes.lock(Account.objects.all())
    account.description = "Main"
    with work(actor=None, channel="system"), pytest.raises(WriteRefused):
        writes.save(account)


def test_a_record_that_is_gone_is_told(unit_of_work):
    account = AccountFactory()
    account.pk += 1
    with pytest.raises(ValidationError, match="does not exist any more"):
        writes.save(account, version=1)


def test_everything_wrong_is_told_at_once_by_field(unit_of_work):
    PartyFactory(registry_id="R-1")
    errors = refused(Party(kind="ORGANIZATION", name="", registry_id="r-1", alias="a\0b", category="NONE"))
    assert errors == {
        "name": ["This field cannot be blank."],
        "registry_id": ["Customer with this registry ID exists already."],
        "alias": ["Remove the invisible or unreadable character U+0000 at position 2."],
        "category": ["“NONE” cannot be chosen: it is not in the list or is inactive."],
    }


def test_a_value_of_another_type_is_an_error_of_its_field(unit_of_work):
    details = OrganizationDetails(party=PartyFactory(), year_established="last year")
    assert refused(details) == {"year_established": ["“last year” value must be an integer."]}


def test_an_unreadable_unique_value_is_told_once_and_not_looked_up(unit_of_work):
    assert refused(Account(party=PartyFactory(), number="A\0")) == {
        "number": ["Remove the invisible or unreadable character U+0000 at position 2."]
    }


def test_no_text_is_stored_as_empty_text(unit_of_work):
    party = writes.save(Party(kind="ORGANIZATION", name="Acme", registry_id="1", alias=None))
    assert Party.objects.get(pk=party.pk).alias == ""


def test_a_required_reference_that_is_missing_is_told(unit_of_work):
    assert refused(Account(number="1")) == {"party": ["This field is required."]}


def test_a_reference_to_a_row_that_is_not_there_is_told(unit_of_work):
    site = AccountSiteFactory()
    site.salesperson_id = 999_999
    assert refused(site, version=1) == {
        "salesperson": ["Choose an active value: this one does not exist or is inactive."]
    }


def test_a_check_that_the_database_holds_is_told_on_its_field(unit_of_work):
    account = AccountFactory()
    account.account_type = "X"
    assert refused(account, version=1)["account_type"] == ["Value 'X' is not a valid choice."]
    details = OrganizationDetailsFactory()
    details.year_established = 999
    assert "year_established" in refused(details, version=1)


def test_a_message_about_a_taken_value_is_made_for_each_reader(unit_of_work, monkeypatch):
    account = AccountFactory(number="7")
    again = Account(party=account.party, number="7")
    assert refused(again) == {"number": ["Account with this account number exists already."]}
    monkeypatch.setattr("core.validation.uniques._", lambda text: f"(de) {text}")
    assert refused(again) == {"number": ["(de) Account with this account number exists already."]}


@pytest.mark.rule("R-260", "R-102")
def test_an_inactive_value_stays_where_it_is_and_is_not_newly_chosen(unit_of_work):
    version = ProfileVersionFactory()
    writes.remove(version.profile_class, version=1)
    version.start_date = datetime.date(2025, 1, 1)
    writes.save(version, version=1)
    assert ProfileVersion.objects.get(pk=version.pk).start_date == datetime.date(2025, 1, 1)
    newly = ProfileVersion(
        profile=version.profile,
        profile_class_id=version.profile_class_id,
        start_date=datetime.date(2026, 1, 1),
    )
    assert refused(newly) == {
        "profile_class": ["Choose an active value: this one does not exist or is inactive."]
    }


@pytest.mark.rule("R-260")
def test_other_fields_of_a_row_with_an_inactive_value_can_be_saved(unit_of_work):
    country = CountryFactory()
    location = LocationFactory(country=country)
    writes.remove(country, version=1)
    location.line1 = "Moved next door 2"
    writes.save(location, version=1)
    assert location.version == 2


def test_fixed_fields_stay_as_they_were_given(unit_of_work):
    use = SiteUseFactory()
    use.purpose = "SHIP_TO"
    assert refused(use, version=1)["purpose"] == ["This cannot be changed any more."]


def test_numbers_are_compared_as_numbers(unit_of_work):
    use = SiteUseFactory(over_shipment_tolerance=Decimal("10.00"))
    use.over_shipment_tolerance = Decimal("10")
    writes.save(use, version=1)
    assert use.version == 1


def test_a_failed_insert_leaves_a_record_that_is_still_new(db):
    profile = ProfileFactory()
    chosen = ProfileClassFactory()
    with work(actor=None, channel="system"), pytest.raises(ValidationError):
        twice = [
            ProfileVersion(profile=profile, profile_class=chosen, start_date=datetime.date(2024, 1, 1))
            for _number in range(2)
        ]
        writes.insert_many(twice)
    assert [version.pk for version in twice] == [None, None]
    assert not ProfileVersion.objects.exists()


def test_closed_doors(unit_of_work):
    account = AccountFactory()
    for attempt in (
        account.save,
        account.delete,
        lambda: Account.objects.update(description="x"),
        lambda: Account.objects.filter(pk=1).delete(),
        lambda: Account.objects.create(number="1"),
        lambda: Account.objects.bulk_create([]),
        lambda: Account.objects.bulk_update([], ["number"]),
        lambda: Account.objects.get_or_create(number="1"),
        lambda: Account.objects.update_or_create(number="1"),
        lambda: account.sites.create(),
        lambda: account.party.accounts.update(description="x"),
        lambda: AccountSite.objects.none().delete(),
    ):
        with pytest.raises(WriteRefused):
            attempt()


@pytest.mark.rule("R-101")
def test_business_records_are_never_deleted(unit_of_work):
    account = AccountFactory()
    with pytest.raises(WriteRefused, match="removed, not deleted"):
        writes.delete(account, version=1)


def test_a_join_row_ends_by_a_logged_delete(clerk):
    membership = clerk.memberships.get()
    with work(actor=None, channel="admin"):
        writes.delete(membership, version=1)
    assert not clerk.memberships.exists()
    change = changes_of(membership)[-1]
    assert (change.action, change.version) == ("delete", 1)
    assert change.changes == {"user": [clerk.pk, None], "group": [membership.group_id, None]}
