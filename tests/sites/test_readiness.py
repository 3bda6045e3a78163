"""What accounts can be used for, in words, in lists and as a criterion (R-025, R-099, R-239)."""

import pytest

from accounts.models import Account
from core import asof
from core.clock import today
from core.work import work
from customers.search import Criteria, find_customers, matching_accounts
from sites import readiness, services
from sites.models import SiteUse
from tests.core.pages.markup import facts, rows
from tests.customers.builders import made, new_customer, new_site
from tests.factories import SiteUseFactory

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-025", "R-239")]
COLUMNS = "columns=name&columns=transaction_ready&columns=bills_ready"


@pytest.fixture
def customers(unit_a, unit_b):
    """By name: what each has; `Elsewhere` has it in a unit that the clerk does not see."""
    wanted = {
        "Both": [new_site(unit_a, "BILL_TO", "DRAWEE")],
        "Billed": [new_site(unit_a, "BILL_TO")],
        "Bare": [new_site(unit_a)],
        "Elsewhere": [new_site(unit_b, "BILL_TO", "DRAWEE")],
    }
    return {name: made(new_customer(f"{name} Ready Ltd", *sites)) for name, sites in wanted.items()}


def removed(service, record):
    record.refresh_from_db()
    with work(actor=None, channel="system"):
        return service(record, version=record.version)


def found(user, **criteria):
    return [party.name.split()[0] for party in find_customers(Criteria(**criteria), user)]


def test_what_is_lacking_in_words(customers, clerk):
    account = customers["Bare"].accounts.get()
    assert readiness.lacking(account, clerk).billing == [
        "There is no active Bill To in your operating units."
    ]
    assert readiness.lacking(account, clerk).bills == ["There is no active Drawee in your operating units."]
    both = customers["Both"].accounts.get()
    assert (readiness.lacking(both, clerk).billing, readiness.lacking(both, clerk).bills) == ([], [])
    hidden = customers["Elsewhere"].accounts.get()
    assert readiness.lacking(hidden, clerk).billing == ["There is no active site in your operating units."]
    removed(services.remove_site, both.sites.get())
    assert readiness.lacking(both, clerk).billing == ["There is no active site in your operating units."]


@pytest.mark.rule("R-082")
def test_primary_drawee_is_wanted_where_a_receipt_method_asks(customers, clerk):
    account = customers["Billed"].accounts.get()
    drawee = SiteUseFactory(site=account.sites.get(), purpose="DRAWEE")
    assert not drawee.is_primary
    assert readiness.lacking(account, clerk).bills == []
    assert readiness.lacking(account, clerk, needs_primary=True).bills == [
        "There is no primary Drawee in your operating units."
    ]


@pytest.mark.rule("R-264")
def test_readiness_of_then_and_now_agree(customers):
    uses = SiteUse.objects.all()
    assert readiness.readiness(uses) == readiness.readiness(uses, asof.end_of(today()))


def test_heads_say_it(customers, clerk_client):
    for name, billing, bills in [
        ("Both", "Yes", "Yes"),
        ("Bare", "No active Bill To", "No active Drawee"),
        ("Elsewhere", "No active Bill To", "No active Drawee"),
    ]:
        shown = facts(clerk_client.get(customers[name].get_absolute_url()))
        assert (shown["Transaction-ready"], shown["Ready for Bills Receivable"]) == (billing, bills)
    page = clerk_client.get(customers["Bare"].accounts.get().get_absolute_url())
    assert "There is no active Bill To in your operating units." in page.text
    assert facts(page)["Ready for Bills Receivable"] == "No active Drawee"


@pytest.mark.parametrize(
    ("criteria", "names"),
    [
        ({"billing_ready": "yes"}, ["Billed", "Both"]),
        ({"billing_ready": "no"}, ["Bare", "Elsewhere"]),
        ({"bills_ready": "yes"}, ["Both"]),
        ({"bills_ready": "no"}, ["Bare", "Billed", "Elsewhere"]),
        ({"billing_ready": "yes", "bills_ready": "no"}, ["Billed"]),
    ],
)
def test_customers_are_found_by_it(customers, clerk, criteria, names):
    assert found(clerk, name="Ready", **criteria) == names
    assert not Criteria(**criteria).is_empty()
    for party in customers.values():
        accounts = matching_accounts(Criteria(name="Ready", **criteria), party, clerk)
        assert accounts.exists() is (party.name.split()[0] in names)


def test_search_and_account_filter_by_unit(customers, auditor, unit_b):
    assert found(auditor, name="Ready", billing_ready="yes", unit=unit_b) == ["Elsewhere"]


def test_search_shows_it_as_columns(customers, clerk_client):
    page = clerk_client.get(f"/customers/?search=advanced&name=Ready&billing_ready=no&{COLUMNS}")
    texts = [[text for _kind, text in row] for row in rows(page)][:2]
    assert [
        (name in " ".join(row), row[-3:-1]) for name, row in zip(("Bare", "Elsewhere"), texts, strict=True)
    ] == [
        (True, ["No active Bill To", "No active Drawee"]),
    ] * 2


@pytest.mark.parametrize("count", [1, 3])
def test_columns_cost_the_same_however_many(unit_a, clerk, count, django_assert_num_queries):
    parties = [made(new_customer(f"C{number}", new_site(unit_a, "BILL_TO"))) for number in range(count)]
    accounts = list(Account.objects.values_list("pk", flat=True))
    assert clerk.pk
    list(SiteUse.objects.visible_to(clerk)[:1])
    with django_assert_num_queries(3):
        readiness.by_account(accounts, clerk)
        readiness.by_customer([party.pk for party in parties], clerk)
