"""The set-up pages of reference data and of users."""

import pytest
from django.contrib import admin
from django.urls import reverse

from core import writes
from core.models import ChangeRecord, ExtraField
from core.work import work
from reference.models import (
    ChargeSchedule,
    DefaultLedgerAccounts,
    InterestTierSet,
    InventorySite,
    LedgerAccount,
    LookupType,
    LookupValue,
    OperatingUnit,
    SalesTerritory,
    SystemOptions,
    Warehouse,
)
from tests import factories
from tests.access.reading import main_form

pytestmark = pytest.mark.django_db

OURS = [model for model in admin.site._registry if model._meta.app_label == "reference"]
# Lists that an installation fills itself.
EMPTY = {
    ChargeSchedule: factories.ChargeScheduleFactory,
    # Of a unit that the administrator has, whose history he may read.
    DefaultLedgerAccounts: lambda: factories.DefaultLedgerAccountsFactory(unit=OperatingUnit.objects.get()),
    InterestTierSet: factories.InterestTierSetFactory,
    InventorySite: factories.InventorySiteFactory,
    LedgerAccount: factories.LedgerAccountFactory,
    SalesTerritory: factories.SalesTerritoryFactory,
    Warehouse: factories.WarehouseFactory,
}


def url(model, page, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def history(row) -> str:
    return url(type(row), "history", row.pk)


def called(row) -> str:
    if isinstance(row, DefaultLedgerAccounts):
        return row.unit.name
    return row.meaning if isinstance(row, LookupValue) else row.name


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.model_name)
def test_every_list_can_be_searched_opened_and_traced(administrator_client, unit_a, model):
    row = EMPTY[model]() if model in EMPTY else model.objects.first()
    if model is not SystemOptions:
        listed = administrator_client.get(url(model, "changelist"), {"q": "zzz no such thing"})
        assert list(listed.context["cl"].result_list) == []
        name = called(row)
        listed = administrator_client.get(url(model, "changelist"), {"q": name.upper()})
        assert row in listed.context["cl"].result_list
    page = administrator_client.get(url(model, "change", row.pk))
    assert page.context["original"] == row
    assert page.context["has_change_permission"] is True
    assert page.context["has_delete_permission"] is False
    form = page.context["adminform"].form
    assert [
        name for name, field in form.fields.items() if not field.help_text and name != "opened_version"
    ] == []
    history = administrator_client.get(url(model, "history", row.pk))
    assert [change.action for change, _lines in history.context["rows"]] == ["create"]


def test_a_code_is_typed_once(administrator_client):
    shown = administrator_client.get(url(Warehouse, "add")).context["adminform"].form.fields
    assert "code" in shown
    warehouse = factories.WarehouseFactory()
    shown = administrator_client.get(url(Warehouse, "change", warehouse.pk)).context["adminform"].form.fields
    assert "code" not in shown


def test_the_options_are_one_page(administrator_client):
    row = SystemOptions.objects.get()
    listed = administrator_client.get(url(SystemOptions, "changelist"))
    assert (listed.status_code, listed["Location"]) == (302, url(SystemOptions, "change", row.pk))
    assert administrator_client.get(url(SystemOptions, "add")).status_code == 403
    sent = {
        "time_zone": "Europe/Vienna",
        "opened_version": 1,
        "reason": "moved",
        "generate_registry_id": "on",
    }
    saved = administrator_client.post(url(SystemOptions, "change", row.pk), sent)
    assert saved.status_code == 302
    change = ChangeRecord.objects.filter(model="reference.systemoptions").latest("pk")
    assert (change.channel, change.reason) == ("admin", "moved")
    assert change.changes == {
        "time_zone": ["UTC", "Europe/Vienna"],
        "automatic_customer_numbering": [True, False],
        "automatic_site_numbering": [True, False],
        "generate_site_number": [True, False],
        "change_customer_name": [True, False],
        "one_dunning_site": [True, False],
        "order_management_installed": [True, False],
    }


def test_a_wrong_time_zone_keeps_what_was_typed(administrator_client):
    row = SystemOptions.objects.get()
    answer = administrator_client.post(
        url(SystemOptions, "change", row.pk), {"time_zone": "Europe/Nowhere", "opened_version": 1}
    )
    form = answer.context["adminform"].form
    assert form.errors == {"time_zone": ["Enter a time zone such as Europe/Vienna."]}
    assert form["time_zone"].value() == "Europe/Nowhere"


