"""The rules of accounts over plain values."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from accounts import rules

DAY = datetime.date(2026, 3, 4)


@pytest.mark.rule("R-014", "R-015", "R-016")
@pytest.mark.parametrize(
    ("automatic", "default_unit", "generated"),
    [(True, None, True), (True, "unit", True), (False, None, True), (False, "unit", False)],
)
def test_when_the_number_is_generated(automatic, default_unit, generated):
    assert rules.account_number_is_generated(automatic, default_unit) is generated


@pytest.mark.rule("R-028", "D-16")
@pytest.mark.parametrize(("role", "customer"), [("CUSTOMER", True), ("BOTH", True), ("VENDOR", False)])
def test_roles_that_make_a_customer(role, customer):
    assert rules.makes_customer(role) is customer


@pytest.mark.rule("R-030")
def test_account_does_not_end_before_it_began():
    for established, terminated in ((None, None), (DAY, None), (None, DAY), (DAY, DAY)):
        rules.established_before_termination(established, terminated)
    with pytest.raises(ValidationError) as caught:
        rules.established_before_termination(DAY, DAY - datetime.timedelta(days=1))
    assert caught.value.message_dict == {
        "established_date": ["The account is established on 4 Mar 2026: it cannot end before, on 3 Mar 2026."]
    }
