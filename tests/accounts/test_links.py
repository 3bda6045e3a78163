"""Who may be billed, and who may receive, for another account (R-235)."""

import pytest

from accounts.rules import Link, may_bill_for, may_ship_for, ship_method_is_entered

PARENT, RELATED, STRANGER, UNIT, OTHER = 1, 2, 3, 10, 11


@pytest.mark.rule("R-235")
@pytest.mark.parametrize("reciprocal", [False, True])
def test_the_parent_acts_for_the_related_account_and_under_a_reciprocal_one_either(reciprocal):
    links = [Link(PARENT, RELATED, UNIT, bill_to=True, ship_to=True, reciprocal=reciprocal)]
    for may in (may_bill_for, may_ship_for):
        assert may(PARENT, RELATED, UNIT, links) is True
        assert may(RELATED, PARENT, UNIT, links) is reciprocal
        assert may(STRANGER, RELATED, UNIT, links) is False
        assert may(PARENT, RELATED, OTHER, links) is False
        assert may(STRANGER, STRANGER, UNIT, ()) is True


@pytest.mark.rule("R-235")
def test_billing_and_shipping_are_told_apart():
    links = [Link(PARENT, RELATED, UNIT, bill_to=True)]
    assert (may_bill_for(PARENT, RELATED, UNIT, links), may_ship_for(PARENT, RELATED, UNIT, links)) == (
        True,
        False,
    )


@pytest.mark.rule("R-092")
def test_account_takes_a_ship_method_with_one_unit_only():
    assert (ship_method_is_entered(False), ship_method_is_entered(True)) == (True, False)