@pytest.mark.rule("R-260")
def test_an_inactive_currency_is_offered_only_where_it_is_used(administrator_client, administrator, unit_a):
    with work(actor=administrator, channel="admin"):
        writes.remove(unit_a.currency, version=1)
    used = (
        administrator_client.get(url(type(unit_a), "change", unit_a.pk)).context["adminform"].form["currency"]
    )
    assert "EUR · Euro (inactive)" in [str(label) for _pk, label in used.field.choices]
    fresh = administrator_client.get(url(type(unit_a), "add")).context["adminform"].form["currency"]
    assert not [label for _pk, label in fresh.field.choices if "EUR" in str(label)]


def test_lookups_are_counted_and_not_added(administrator_client):
    listed = administrator_client.get(url(LookupType, "changelist")).context["cl"].result_list
    gender = next(row for row in listed if row.code == "GENDER")
    assert gender.active_count == LookupValue.objects.of_type("GENDER").active().count()
    assert administrator_client.get(url(LookupType, "add")).status_code == 403


def test_a_fixed_list_takes_no_new_value_and_says_so(administrator_client):
    fixed = LookupType.objects.get(code="REQUEST_DATE_TYPE")
    sent = {"type": fixed.pk, "code": "NEVER", "meaning": "Never", "position": 0}
    answer = administrator_client.post(url(LookupValue, "add"), sent)
    form = answer.context["adminform"].form
    assert form.errors == {
        "__all__": ["The values of Request date types are fixed: only their meanings change."]
    }
    assert form["code"].value() == "NEVER"
    assert not LookupValue.objects.filter(code="NEVER").exists()


def test_ledger_accounts_of_other_units_are_seen_by_who_keeps_the_set_up(
    administrator_client, auditor_client, viewer_client, unit_a, unit_b
):
    mine, theirs = factories.LedgerAccountFactory(unit=unit_a), factories.LedgerAccountFactory(unit=unit_b)

    def seen(browser):
        return set(browser.get(url(LedgerAccount, "changelist")).context["cl"].result_list)

    assert seen(administrator_client) == seen(auditor_client) == {mine, theirs}
    assert seen(viewer_client) == {mine}
    assert viewer_client.get(url(LedgerAccount, "history", theirs.pk)).status_code == 404


@pytest.mark.rule("R-247", "R-060")
def test_default_ledger_accounts_are_kept_by_the_administrator_for_every_unit(
    administrator_client, viewer_client, unit_a, unit_b
):
    mine = factories.LedgerAccountFactory(unit=unit_a)
    summary = factories.LedgerAccountFactory(unit=unit_a, detail_posting=False)
    add = url(DefaultLedgerAccounts, "add")
    page = main_form(administrator_client.get(add).text)
    wrong = administrator_client.post(add, {**page, "unit": unit_a.pk, "receivable_account": summary.pk})
    assert wrong.context["adminform"].form.errors == {
        "receivable_account": ["Choose an enabled ledger account of this operating unit that takes postings."]
    }
    right = administrator_client.post(add, {**page, "unit": unit_a.pk, "receivable_account": mine.pk})
    assert right.status_code == 302
    row = DefaultLedgerAccounts.objects.get()
    assert (row.unit, row.receivable_account) == (unit_a, mine)
    change = administrator_client.get(url(DefaultLedgerAccounts, "change", row.pk))
    offered = change.context["adminform"].form.fields["receivable_account"].queryset
    assert list(offered) == [mine]
    other = factories.DefaultLedgerAccountsFactory(unit=unit_b)
    listed = viewer_client.get(url(DefaultLedgerAccounts, "changelist"))
    assert list(listed.context["cl"].result_list) == [row]
    assert viewer_client.get(url(DefaultLedgerAccounts, "change", other.pk)).status_code == 404
    # Who keeps the set-up of every unit reads how it came about; others learn of that of their units only.
    assert "Nothing was changed yet" not in administrator_client.get(history(other)).text
    assert "Nothing was changed yet" not in viewer_client.get(history(row)).text
    assert viewer_client.get(history(other)).status_code == 404


def test_an_extra_field_is_made_and_changed(administrator_client):
    add = "/admin/core/extrafield/add/"
    page = main_form(administrator_client.get(add).text)
    made = {**page, "model": "parties.party", "code": "grade", "label": "Grade", "type": "TEXT"}
    assert administrator_client.post(add, made).status_code == 302
    field = ExtraField.objects.get()
    change = f"/admin/core/extrafield/{field.pk}/change/"
    shown = administrator_client.get(change)
    assert "Customer" in shown.text
    assert administrator_client.post(change, {**main_form(shown.text), "label": "Class"}).status_code == 302
    field.refresh_from_db()
    assert (field.model, field.code, field.label, field.version) == ("parties.party", "grade", "Class", 2)
