"""Values, pills and columns as a reader sees them."""

import datetime
import decimal
from types import SimpleNamespace

import pytest
from django.template import Context, Template

from core.access import PUBLIC, SIGNED_IN
from core.pages.columns import (
    DateColumn,
    FlagColumn,
    MoneyColumn,
    NumberColumn,
    SelectColumn,
    StatusColumn,
    TimeColumn,
)
from core.pages.header import Action, permitted
from core.pages.page import allowed
from core.pages.paging import grouped, page_size
from core.pages.pills import Pill, pill_of
from core.pages.tables import Table
from core.pages.values import shown

MOMENT = datetime.datetime(2026, 4, 3, 14, 5, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "–"),
        ("", "–"),
        (0, "0"),
        (True, "Yes"),
        (False, "No"),
        (datetime.date(2026, 4, 3), "3 Apr 2026"),
        (MOMENT, "3 Apr 2026, 14:05"),
        (decimal.Decimal("1234567.50"), "1,234,567.50"),
        ("text", "text"),
    ],
)
def test_values_in_words(value, text):
    assert shown(value) == text


@pytest.mark.parametrize(
    ("value", "pill"),
    [
        ("A", ("Active", "ok")),
        ("I", ("Inactive", "off")),
        ("M", ("Merged", "warn")),
        ("Draft", ("Draft", "info")),
        (Pill("Hold", "bad"), ("Hold", "bad")),
        (SimpleNamespace(status="I"), ("Inactive", "off")),
        (SimpleNamespace(status="A", status_pill=Pill("Late", "warn")), ("Late", "warn")),
    ],
)
def test_a_status_is_a_word_with_a_tone(value, pill):
    found = pill_of(value)
    assert (str(found.label), found.tone) == pill


@pytest.mark.parametrize("value", [None, "", object()])
def test_what_has_no_status_has_no_pill(value):
    assert pill_of(value) is None


def test_the_address_tag_keeps_the_filters(rf):
    request = rf.get("/list/", {"status": "I", "page": "3"})
    template = Template('{% load registrar %}{% address request "sort" "-name" "page" None %}')

    assert template.render(Context({"request": request})) == "/list/?status=I&amp;sort=-name"


def test_page_sizes_and_numbers():
    assert [page_size(text) for text in (None, "25", "100", "7", "x", "-1")] == [25, 25, 100, 25, 25, 25]
    assert grouped(1234567) == "1,234,567"


def test_permissions_by_word_and_by_name():
    user = SimpleNamespace(is_authenticated=True, has_perm=lambda name: name == "app.view_thing")
    visitor = SimpleNamespace(is_authenticated=False, has_perm=lambda name: False)

    assert [allowed(user, name) for name in (PUBLIC, SIGNED_IN, "app.view_thing", "app.add_thing", "")] == [
        True,
        True,
        True,
        False,
        False,
    ]
    assert [allowed(visitor, name) for name in (PUBLIC, SIGNED_IN, "app.view_thing")] == [True, False, False]
    actions = [Action("See", "/", "app.view_thing"), Action("Add", "/", "app.add_thing")]
    assert [action.label for action in permitted(actions, user)] == ["See"]


class Everything(Table):
    choose = SelectColumn("customer")
    amount = MoneyColumn()
    count = NumberColumn()
    day = DateColumn()
    at = TimeColumn()
    primary = FlagColumn("Primary", word="Primary")
    status = StatusColumn()


def test_columns_show_money_numbers_dates_flags_and_choices(rf):
    record = SimpleNamespace(
        pk=7,
        amount=decimal.Decimal(1234),
        currency=SimpleNamespace(code="EUR", decimals=2),
        count=1234,
        day=MOMENT.date(),
        at=MOMENT,
        primary=True,
        status="I",
    )
    table = Everything([record], selected=7)
    table.request = rf.get("/customers/", {"status": "all"})
    row = table.rows[0]

    assert (row.get_cell("amount"), row.get_cell("count")) == ("1,234.00 EUR", "1,234")
    assert (row.get_cell("day"), row.get_cell("at")) == ("3 Apr 2026", "3 Apr 2026, 14:05")
    assert "Primary" in row.get_cell("primary") and "Inactive" in row.get_cell("status")
    assert 'href="/customers/?status=all&amp;customer=7"' in row.get_cell("choose")
    assert 'aria-current="true"' in row.get_cell("choose")
