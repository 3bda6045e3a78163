"""What a business purpose is booked on, and where that comes from (R-247)."""

import pytest

from sites.ledger import Effective, Origin, effective, effective_accounts
from sites.models import SiteUse
from tests import factories

pytestmark = pytest.mark.rule("R-247")

BILL_TO = [
    "receivable_account",
    "revenue_account",
    "tax_account",
    "freight_account",
    "clearing_account",
    "unbilled_account",
    "unearned_account",
]


def test_what_was_entered_wins_over_the_default_and_there_may_be_neither():
    assert effective("own", "default") == Effective("own", Origin.ENTERED)
    assert effective(None, "default") == Effective("default", Origin.UNIT)
    assert effective(None, None) == Effective(None, Origin.NONE)


@pytest.mark.django_db
@pytest.mark.rule("R-084", "R-085", "R-086")
@pytest.mark.parametrize(
    ("purpose", "names"),
    [
        ("BILL_TO", BILL_TO),
        ("SHIP_TO", []),
        (
            "DRAWEE",
            [
                "bills_receivable_account",
                "unpaid_bills_account",
                "remitted_bills_account",
                "factored_bills_account",
            ],
        ),
        ("LC", ["receivable_account", "revenue_account", "tax_account", "unearned_account"]),
        ("STMTS", []),
    ],
)
def test_only_the_accounts_of_the_purpose_are_told(house, purpose, names):
    use = SiteUse(pk=1, purpose=purpose, unit=house.first.unit)
    assert list(effective_accounts([use])[1]) == names


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_the_default_of_the_unit_applies_where_nothing_is_entered(
    house, unit_a, unit_b, count, django_assert_num_queries
):
    own, everyday, theirs = (
        factories.LedgerAccountFactory(unit=unit_a),
        factories.LedgerAccountFactory(unit=unit_a),
        factories.LedgerAccountFactory(unit=unit_b),
    )
    factories.DefaultLedgerAccountsFactory(unit=unit_a, receivable_account=everyday, revenue_account=everyday)
    factories.DefaultLedgerAccountsFactory(unit=unit_b, receivable_account=theirs, tax_account=theirs)
    uses = [
        factories.SiteUseFactory(site=house.second, purpose=purpose, revenue_account=own)
        for purpose in ("BILL_TO", "LC")
    ][: count - 1]
    uses.append(house.use(house.hidden, "BILL_TO"))
    with django_assert_num_queries(2):
        found = effective_accounts(uses)
    assert found[uses[-1].pk]["receivable_account"] == Effective(theirs, Origin.UNIT)
    for use in uses[:-1]:
        assert found[use.pk]["receivable_account"] == Effective(everyday, Origin.UNIT)
        assert found[use.pk]["revenue_account"] == Effective(own, Origin.ENTERED)
        assert found[use.pk]["tax_account"] == Effective(None, Origin.NONE)


@pytest.mark.django_db
def test_nothing_is_copied(house, unit_a):
    """A default that changes is in effect at once, and no purpose holds it."""
    use = house.use(house.first, "BILL_TO")
    factories.DefaultLedgerAccountsFactory(unit=unit_a, tax_account=factories.LedgerAccountFactory())
    assert effective_accounts([use])[use.pk]["tax_account"].origin == Origin.UNIT
    use.refresh_from_db()
    assert use.tax_account_id is None
