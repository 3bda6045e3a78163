"""Lookups: what a code means, what may be chosen, and what stays valid (R-260)."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from core import writes
from core.clock import today
from core.work import work
from parties.models import Party
from reference import lookups
from reference.models import LookupType, LookupValue
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def category():
    """A customer category that tests may do away with."""
    lookup = LookupType.objects.get(code="CUSTOMER_CATEGORY")
    return factories.LookupValueFactory(type=lookup, code="TRIAL", meaning="On trial", position=999)


def remove(record):
    with work(actor=None, channel="system"):
        writes.remove(record, version=record.version)


def save(record, **values):
    for name, value in values.items():
        setattr(record, name, value)
    with work(actor=None, channel="system"):
        return writes.save(record, version=record.version)


def test_a_code_has_a_meaning_and_an_unknown_one_is_shown_as_it_is():
    assert lookups.meaning("SITE_USE_CODE", "BILL_TO") == "Bill To"
    assert lookups.meaning("SITE_USE_CODE", "UNHEARD_OF") == "UNHEARD_OF"
    assert lookups.meaning("SITE_USE_CODE", "") == ""


def test_choices_are_the_active_values_in_order(category):
    remove(LookupValue.objects.get(type=category.type, code="RESELLER"))
    assert lookups.choices("CUSTOMER_CATEGORY") == [
        ("CUSTOMER", "Customer"),
        ("PROSPECT", "Prospect"),
        ("PARTNER", "Partner"),
        ("PUBLIC", "Public sector"),
        ("TRIAL", "On trial"),
    ]


@pytest.mark.rule("R-260")
def test_the_value_that_a_record_has_is_offered_and_marked(category):
    remove(category)
    assert ("TRIAL", "On trial (inactive)") in lookups.choices("CUSTOMER_CATEGORY", "TRIAL")
    assert "TRIAL" not in dict(lookups.choices("CUSTOMER_CATEGORY"))
    assert lookups.label("CUSTOMER_CATEGORY", "TRIAL") == "On trial (inactive)"
    assert lookups.label("CUSTOMER_CATEGORY", "PARTNER") == "Partner"


@pytest.mark.parametrize(
    ("start", "end", "offered"),
    [(None, None, True), (0, 0, True), (-5, 5, True), (1, None, False), (None, -1, False)],
)
def test_a_value_is_offered_while_it_is_in_date(start, end, offered):
    dates = {
        "start_date": None if start is None else today() + start * DAY,
        "end_date": None if end is None else today() + end * DAY,
    }
    value = factories.LookupValueFactory(**dates)
    assert lookups.may_choose(value.type.code, value.code) is offered
    assert (value in LookupValue.objects.choosable()) is offered


@pytest.mark.rule("R-260", "R-067")
def test_an_inactive_value_cannot_be_newly_chosen(category):
    remove(category)
    with pytest.raises(ValidationError) as refused:
        factories.PartyFactory(category="TRIAL")
    message = "“On trial” cannot be chosen: it is not in the list or is inactive."
    assert refused.value.message_dict == {"category": [message]}


def test_an_unknown_value_cannot_be_chosen():
    with pytest.raises(ValidationError) as refused:
        factories.PartyFactory(category="UNHEARD_OF")
    message = "“UNHEARD_OF” cannot be chosen: it is not in the list or is inactive."
    assert refused.value.message_dict == {"category": [message]}


@pytest.mark.rule("R-260")
def test_an_inactive_value_stays_valid_where_it_is(category):
    party = factories.PartyFactory(category="TRIAL")
    remove(category)
    save(party, alias="Trial customer")
    stored = Party.objects.get(pk=party.pk)
    assert (stored.alias, stored.category, stored.version) == ("Trial customer", "TRIAL", 2)
    assert stored.get_category_display() == "On trial (inactive)"


@pytest.mark.rule("R-260")
def test_who_leaves_an_inactive_value_cannot_come_back_to_it(category):
    party = factories.PartyFactory(category="TRIAL")
    remove(category)
    save(party, category="CUSTOMER")
    with pytest.raises(ValidationError, match="cannot be chosen"):
        save(party, category="TRIAL")


def test_all_lookups_of_a_unit_of_work_cost_one_query(django_assert_num_queries):
    types = list(LookupType.objects.values_list("code", flat=True))
    with work(actor=None, channel="system"), django_assert_num_queries(1):
        for code in types:
            assert lookups.meaning(code, "?") == "?"


def test_a_new_value_is_known_at_once_and_forgotten_with_what_is_rolled_back():
    with pytest.raises(ZeroDivisionError), work(actor=None, channel="system"):
        assert lookups.meaning("GENDER", "N") == "N"
        lookup = LookupType.objects.get(code="GENDER")
        writes.save(LookupValue(type=lookup, code="N", meaning="None given"))
        assert lookups.meaning("GENDER", "N") == "None given"
        raise ZeroDivisionError
    assert lookups.meaning("GENDER", "N") == "N"


def test_a_code_is_unique_in_its_lookup_in_every_spelling_of_case(category):
    with pytest.raises(ValidationError) as refused:
        factories.LookupValueFactory(type=category.type, code="trial")
    assert refused.value.message_dict == {"code": ["The lookup has a value with this code already."]}
    assert factories.LookupValueFactory(code="trial").pk


@pytest.mark.parametrize("field", ["code", "type"])
def test_code_and_lookup_of_a_value_never_change(category, field):
    other = {"code": "OTHER", "type": LookupType.objects.get(code="GENDER")}[field]
    with pytest.raises(ValidationError) as refused:
        save(category, **{field: other})
    assert refused.value.message_dict == {field: ["This cannot be changed any more."]}


def test_nobody_adds_to_or_takes_from_a_fixed_list(administrator):
    lookup = LookupType.objects.get(code="LATE_CHARGE_DOCUMENT_TYPE")
    value = LookupValue.objects.get(type=lookup, code="DM")
    message = "The values of Late charge documents are fixed: only their meanings change."
    with work(actor=administrator, channel="admin"):
        with pytest.raises(ValidationError, match=message):
            writes.save(LookupValue(type=lookup, code="NEW", meaning="New"))
        with pytest.raises(ValidationError, match=message):
            writes.remove(value, version=1)
    value.meaning = "Debit note"
    with work(actor=administrator, channel="admin"):
        writes.save(value, version=1)
    assert lookups.meaning("LATE_CHARGE_DOCUMENT_TYPE", "DM") == "Debit note"
