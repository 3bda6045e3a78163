"""The starter values: all there, added once, never put back over an administrator's change."""

import time
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import writes
from core.guard import allowed
from core.models import ChangeRecord
from core.work import work
from reference import starter
from reference.models import (
    Collector,
    Country,
    Currency,
    Language,
    LookupType,
    LookupValue,
    PaymentTerm,
    Resource,
    SourceSystem,
    SystemOptions,
)

LOADED = (SystemOptions, LookupValue, LookupType, Country, Currency, Language, PaymentTerm, SourceSystem)


def rows():
    return {
        model._meta.model_name: set(model.objects.values_list("version", "updated_at", "pk"))
        for model in LOADED
    }


def empty(*models):
    with allowed(), connection.cursor() as cursor:
        for model in models:
            cursor.execute(f'DELETE FROM "{model._meta.db_table}"')


@pytest.mark.django_db
def test_everything_that_pages_choose_from_is_there():
    assert Country.objects.count() == 249
    # Of few nothing is known about their addresses.
    assert set(Country.objects.values_list("validation_level", flat=True)) == {"WARNING", "NONE"}
    assert Country.objects.filter(validation_level="NONE").count() < 20
    assert [Country.objects.get(code2=code).name for code in ("DE", "BO", "KR")] == [
        "Germany",
        "Bolivia",
        "South Korea",
    ]
    decimals = dict(Currency.objects.filter(code__in=["EUR", "JPY", "KWD"]).values_list("code", "decimals"))
    assert decimals == {"EUR": 2, "JPY": 0, "KWD": 3}
    assert not Currency.objects.filter(code__in=["XXX", "XAU", "CHE"]).exists()
    assert Language.objects.get(code="el").name == "Greek"
    assert list(Collector.objects.values_list("code", "name")) == [("DEFAULT", "Default Collector")]
    assert Resource.objects.get().name == "No Sales Credit"
    assert set(SourceSystem.objects.values_list("code", flat=True)) == {"REGISTRAR", "CUSTOMER_INTERFACE"}
    assert set(PaymentTerm.objects.values_list("balance_forward", flat=True)) == {True, False}
    purposes = LookupValue.objects.of_type("SITE_USE_CODE").values_list("code", flat=True)
    assert " ".join(purposes) == (
        "BILL_TO SHIP_TO STMTS DUN LEGAL MARKET DRAWEE LC SOLD_TO DELIVER_TO INV ACK"
    )


@pytest.mark.django_db
def test_loading_again_adds_and_changes_nothing_at_a_constant_price():
    before, history = rows(), ChangeRecord.objects.count()
    with CaptureQueriesContext(connection) as queries:
        assert starter.load() == 0
    assert (rows(), ChangeRecord.objects.count()) == (before, history)
    assert len(queries) <= 25


@pytest.mark.django_db
def test_only_what_is_missing_is_added():
    value = LookupValue.objects.get(type__code="GENDER", code="X")
    with allowed(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM reference_lookupvalue WHERE id = %s", [value.pk])
    assert starter.load() == 1
    assert LookupValue.objects.get(type__code="GENDER", code="X").meaning == "Another gender"


@pytest.mark.django_db
def test_what_an_administrator_changed_stays(administrator):
    term = PaymentTerm.objects.get(code="NET_30")
    value = LookupValue.objects.get(type__code="GENDER", code="X")
    term.name = "30 days net"
    with work(actor=administrator, channel="admin"):
        writes.save(term, version=1)
        writes.remove(value, version=1)
    assert starter.load() == 0
    assert PaymentTerm.objects.get(code="NET_30").name == "30 days net"
    assert not LookupValue.objects.get(pk=value.pk).is_active


@pytest.mark.django_db
def test_an_emptied_database_is_filled_quickly_and_with_history():
    counts = {model: model.objects.count() for model in LOADED}
    empty(*LOADED)
    history = ChangeRecord.objects.count()
    started = time.process_time()
    added = starter.load()
    taken = time.process_time() - started
    assert {model: model.objects.count() for model in LOADED} == counts
    assert added == sum(counts.values()) == ChangeRecord.objects.count() - history
    new = ChangeRecord.objects.order_by("-pk")[:added]
    assert {(row.channel, row.actor, row.action) for row in new} == {("system", None, "create")}
    assert taken < 1.5


@pytest.mark.django_db(transaction=True)
def test_a_flush_brings_the_starter_values_back():
    call_command("flush", interactive=False, stdout=StringIO())
    assert Country.objects.count() == 249
    assert SystemOptions.objects.count() == 1
