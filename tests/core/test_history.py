"""What history writes down and where it files it."""

import datetime
from decimal import Decimal

import pytest
from django.apps import apps

from accounts.models import Account
from core.history import (
    MASK,
    Path,
    Roots,
    differences,
    masked,
    part_named,
    plain,
    roots_of,
    tracked_fields,
)
from core.models import ChangeRecord, Record, User
from core.work import current, work
from sites.models import SiteUse
from tests.core.captured import captured
from tests.core.test_constraints import make
from tests.core.test_personas import RECORDS
from tests.core.writes.test_save import changes_of
from tests.factories import AccountFactory, ProfileVersionFactory, SiteUseFactory, UserFactory


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        (None, None),
        ("x", "x"),
        (7, 7),
        (True, True),
        (Decimal("10.50"), "10.50"),
        (datetime.date(2026, 1, 31), "2026-01-31"),
        (datetime.datetime(2026, 1, 31, 12, tzinfo=datetime.UTC), "2026-01-31T12:00:00+00:00"),
    ],
)
def test_values_are_written_down_so_that_they_can_be_read_back(value, stored):
    assert plain(value) == stored


def test_keys_and_housekeeping_are_no_news():
    names = {field.name for field in tracked_fields(SiteUse)}
    assert {"location", "is_primary", "bill_to", "status", "removed_with_parent"} <= names
    assert not {"id", "version", "location_key", "created_at", "updated_by"} & names


def test_differences_name_fields_and_not_columns(db):
    account = AccountFactory()
    before = {field.attname: getattr(account, field.attname) for field in account._meta.concrete_fields}
    other = AccountFactory()
    account.party, account.description = other.party, "Main"
    assert differences(before, account) == {
        "party": [before["party_id"], other.party_id],
        "description": ["", "Main"],
    }


def test_secrets_are_masked_and_their_absence_is_not(db):
    user = UserFactory()
    changes = {"password": ["", "new"], "username": ["a", "b"]}
    assert masked(user, changes) == {"password": ["", MASK], "username": ["a", "b"]}


def test_a_record_is_filed_along_its_path(db):
    version = ProfileVersionFactory()
    account = version.profile.account
    fresh = type(version).objects.get(pk=version.pk)
    assert roots_of([fresh]) == [Roots(root=account.party_id, branch=account.pk)]
    use = SiteUse.objects.get(pk=SiteUseFactory().pk)
    assert roots_of([use]) == [
        Roots(root=use.account.party_id, branch=use.account_id, leaf=use.site_id, unit=use.unit_id)
    ]
    assert roots_of([]) == []


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.label)
def test_filing_and_naming_many_rows_costs_what_it_costs_for_two(db, model):
    """Of any model: rows as a lock answers them, without anything loaded beside them."""
    pks = [make(model).pk for _number in range(4)]

    def cost(chosen):
        records = list(model._base_manager.filter(pk__in=chosen))
        with work(actor=None, channel="system"):
            with captured() as queries:
                current().log("update", records, [None] * len(records))
            current().changes.clear()
            current().touched.clear()
        return len(queries)

    assert cost(pks) == cost(pks[:2]) or len(set(pks)) == 1


def test_the_journal_is_reached_by_an_index_from_party_account_and_site():
    paths = {tuple(index.fields) for index in ChangeRecord._meta.indexes}
    assert {("root_id", "-id"), ("branch_id", "-id"), ("leaf_id", "-id")} <= paths


def test_every_unit_owned_record_is_filed_under_its_unit():
    for model in apps.get_models():
        if not issubclass(model, Record) or model._meta.label == "reference.UnitAccess":
            continue
        owned = "unit" in {field.name for field in model._meta.concrete_fields}
        assert (model.history_path.unit == "unit_id") == owned, model


def test_a_path_may_lead_nowhere(db):
    assert User.history_path == Path()
    assert roots_of([UserFactory()]) == [Roots()]


def test_a_user_whose_hash_is_old_gets_a_new_one_at_sign_in(db, settings):
    """By the one write path, with history; signing in itself is no change to the person."""
    user = UserFactory()
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]
    stored = User.objects.get(pk=user.pk)
    assert stored.password.startswith("md5$")
    assert stored.check_password("correct-horse-battery")
    renewed = User.objects.get(pk=user.pk)
    assert renewed.password.startswith("pbkdf2_sha256$")
    assert renewed.version == 2
    assert changes_of(renewed)[-1].changes == {"password": [MASK, MASK]}
    assert not renewed.check_password("another password")
    assert User.objects.get(pk=user.pk).version == 2


def test_values_by_key_are_compared_key_by_key():
    account = Account(extra={"colour": "red", "size": 3})
    before = {field.attname: getattr(account, field.attname) for field in account._meta.concrete_fields}
    account.extra = {"colour": "blue", "shipped": datetime.date(2026, 1, 31)}
    assert differences(before, account) == {
        "extra.colour": ["red", "blue"],
        "extra.shipped": [None, "2026-01-31"],
        "extra.size": [3, None],
    }


def test_a_date_that_was_stored_and_the_same_date_just_typed_are_no_difference():
    account = Account(extra={"shipped": "2026-01-31"})
    before = {field.attname: getattr(account, field.attname) for field in account._meta.concrete_fields}
    account.extra = {"shipped": datetime.date(2026, 1, 31)}
    assert differences(before, account) == {}


def test_a_name_in_the_history_leads_to_its_part_while_the_model_has_it():
    assert part_named(SiteUse, "location").name == "location"
    assert part_named(Account, "extra.colour").key == "colour"
    assert [part_named(SiteUse, name) for name in ("gone", "location.x")] == [None, None]
    assert part_named(Account, "extra") is None
