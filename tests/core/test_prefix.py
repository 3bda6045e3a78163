"""`__prefix`: the same rows on both databases, served by an index."""

import json

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Account, FormerAccountNumber
from core import writes
from core.models import User
from core.work import work
from matching.models import MatchKey
from parties.models import Party, PartyDocument
from tests.factories import AccountFactory, PartyFactory

NUMBERS = ["a", "a%", "a%b", "a_b", "axb", "a\\b", "ab", "abc", "a b", "ä", "äb", "ß1", "z"]
NUMBERS += ["日本", "日", "😀", "a😀"]
PREFIXES = ["", "a", "a%", "a_", "a\\", "ab", "ä", "A", "b", "日", "日本", "😀", "a😀", "zz", "%"]


@pytest.fixture
def accounts(db):
    party = PartyFactory()
    with work(actor=None, channel="system"):
        return writes.insert_many([Account(party=party, number=number) for number in NUMBERS])


def found(prefix):
    return sorted(Account.objects.filter(number_key__prefix=prefix).values_list("number_key", flat=True))


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_prefix_finds_what_starts_with_it_letter_for_letter(accounts, prefix):
    assert found(prefix) == sorted(
        account.number_key for account in accounts if account.number_key.startswith(prefix)
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.sampled_from("ab%_\\ äß日😀"), max_size=4))
def test_any_prefix_finds_what_python_finds(accounts, prefix):
    assert found(prefix) == sorted(
        account.number_key for account in accounts if account.number_key.startswith(prefix)
    )


def plan_of(queryset):
    """The names of the indexes that the database would use, and whether it would read a whole table."""
    sql, params = queryset.query.sql_with_params()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
            return " ".join(row[3] for row in cursor.fetchall())
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        (plan,) = cursor.fetchone()
        return json.dumps(plan if not isinstance(plan, str) else json.loads(plan))


@pytest.mark.parametrize(
    "queryset",
    [
        lambda: Account.objects.filter(number_key__prefix="ab"),
        lambda: Party.objects.filter(registry_id_key__prefix="10"),
        lambda: FormerAccountNumber.objects.filter(number_key__prefix="ab"),
        lambda: MatchKey.objects.filter(kind="W", value__prefix="ab"),
        lambda: PartyDocument.objects.filter(title_key__prefix="ab"),
        lambda: User.objects.filter(last_name_key__prefix="ab"),
    ],
    ids=["account number", "registry id", "former number", "word", "title", "last name"],
)
def test_an_index_serves_a_prefix(db, queryset):
    AccountFactory()
    plan = plan_of(queryset().order_by())
    if connection.vendor == "sqlite":
        assert plan.startswith("SEARCH")
        assert ">? AND " in plan
    else:
        assert "Index Cond" in plan
        assert "~>=~" in plan
        assert "Seq Scan" not in plan
