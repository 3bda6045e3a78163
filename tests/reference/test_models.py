"""The tables of reference data: what they refuse, whoever writes."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from core import writes
from core.guard import allowed
from core.work import work
from reference.models import Collector, Country, Currency, SourceSystem, SystemOptions
from tests import factories

pytestmark = pytest.mark.django_db


def refusal(factory, **values) -> dict[str, list[str]]:
    """What the write says against `values`."""
    with pytest.raises(ValidationError) as refused:
        factory(**values)
    return refused.value.message_dict


def change(record, **values):
    """`record` with other values, written."""
    for name, value in values.items():
        setattr(record, name, value)
    with work(actor=None, channel="system"):
        return writes.save(record, version=record.version)


def test_a_code_is_taken_in_every_spelling_of_case():
    factories.PaymentTermFactory(code="Straße 1")
    assert refusal(factories.PaymentTermFactory, code=" STRASSE 1 ") == {
        "code": ["This code is taken already."]
    }


def test_the_same_code_is_free_in_another_list():
    factories.PaymentTermFactory(code="X1")
    assert factories.StatementCycleFactory(code="X1").pk


@pytest.mark.parametrize(
    ("factory", "values", "message"),
    [
        (factories.CurrencyFactory, {"decimals": 5}, {"decimals": ["A currency has at most 4 decimals."]}),
        (
            factories.ResourceFactory,
            {"is_salesperson": False},
            {"is_salesperson": ["A resource is a salesperson, a credit analyst, or both."]},
        ),
        (
            factories.LookupValueFactory,
            {"start_date": datetime.date(2024, 2, 2), "end_date": datetime.date(2024, 2, 1)},
            {"end_date": ["The end date is before the start date."]},
        ),
        (
            factories.OperatingUnitFactory,
            {"time_zone": "Europe/Nowhere"},
            {"time_zone": ["Enter a time zone such as Europe/Vienna."]},
        ),
        (
            factories.CountryFactory,
            {"code2": "x1", "code3": "XXX"},
            {"code2": ["Enter two capital letters."]},
        ),
        (factories.InterestTierFactory, {"from_day": 0}, {"from_day": ["A payment is late from day 1 on."]}),
        (factories.ChargeScheduleLineFactory, {"value": -1}, {"value": ["A charge is not negative."]}),
    ],
)
def test_a_bad_value_is_refused_on_its_field(factory, values, message):
    assert refusal(factory, **values) == message


def test_a_day_is_a_valid_range():
    day = datetime.date(2024, 2, 1)
    assert factories.LookupValueFactory(start_date=day, end_date=day).pk


def test_two_steps_of_a_scale_cannot_begin_on_the_same_day():
    step = factories.InterestTierFactory(from_day=31)
    assert refusal(factories.InterestTierFactory, tier_set=step.tier_set, from_day=31) == {
        "from_day": ["Another step begins on this day."]
    }


@pytest.mark.rule("R-122")
def test_lines_of_a_charge_schedule_do_not_overlap():
    line = factories.ChargeScheduleLineFactory(
        start_date=datetime.date(2024, 1, 1), end_date=datetime.date(2024, 6, 30)
    )
    rest = {"schedule": line.schedule, "tier": line.tier}
    assert factories.ChargeScheduleLineFactory(start_date=datetime.date(2024, 7, 1), **rest).pk
    with pytest.raises(ValidationError, match="covers some of these days"):
        factories.ChargeScheduleLineFactory(start_date=datetime.date(2024, 6, 30), **rest)


@pytest.mark.rule("R-122")
def test_a_line_prices_a_step_of_its_schedules_scale():
    assert refusal(
        factories.ChargeScheduleLineFactory,
        schedule=factories.ChargeScheduleFactory(),
        tier=factories.InterestTierFactory(),
    ) == {"tier": ["Choose a step of the schedule's interest tier set."]}


def test_there_is_one_row_of_system_options():
    assert refusal(factories.SystemOptionsFactory) == {
        "only": ["There is one row of system options already."]
    }


def test_the_database_itself_refuses_a_second_row_of_options():
    row = SystemOptions.objects.values().get()
    for only in (1, 2):
        names = [name for name in row if name != "id"]
        values = [only if name == "only" else row[name] for name in names]
        columns = ", ".join(f'"{name}"' for name in names)
        marks = ", ".join(["%s"] * len(values))
        with pytest.raises(IntegrityError), transaction.atomic(), allowed(), connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO reference_systemoptions ({columns}) VALUES ({marks})", values)


@pytest.mark.parametrize(
    "make", [lambda: Country.objects.get(code2="DE"), lambda: Currency.objects.get(code="EUR")]
)
def test_a_code_never_changes(make):
    record = make()
    field = "code2" if isinstance(record, Country) else "code"
    with pytest.raises(ValidationError) as refused:
        change(record, **{field: "ZZ"})
    assert refused.value.message_dict == {field: ["This cannot be changed any more."]}


def test_a_name_may_change():
    assert change(Country.objects.get(code2="DE"), name="Deutschland").version == 2
    assert Country.objects.get(code2="DE").name_key == "deutschland"


@pytest.mark.parametrize(
    "make",
    [
        lambda: SourceSystem.objects.get(code="REGISTRAR"),
        lambda: SourceSystem.objects.get(code="CUSTOMER_INTERFACE"),
        lambda: Collector.objects.get(code="DEFAULT"),
    ],
)
def test_what_the_product_names_itself_is_kept(make):
    record = make()
    with (
        work(actor=None, channel="system"),
        pytest.raises(ValidationError, match="needed by Registrar itself"),
    ):
        writes.remove(record, version=record.version)


def test_another_collector_can_be_removed_and_restored():
    collector = factories.CollectorFactory()
    with work(actor=None, channel="system"):
        writes.remove(collector, version=1)
    assert not Collector.objects.choosable().filter(pk=collector.pk).exists()
    with work(actor=None, channel="system"):
        writes.restore(collector, version=2)
    assert Collector.objects.choosable().filter(pk=collector.pk).exists()


def test_ledger_accounts_are_offered_to_their_unit_only(unit_a, unit_b, clerk):
    everywhere = factories.LedgerAccountFactory()
    here = factories.LedgerAccountFactory(unit=unit_a)
    there = factories.LedgerAccountFactory(unit=unit_b)
    factories.LedgerAccountFactory(enabled=False)
    factories.LedgerAccountFactory(detail_posting=False)
    model = type(here)
    assert set(model.objects.choosable_in(unit_a.pk)) == {everywhere, here}
    assert there not in model.objects.visible_to(clerk)
    assert here in model.objects.visible_to(clerk)
