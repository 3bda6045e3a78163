"""What a unit of work knows by itself is not asked; what it changed is asked again."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Account
from core import numbers, writes
from core.validation import know_free
from core.work import work
from parties.models import OrganizationDetails, Party, PartySite
from profiles.models import ProfileVersion
from tests.core.captured import captured, verbs
from tests.factories import AccountFactory, PartyFactory, ProfileClassFactory, ProfileFactory


@pytest.fixture
def unit_of_work(db):
    with work(actor=None, channel="system") as opened:
        yield opened


def version_of(profile, profile_class, day):
    return ProfileVersion(
        profile=profile, profile_class=profile_class, start_date=datetime.date(2024, 1, day)
    )


def refused(record):
    with pytest.raises(ValidationError) as caught:
        writes.save(record)
    return caught.value.message_dict


def test_a_row_under_one_that_was_made_here_is_inserted_without_a_question(unit_of_work):
    party = PartyFactory()
    with captured() as queries:
        writes.save(OrganizationDetails(party=party))
    assert verbs(queries) == ["INSERT"]


def test_what_clashes_with_a_row_that_was_made_here_is_refused_as_ever(unit_of_work):
    party = PartyFactory()
    writes.save(OrganizationDetails(party=party))
    with captured() as queries:
        told = refused(OrganizationDetails(party=party))
    assert list(told) == ["party"]
    assert not verbs(queries)


def test_a_value_is_asked_about_once(db):
    profile_class, profiles = ProfileClassFactory(), [ProfileFactory(), ProfileFactory()]
    with work(actor=None, channel="system"):
        for profile, verb in zip(profiles, [["SELECT", "INSERT"]] * 2, strict=True):
            with captured() as queries:
                writes.save(version_of(profile, profile_class, 1))
            # Its own period is asked about each time; nobody asks again whether the class may be chosen.
            assert verbs(queries) == verb
            asked_for_class = "profiles_profileclass" in queries[0]["sql"]
            assert asked_for_class is (profile is profiles[0])


def test_a_value_that_is_removed_meanwhile_is_asked_about_again(unit_of_work):
    profile_class, profile = ProfileClassFactory(), ProfileFactory()
    writes.save(version_of(profile, profile_class, 1))
    writes.remove(profile_class, version=profile_class.version)
    assert list(refused(version_of(profile, profile_class, 2))) == ["profile_class"]


def test_rows_that_were_changed_here_are_read_anew(unit_of_work):
    account = AccountFactory(description="Before")
    with captured() as queries:
        assert writes.read(Account, [account.pk], "description")[account.pk]["description"] == "Before"
    assert not verbs(queries)
    account.description = "After"
    writes.save(account, version=account.version)
    assert writes.read(Account, [account.pk], "description")[account.pk]["description"] == "After"


def test_only_rows_of_others_are_locked(db, unit_of_work):
    made = PartyFactory()
    with captured() as queries:
        writes.hold(Party, [made.pk])
    assert not verbs(queries)


def test_a_stored_row_is_locked_once(db):
    stored = PartyFactory()
    with work(actor=None, channel="system"):
        with captured() as queries:
            writes.hold(Party, [stored.pk])
            writes.hold(Party, [stored.pk])
        assert verbs(queries) == ["SELECT"]


def test_what_was_made_here_is_bare_until_something_is_made_under_it(unit_of_work):
    party = PartyFactory()
    assert unit_of_work.is_bare(Party, [party.pk], Account)
    AccountFactory(party=party)
    assert not unit_of_work.is_bare(Party, [party.pk], Account)
    assert unit_of_work.is_bare(Party, [party.pk], PartySite)
    assert not unit_of_work.is_bare(Party, [party.pk, party.pk + 1], PartySite)


def test_a_number_that_is_taken_is_passed_over(db):
    with work(actor=None, channel="system"):
        first = int(numbers.draw_free("account_number", 1, Account, "number_key")[0])
    AccountFactory(number=str(first + 2))
    with work(actor=None, channel="system"):
        drawn = numbers.draw_free("account_number", 3, Account, "number_key")
    assert drawn == [str(first + 1), str(first + 3)]


def test_a_number_that_was_found_free_is_not_asked_about_again(db):
    party = PartyFactory()
    with work(actor=None, channel="system"):
        writes.hold(Party, [party.pk])
        know_free(Account, "number_key", ["77"])
        account = Account(party=party, number="77", established_date=datetime.date(2024, 1, 1))
        with captured() as queries:
            writes.save(account)
    assert verbs(queries) == ["INSERT"]
