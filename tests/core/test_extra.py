"""Extra fields: what may stand in them, and that every door refuses the rest."""

import datetime
import decimal

import pytest
from django.core.exceptions import ValidationError

from core import extra, writes
from core.exceptions import StaleRecord
from core.models import ChangeRecord, ExtraField
from core.work import work
from parties.models import Party
from tests.factories import ExtraFieldFactory, PartyFactory

pytestmark = pytest.mark.django_db

Type = ExtraField.Type


@pytest.fixture
def fields():
    """One extra field of each type on customers, and one on accounts."""
    ExtraFieldFactory(code="note", label="Delivery note", type=Type.TEXT)
    ExtraFieldFactory(code="dock", label="Dock height", type=Type.NUMBER)
    ExtraFieldFactory(code="since", label="Partner since", type=Type.DATE)
    ExtraFieldFactory(code="fair", label="Fair trade", type=Type.YES_NO)
    ExtraFieldFactory(code="grade", label="Grade", type=Type.CHOICE, choices="Gold\nSilver")
    ExtraFieldFactory(model="accounts.account", code="route", label="Route")


def save(record, version=None, **values):
    record.extra = {**record.extra, **values}
    with work(actor=None, channel="page"):
        return writes.save(record, version=version or record.version)


def refused(record, **values):
    with pytest.raises(ValidationError) as error:
        save(record, **values)
    return error.value.message_dict


def change(field, **values):
    for name, value in values.items():
        setattr(field, name, value)
    with work(actor=None, channel="admin"):
        return writes.save(field, version=field.version)


VALUES = {"note": "Ring twice", "dock": "1.2", "since": "2026-03-31", "fair": False, "grade": "Gold"}


def test_a_value_of_every_type_is_stored_and_read_back_typed(fields):
    party = save(PartyFactory(), **VALUES)
    stored = Party.objects.get(pk=party.pk)
    assert stored.extra == VALUES
    known = extra.known_fields(Party)
    assert {code: extra.typed(known[code], value) for code, value in stored.extra.items()} == {
        "note": "Ring twice",
        "dock": decimal.Decimal("1.2"),
        "since": datetime.date(2026, 3, 31),
        "fair": False,
        "grade": "Gold",
    }


@pytest.mark.parametrize(
    ("code", "value", "message"),
    [
        ("note", "x" * 241, "Enter at most 240 characters."),
        ("note", " padded", "This is not stored in the form that saving would give it."),
        ("dock", "high", "Enter a number."),
        ("dock", "NaN", "Enter a number of at most 15 digits."),
        ("dock", "1E+400", "Enter a number of at most 15 digits."),
        ("dock", "1.20", "This is not stored in the form that saving would give it."),
        ("since", "31.3.2026", "Enter a date."),
        ("fair", "yes", "Choose yes or no."),
        ("grade", "Bronze", "“Bronze” is not among the choices."),
        ("route", "7", "There is no extra field “route” in use."),
    ],
)
def test_what_does_not_fit_is_refused_beside_its_field(fields, code, value, message):
    assert refused(PartyFactory(), **{code: value}) == {f"extra.{code}": [message]}


def test_a_record_is_refused_among_many_by_name_and_field(fields):
    good, bad = PartyFactory(name="Good Ltd"), PartyFactory(name="Bad Ltd")
    with pytest.raises(ValidationError) as error, work(actor=None, channel="job"):
        rows = writes.lock(Party.objects.filter(pk__in=[good.pk, bad.pk]))
        for row in rows:
            row.extra = {"grade": "Gold" if row.pk == good.pk else "Bronze"}
        writes.update_many(rows)
    assert error.value.messages == ["Bad Ltd, Grade: “Bronze” is not among the choices."]


def test_stored_numbers_are_the_same_however_they_were_typed(fields):
    dock = extra.known_fields(Party)["dock"]
    given = ["1.50", "1.5", decimal.Decimal("1.500"), "100", "1E+2", "-0", "0.000001"]
    assert [extra.stored(dock, value) for value in given] == ["1.5"] * 3 + ["100"] * 2 + ["0", "0.000001"]


@pytest.mark.rule("R-260")
def test_what_went_out_of_use_stays_and_cannot_be_newly_given(fields):
    party = save(PartyFactory(), grade="Gold", note="Ring twice")
    change(ExtraField.objects.get(code="grade"), choices="Silver")
    with work(actor=None, channel="admin"):
        note = ExtraField.objects.get(code="note")
        writes.remove(note, version=note.version)
    save(party, dock="1")
    assert Party.objects.get(pk=party.pk).extra == {"grade": "Gold", "note": "Ring twice", "dock": "1"}
    assert refused(PartyFactory(), grade="Gold", note="Again") == {
        "extra.grade": ["“Gold” is not among the choices."],
        "extra.note": ["There is no extra field “note” in use."],
    }
    assert [field.code for field in extra.fields_of(Party)] == ["dock", "fair", "grade", "since"]


@pytest.mark.rule("R-230", "D-19")
def test_each_extra_field_has_its_own_line_and_its_own_conflicts(fields):
    party = save(PartyFactory(), grade="Gold")
    first, second = Party.objects.get(pk=party.pk), Party.objects.get(pk=party.pk)
    save(first, dock="1")
    merged = save(second, since="2026-03-31", version=second.version)
    assert merged.extra == {"grade": "Gold", "dock": "1", "since": "2026-03-31"}
    late = Party.objects.get(pk=party.pk)
    save(Party.objects.get(pk=party.pk), grade="Silver")
    with pytest.raises(StaleRecord) as stale:
        late.extra["grade"] = "Gold"
        late.extra = {**late.extra, "grade": None}
        save(late, version=late.version)
    assert [(one.field, one.label) for one in stale.value.conflicts] == [("extra.grade", "Grade")]
    lines = ChangeRecord.objects.filter(model="parties.party", object_id=party.pk, action="update")
    assert [line.changes for line in lines.order_by("pk")] == [
        {"extra.grade": [None, "Gold"]},
        {"extra.dock": [None, "1"]},
        {"extra.since": [None, "2026-03-31"]},
        {"extra.grade": ["Gold", "Silver"]},
    ]


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"type": Type.CHOICE}, {"choices": ["Enter the values, one on each line."]}),
        ({"choices": "Gold"}, {"choices": ["Only a choice has values."]}),
        ({"type": Type.CHOICE, "choices": "Gold\nGold"}, {"choices": ["Each value stands there once."]}),
        ({"type": Type.CHOICE, "choices": "x" * 101}, {"choices": ["A value has at most 100 characters."]}),
        ({"model": "core.user"}, {"model": ["This kind of record has no extra fields."]}),
        ({"code": "9 lives"}, {"code": ["Use small letters, digits and single _, a letter first."]}),
    ],
)
def test_a_definition_is_checked(values, errors):
    with pytest.raises(ValidationError) as error:
        ExtraFieldFactory(**values)
    assert error.value.message_dict == errors


def test_customers_accounts_and_sites_can_have_extra_fields():
    labels = [kind._meta.label for kind in extra.kinds()]
    assert labels == ["parties.Party", "accounts.Account", "customer_sites.AccountSite"]
