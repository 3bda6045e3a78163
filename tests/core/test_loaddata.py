"""Fixtures of records: all rows with validation and history, or none (trust rule 2)."""

import io
import json

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

from accounts.models import Account
from core import writes
from core.models import ChangeRecord, FormToken, Membership, NumberCounter, User
from core.work import work
from parties.models import Party, PartyUsage
from sites.models import AccountSite, SiteUse
from tests.factories import AccountFactory, CountryFactory, PartySiteFactory, SiteUseFactory


def party(pk=501, **fields):
    values = {"kind": "ORGANIZATION", "name": f"  Fixture Works {pk} ", "registry_id": f"F{pk}"}
    return {"model": "parties.party", "pk": pk, "fields": {**values, **fields}}


def account(pk=601, **fields):
    return {"model": "accounts.account", "pk": pk, "fields": {"party": 501, "number": f"F{pk}", **fields}}


@pytest.fixture
def load(tmp_path, db):
    """Write rows into files and load them; answers what was printed."""

    def load_rows(*files):
        paths = []
        for number, rows in enumerate(files):
            paths.append(tmp_path / f"file{number}.json")
            paths[-1].write_text(rows if isinstance(rows, str) else json.dumps(rows))
        out = io.StringIO()
        call_command("loaddata", *map(str, paths), stdout=out)
        return out.getvalue()

    return load_rows


def refused(load, *files):
    before = ChangeRecord.objects.count()
    with pytest.raises(CommandError) as caught:
        load(*files)
    assert caught.value.returncode == 1
    assert ChangeRecord.objects.count() == before
    lines = str(caught.value).split("\n")
    assert lines[-1] == "Nothing was loaded."
    return [line.rpartition("/")[2] for line in lines[:-1]]


def test_rows_are_stored_as_the_write_functions_would_and_logged(load):
    assert load([party(), account()]) == "Installed 2 object(s) from 1 fixture(s)\n"
    stored = Party.objects.get(pk=501)
    assert (stored.name, stored.name_key, stored.version) == ("Fixture Works 501", "fixture works 501", 1)
    assert stored.created_at == stored.updated_at
    told = ChangeRecord.objects.filter(channel="fixture").order_by("pk")
    assert list(told.values_list("model", "object_id", "action", "version", "root_id", "branch_id")) == [
        ("parties.party", 501, "create", 1, 501, None),
        ("accounts.account", 601, "create", 1, 501, 601),
    ]


def test_a_new_row_gets_a_key_beyond_those_of_the_file(load):
    load([party()])
    assert AccountFactory().party.pk > 501


def test_references_may_point_further_down_and_into_the_next_file(load):
    load([account()], [party()])
    assert Account.objects.get().party.pk == 501


def test_natural_keys_are_understood(load):
    load(
        [
            {"model": "core.user", "fields": {"username": "Fixture.User", "password": "!"}},
            {"model": "core.membership", "fields": {"user": ["fixture.user"], "group": ["Clerk"]}},
        ]
    )
    assert Membership.objects.get(user=User.objects.get(username_key="fixture.user")).group.name == "Clerk"


@pytest.mark.parametrize(
    ("rows", "problems"),
    [
        ([party(), party(502, name="")], ["row 2, parties.Party 502, name: This field cannot be blank."]),
        (
            [party(), party(502, registry_id="f501")],
            ["row 2, parties.Party 502, registry ID: Customer with this registry ID exists already."],
        ),
        (
            [party(name="A\0B")],
            ["row 1, parties.Party 501, name: Remove the invisible or unreadable character"],
        ),
        ([party(), account(account_type="X")], ["row 2, accounts.Account 601, account type: "]),
        (
            [party(), account(party=9999)],
            ["row 2, accounts.Account 601, customer: Choose an existing value."],
        ),
        ([party(), party()], ["row 2, parties.Party 501: this row occurs twice. Remove one."]),
        (
            [party(), account(termination_date="2024-01-01")],
            ["row 2, accounts.Account 601: Only an inactive account has a termination date."],
        ),
        (
            [party(name=""), party(502, name="")],
            [
                "row 1, parties.Party 501, name: This field cannot be blank.",
                "row 2, parties.Party 502, name: This field cannot be blank.",
            ],
        ),
        (
            [party(category="UNKNOWN")],
            ["row 1, parties.Party 501, customer category: “UNKNOWN” cannot be chosen"],
        ),
    ],
)
def test_one_bad_row_and_nothing_is_loaded(load, rows, problems):
    told = refused(load, rows)
    assert len(told) == len(problems)
    for line, problem in zip(told, problems, strict=True):
        assert line.startswith(f"file0.json, {problem}")
    assert not Party.objects.exists()


def test_overlapping_days_are_refused(load):
    usage = {"party": 501, "usage": "CUSTOMER", "start_date": "2020-01-01"}
    rows = [{"model": "parties.partyusage", "pk": pk, "fields": usage} for pk in (1, 2)]
    assert refused(load, [party(), *rows]) == [
        "file0.json, row 3, parties.PartyUsage 2, start date: "
        "The party has this usage on some of these days already."
    ]
    assert not PartyUsage.objects.exists()


