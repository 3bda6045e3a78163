"""The admin of records: Remove and Restore as actions of a list."""

import pytest
from django.urls import reverse

from core.models import ChangeRecord
from reference.models import Collector, LookupValue, PaymentTerm
from tests import factories

pytestmark = pytest.mark.django_db


def address(record, page="change") -> str:
    meta = record._meta
    args = [record.pk] if page in ("change", "history", "delete") else []
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=args)


def changes_of(record) -> list:
    return list(
        ChangeRecord.objects.filter(model=record._meta.label_lower, object_id=record.pk)
        .order_by("pk")
        .values_list("action", "channel", "actor__username", "reason", "version", "changes")
    )


def test_what_a_hook_refuses_is_shown_with_everything_typed(administrator_client):
    collector = Collector.objects.get(code="DEFAULT")
    response = administrator_client.post(
        address(Collector, "changelist"),
        {"action": "remove_records", "_selected_action": [collector.pk], "confirmed": "yes"},
        follow=True,
    )
    assert [str(message) for message in response.context["messages"]] == [
        "Default Collector is needed by Registrar itself."
    ]
    assert Collector.objects.get(pk=collector.pk).is_active


@pytest.mark.rule("R-260")
def test_removing_asks_first_and_says_where_the_value_is_used(administrator_client):
    value = LookupValue.objects.get(type__code="CUSTOMER_CATEGORY", code="PARTNER")
    factories.PartyFactory(category="PARTNER")
    factories.PartyFactory(category="PARTNER")
    chosen = {"action": "remove_records", "_selected_action": [value.pk]}
    asked = administrator_client.post(address(LookupValue, "changelist"), chosen)
    assert [(str(row), uses) for row, uses, _page in asked.context["rows"]] == [("Partner", ["customers: 2"])]
    assert LookupValue.objects.get(pk=value.pk).is_active
    administrator_client.post(
        address(LookupValue, "changelist"), {**chosen, "confirmed": "yes", "reason": "no more partners"}
    )
    assert not LookupValue.objects.get(pk=value.pk).is_active
    assert changes_of(value)[-1] == (
        "remove",
        "admin",
        "administrator",
        "no more partners",
        2,
        {"status": ["A", "I"]},
    )
    administrator_client.post(
        address(LookupValue, "changelist"), {"action": "restore_records", "_selected_action": [value.pk]}
    )
    assert LookupValue.objects.get(pk=value.pk).is_active


def test_nothing_can_be_deleted(administrator_client):
    term = factories.PaymentTermFactory()
    assert administrator_client.post(address(term, "delete"), {"post": "yes"}).status_code == 403
    actions = (
        administrator_client.get(address(PaymentTerm, "changelist")).context["action_form"].fields["action"]
    )
    assert [name for name, _label in actions.choices] == ["", "remove_records", "restore_records"]
