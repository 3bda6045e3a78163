"""Bills receivable, over what is known of receipt methods (R-082, R-083)."""

import pytest

from sites import bills

GROUPED = ["ONE_PER_CUSTOMER", "ONE_PER_CUSTOMER_DUE_DATE"]


@pytest.mark.rule("R-082", "R-248")
@pytest.mark.parametrize("grouping", GROUPED)
def test_one_bill_per_customer_needs_a_primary_drawee(grouping):
    text = "The account has no active primary Drawee: no bills receivable will be generated for it."
    assert bills.warning_without_drawee(True, grouping, has_primary_drawee=False) == text
    assert bills.warning_without_drawee(True, grouping, has_primary_drawee=True) == ""
    assert bills.may_generate(True, grouping, has_drawee=True, has_primary_drawee=False) is False
    assert bills.may_generate(True, grouping, has_drawee=True, has_primary_drawee=True) is True


@pytest.mark.rule("R-082")
def test_other_methods_need_a_drawee_or_none():
    assert bills.warning_without_drawee(True, "ONE_PER_INVOICE", has_primary_drawee=False) == ""
    assert bills.warning_without_drawee(False, GROUPED[0], has_primary_drawee=False) == ""
    assert bills.may_generate(True, "ONE_PER_INVOICE", has_drawee=True, has_primary_drawee=False) is True
    assert bills.may_generate(True, "ONE_PER_INVOICE", has_drawee=False, has_primary_drawee=False) is False
    assert bills.may_generate(False, "ONE_PER_INVOICE", has_drawee=True, has_primary_drawee=True) is False


@pytest.mark.rule("R-083", "R-248")
def test_defaults_come_from_the_bill_to_site_then_from_the_account():
    assert bills.bill_defaults("site method", "account method", None, "account bank") == bills.BillDefaults(
        "site method", "Bill To site", "account bank", "Account"
    )
    assert bills.bill_defaults(None, None) == bills.BillDefaults(
        None, "Nowhere entered", None, "Nowhere entered"
    )
