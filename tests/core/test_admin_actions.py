"""The admin of records: Remove and Restore as actions of a list."""

import re

import pytest
from django.urls import reverse

from core import writes
from core.models import ChangeRecord
from core.work import work
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


# What was changed since the list showed it (D-19)


def changed_by(client, record, **typed):
    """Somebody else saves the record on its page."""
    page = client.get(address(record))
    form = page.context["adminform"].form
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    assert client.post(address(record), sent | typed).status_code == 302


def opened(page):
    """What the boxes of a list say of the versions, as a browser sends it."""
    return re.findall(r'name="opened" value="([^"]*)"', page.text)


def said(response):
    return [str(message) for message in response.context["messages"]]


@pytest.mark.rule("D-19", "R-228")
@pytest.mark.parametrize("verb", ["remove_records", "restore_records"])
def test_what_was_changed_since_the_list_was_opened_is_told_and_nothing_is_done(administrator_client, verb):
    first, second = factories.CollectorFactory(code="QA"), factories.CollectorFactory(code="QB")
    if verb == "restore_records":
        for each in (first, second):
            with work(actor=None, channel="system"):
                writes.remove(each, version=1)
    seen = opened(administrator_client.get(f"{address(Collector, 'changelist')}?q=q"))
    assert len(seen) == 2
    changed_by(administrator_client, first, description="Other")
    status = [Collector.objects.get(pk=each.pk).status for each in (first, second)]
    chosen = {"action": verb, "_selected_action": [first.pk, second.pk], "opened": seen}
    response = administrator_client.post(address(Collector, "changelist"), chosen, follow=True)
    [_saved, problem] = said(response)
    assert f"changed {first} meanwhile" in problem
    assert [Collector.objects.get(pk=each.pk).status for each in (first, second)] == status


@pytest.mark.rule("D-19", "R-228")
def test_what_was_changed_since_the_question_was_asked_is_told(administrator_client):
    collector = factories.CollectorFactory(code="QA")
    chosen = {"action": "remove_records", "_selected_action": [collector.pk]}
    asked = administrator_client.post(address(collector, "changelist"), chosen)
    assert opened(asked) == [f"{collector.pk}:1"]
    changed_by(administrator_client, collector, description="Other")
    sent = chosen | {"confirmed": "yes", "opened": opened(asked)}
    response = administrator_client.post(address(collector, "changelist"), sent, follow=True)
    assert "meanwhile" in said(response)[-1]
    assert Collector.objects.get(pk=collector.pk).is_active
    again = opened(administrator_client.post(address(collector, "changelist"), chosen))
    administrator_client.post(address(collector, "changelist"), sent | {"opened": again})
    assert not Collector.objects.get(pk=collector.pk).is_active


def test_what_is_no_version_is_ignored(administrator_client):
    collector = factories.CollectorFactory(code="QA")
    sent = {"action": "remove_records", "_selected_action": [collector.pk], "confirmed": "yes"}
    administrator_client.post(address(collector, "changelist"), sent | {"opened": ["x:y", ":", "7", "²:1"]})
    assert not Collector.objects.get(pk=collector.pk).is_active