def test_a_temporary_duplicate_is_refused(load):
    """Two accounts swap their numbers: for a moment both would have the same."""
    first, second = AccountFactory(number="1"), AccountFactory(number="2")
    rows = [
        account(one.pk, party=one.party_id, number=number, version=1)
        for one, number in ((first, "2"), (second, "1"))
    ]
    (problem,) = refused(load, rows)
    assert problem.endswith("account number: Account with this account number exists already.")
    assert list(Account.objects.order_by("pk").values_list("number", flat=True)) == ["1", "2"]


def test_a_copied_column_that_differs_is_refused(load):
    use = SiteUseFactory()
    other = SiteUseFactory()
    fields = {"site": use.site_id, "account": use.account_id, "unit": other.unit_id, "purpose": "SHIP_TO"}
    row = {"model": "customer_sites.siteuse", "pk": 9001, "fields": {**fields, "location": "X"}}
    (problem,) = refused(load, [row])
    assert "belongs to the account and operating unit of its site" in problem
    assert SiteUse.objects.count() == 2


@pytest.mark.parametrize(
    "content",
    [
        "[{",
        '[{"model": "parties.nothing", "pk": 1, "fields": {}}]',
        '[{"model": "parties.party", "pk": 1, "fields": {"colour": "red"}}]',
        '[{"model": "parties.partyusage", "pk": 1, "fields": {"start_date": "yesterday"}}]',
    ],
)
def test_what_is_no_fixture_is_refused_by_the_name_of_its_file(load, content):
    told = refused(load, [party()], content)
    assert any("file1.json" in line for line in told)
    assert not Party.objects.exists()


@pytest.mark.rule("R-228", "R-229")
def test_a_row_that_is_there_is_changed_only_from_its_version(load):
    stored = AccountFactory(number="1")
    row = account(stored.pk, party=stored.party_id, number="1", description="Changed", version=1)
    load([row])
    load([{**row, "fields": {**row["fields"], "version": 2}}])
    changed = Account.objects.get(pk=stored.pk)
    assert (changed.description, changed.version, changed.created_at) == ("Changed", 2, stored.created_at)
    told = ChangeRecord.objects.filter(model="accounts.account", object_id=stored.pk).order_by("pk")
    assert list(told.values_list("action", "version", "changes")) == [
        ("create", 1, None),
        ("update", 2, {"description": ["", "Changed"]}),
    ]
    (problem,) = refused(load, [row])
    assert problem.endswith("The file has version 1 and the database version 2. Write the file anew.")


def test_a_file_does_not_remove_what_is_there(load):
    stored = AccountFactory(number="1")
    row = account(stored.pk, party=stored.party_id, number="1", status="I", version=1)
    (problem,) = refused(load, [row])
    assert problem.endswith("A file does not remove or restore what is there. Do that on its page.")


@pytest.mark.rule("R-260")
def test_a_value_that_may_no_longer_be_chosen_is_not_chosen_by_a_file_either(load):
    country = CountryFactory()
    with work(actor=None, channel="system"):
        writes.remove(country, version=1)
    fields = {"country": country.pk, "line1": "Am Kai 1", "city": "Hafen"}
    row = {"model": "parties.location", "pk": 1, "fields": fields}
    (problem,) = refused(load, [row])
    assert "Choose an active value" in problem


def test_other_tables_are_loaded_in_djangos_way_and_roll_back_together(load):
    counter = {"model": "core.numbercounter", "pk": "somebodys", "fields": {"last": 7}}
    load([counter, {"model": "auth.group", "pk": 900, "fields": {"name": "Own"}}])
    assert NumberCounter.objects.get(pk="somebodys").last == 7
    assert Group.objects.get(pk=900).name == "Own"
    assert not ChangeRecord.objects.filter(channel="fixture").exists()
    refused(load, [{**counter, "pk": "another"}, party(name="")])
    assert not NumberCounter.objects.filter(pk="another").exists()
    assert not FormToken.objects.exists()


def test_history_is_not_loaded(load):
    change = {"model": "core.changerecord", "pk": 1, "fields": {"at": "2026-01-01T00:00:00Z", "object_id": 1}}
    assert refused(load, [change]) == ["History is written by changes and never loaded from a file."]


def test_what_dumpdata_writes_is_loaded_again(load, tmp_path):
    use = SiteUseFactory(is_primary=True)
    PartySiteFactory()
    path = tmp_path / "dump.json"
    labels = ["parties", "accounts", "customer_sites"]
    call_command("dumpdata", *labels, output=str(path), verbosity=0)
    load(path.read_text())
    assert SiteUse.objects.get().version == use.version
    rows = json.loads(path.read_text())
    for row in rows:
        if row["model"] == "accounts.account":
            row["fields"]["description"] = "Loaded"
    load(rows)
    assert Account.objects.get(pk=use.account_id).description == "Loaded"
    assert AccountSite.objects.get().version == 1


def test_queries_do_not_grow_with_what_is_validated(load, django_assert_max_num_queries):
    """Two statements to look up and insert each row; validation and history are for all together."""
    with django_assert_max_num_queries(2 * 20 + 37):
        load([party(), *(account(601 + number) for number in range(19))])
