"""The rules of sites and purposes over plain values."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from accounts.rules import Link
from reference.models import Resource
from sites import rules
from sites.models import SiteUse

BILL_TO = SiteUse(pk=1, purpose="BILL_TO", account_id=1, unit_id=1)


@pytest.mark.rule("R-070", "R-071", "D-3")
@pytest.mark.parametrize(
    ("wanted", "has_primary", "had_primary", "taken"),
    [
        (None, False, False, True),
        (True, False, False, True),
        (False, False, False, True),
        (None, False, True, True),
        (True, False, True, True),
        (False, False, True, False),
        (None, True, True, False),
        (True, True, True, True),
        (False, True, True, False),
    ],
)
def test_who_becomes_primary(wanted, has_primary, had_primary, taken):
    assert rules.takes_primary(wanted, has_primary, had_primary) is taken


@pytest.mark.rule("R-076")
@pytest.mark.parametrize(
    ("bill_to", "allowed"),
    [
        (None, True),
        (BILL_TO, True),
        (SiteUse(pk=2, purpose="SHIP_TO", account_id=1, unit_id=1), False),
        (SiteUse(pk=3, purpose="BILL_TO", account_id=2, unit_id=1), False),
        (SiteUse(pk=4, purpose="BILL_TO", account_id=1, unit_id=2), False),
    ],
)
def test_bill_to_is_of_the_same_account_and_unit(bill_to, allowed):
    use = SiteUse(purpose="SHIP_TO", account_id=1, unit_id=1, bill_to=bill_to)
    try:
        rules.bill_to_allowed(use)
    except ValidationError as error:
        assert (allowed, list(error.message_dict)) == (False, ["bill_to"])
    else:
        assert allowed


@pytest.mark.rule("R-076", "R-235")
@pytest.mark.parametrize(("reciprocal", "allowed"), [(False, False), (True, True)])
def test_bill_to_of_another_account_that_may_bill_for_this_one(reciprocal, allowed):
    theirs = SiteUse(pk=3, purpose="BILL_TO", account_id=2, unit_id=1)
    use = SiteUse(purpose="SHIP_TO", account_id=1, unit_id=1, bill_to=theirs)
    rules.bill_to_allowed(use, [Link(parent=2, related=1, unit=1, bill_to=True)])
    links = [Link(parent=1, related=2, unit=1, bill_to=True, reciprocal=reciprocal)]
    if allowed:
        rules.bill_to_allowed(use, links)
    else:
        with pytest.raises(ValidationError):
            rules.bill_to_allowed(use, links)


@pytest.mark.rule("R-090")
@pytest.mark.parametrize(
    ("contact", "error"),
    [
        (None, ""),
        (SimpleNamespace(account_id=1, site_id=None, is_active=True), ""),
        (SimpleNamespace(account_id=1, site_id=5, is_active=True), ""),
        (
            SimpleNamespace(account_id=1, site_id=6, is_active=True),
            "Choose a contact of this account or site.",
        ),
        (
            SimpleNamespace(account_id=2, site_id=None, is_active=True),
            "Choose a contact of this account or site.",
        ),
        (
            SimpleNamespace(account_id=1, site_id=5, is_active=False),
            "This contact is inactive; choose an active one.",
        ),
    ],
)
def test_contact_of_a_purpose(contact, error):
    use = SiteUse(purpose="BILL_TO", account_id=1, site_id=5, unit_id=1)
    try:
        rules.contact_allowed(use, contact)
    except ValidationError as refused:
        assert refused.message_dict == {"contact": [error]}
    else:
        assert error == ""


def test_salesperson_sells():
    rules.salesperson_sells(None)
    rules.salesperson_sells(Resource(name="Sal", is_salesperson=True))
    with pytest.raises(ValidationError) as caught:
        rules.salesperson_sells(Resource(name="Ann", is_salesperson=False))
    assert caught.value.message_dict == {"salesperson": ["Ann is no salesperson."]}


@pytest.mark.rule("R-086")
@pytest.mark.parametrize(
    ("purpose", "field", "value", "allowed"),
    [
        ("BILL_TO", "sic_code", "1", True),
        ("SHIP_TO", "sic_code", "1", False),
        ("BILL_TO", "bill_to", BILL_TO, False),
        ("SHIP_TO", "bill_to", BILL_TO, True),
        ("LEGAL", "fob", "ORIGIN", False),
        ("BILL_TO", "fob", "ORIGIN", True),
        ("DUN", "ship_method_id", 1, True),
        ("LEGAL", "price_list_id", 1, False),
        ("DRAWEE", "receivable_account_id", 1, False),
        ("LC", "receivable_account_id", 1, True),
        ("LC", "freight_account_id", 1, False),
    ],
)
def test_fields_that_a_purpose_has(db, purpose, field, value, allowed):
    use = SiteUse(purpose=purpose, account_id=1, unit_id=1, **{field: value})
    try:
        rules.only_fields_of_purpose(use)
    except ValidationError as error:
        assert (allowed, list(error.message_dict)) == (False, [field.removesuffix("_id")])
    else:
        assert allowed


@pytest.mark.rule("R-092")
@pytest.mark.parametrize("purpose", ["BILL_TO", "SHIP_TO", "DUN", "LEGAL", "DRAWEE"])
def test_ship_method_is_entered_on_three_purposes_or_with_one_unit_on_each(purpose):
    assert "ship_method" in rules.fields_of(purpose, multiple_organizations=False)
    several = "ship_method" in rules.fields_of(purpose, multiple_organizations=True)
    assert several is (purpose in {"BILL_TO", "SHIP_TO", "DUN"})


@pytest.mark.rule("R-077", "R-079")
@pytest.mark.parametrize(
    ("purpose", "option", "only_one"),
    [
        ("STMTS", False, True),
        ("LC", False, True),
        ("DUN", False, False),
        ("DUN", True, True),
        ("DRAWEE", True, False),
        ("BILL_TO", True, False),
    ],
)
def test_which_purposes_an_account_has_once_in_a_unit(purpose, option, only_one):
    assert rules.is_exclusive(purpose, one_dunning_site=option) is only_one


@pytest.mark.rule("D-15")
def test_refusal_tells_the_number_only():
    assert rules.out_of_reach(1) == "1 active site in other operating units; ask a data steward."
    assert rules.out_of_reach(3) == "3 active sites in other operating units; ask a data steward."
