"""The admin of records: one write path, one history, no delete, nothing typed lost."""

import pytest
from django.contrib import admin
from django.urls import reverse

from core import writes
from core.admin import RecordAdmin
from core.models import ChangeRecord, Record
from core.work import work
from reference.models import PaymentTerm
from tests import factories

pytestmark = pytest.mark.django_db


def address(record, page="change") -> str:
    meta = record._meta
    args = [record.pk] if page in ("change", "history", "delete") else []
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=args)


def typed(record, **values) -> dict:
    """What the change form of a payment term sends."""
    return {
        "name": record.name,
        "description": record.description,
        "opened_version": record.version,
        "reason": "",
        **values,
    }


def changes_of(record) -> list:
    return list(
        ChangeRecord.objects.filter(model=record._meta.label_lower, object_id=record.pk)
        .order_by("pk")
        .values_list("action", "channel", "actor__username", "reason", "version", "changes")
    )


@pytest.fixture
def term():
    return factories.PaymentTermFactory(code="NET_7", name="Net 7")


def errors_of(response) -> dict:
    return response.context["adminform"].form.errors.get_json_data()


def messages_of(response, field) -> list[str]:
    return [error["message"] for error in errors_of(response).get(field, [])]


@pytest.mark.rule("R-230")
def test_a_change_is_written_with_who_why_and_through_which_door(administrator_client, administrator, term):
    response = administrator_client.post(
        address(term), typed(term, name="Seven days", balance_forward="on", reason="as agreed")
    )
    assert response.status_code == 302
    stored = PaymentTerm.objects.get(pk=term.pk)
    assert (stored.code, stored.name, stored.balance_forward) == ("NET_7", "Seven days", True)
    assert (stored.version, stored.updated_by, stored.created_by) == (2, administrator, None)
    assert changes_of(term) == [
        ("create", "system", None, "", 1, None),
        (
            "update",
            "admin",
            "administrator",
            "as agreed",
            2,
            {"name": ["Net 7", "Seven days"], "balance_forward": [False, True]},
        ),
    ]


@pytest.mark.rule("R-229")
def test_saving_without_a_change_writes_nothing(administrator_client, term):
    assert administrator_client.post(address(term), typed(term)).status_code == 302
    assert PaymentTerm.objects.get(pk=term.pk).version == 1
    assert [row[0] for row in changes_of(term)] == ["create"]


def test_a_record_is_added(administrator_client):
    response = administrator_client.post(
        address(PaymentTerm, "add"), {"code": "NET_90", "name": "Net 90", "description": "", "reason": "new"}
    )
    assert response.status_code == 302
    made = PaymentTerm.objects.get(code="NET_90")
    assert (made.name, made.version, made.name_key) == ("Net 90", 1, "net 90")
    assert changes_of(made) == [("create", "admin", "administrator", "new", 1, None)]


def test_a_constraint_over_a_hidden_column_is_told_on_the_field(administrator_client, term):
    response = administrator_client.post(
        address(PaymentTerm, "add"), {"code": "net_7", "name": "Twice", "description": "typed"}
    )
    assert messages_of(response, "code") == ["This code is taken already."]
    assert response.context["adminform"].form["description"].value() == "typed"
    assert PaymentTerm.objects.filter(code_key="net_7").count() == 1


def test_text_that_no_text_should_hold_is_refused(administrator_client, term):
    response = administrator_client.post(address(term), typed(term, name="Net\u202e7"))
    assert messages_of(response, "name") == [
        "Remove the invisible or unreadable character U+202E at position 4."
    ]


@pytest.mark.rule("D-19")
def test_two_people_change_different_fields(administrator_client, term):
    term.description = "Their words"
    with work(actor=None, channel="page"):
        writes.save(term, version=1)
    response = administrator_client.post(
        address(term), typed(term, name="Mine", description="", opened_version=1), follow=True
    )
    stored = PaymentTerm.objects.get(pk=term.pk)
    assert (stored.name, stored.description, stored.version) == ("Mine", "Their words", 3)
    told = [str(message) for message in response.context["messages"]]
    assert (
        told[1] == "Mine was changed meanwhile (description); your changes were added to the newer version."
    )


@pytest.mark.parametrize("persona", ["viewer_client", "auditor_client", "clerk_client"])
def test_others_read_the_set_up_and_change_nothing(request, persona, term):
    browser = request.getfixturevalue(persona)
    page = browser.get(address(term))
    assert page.status_code == 200
    assert page.context["has_change_permission"] is False
    names = [name for _title, options in page.context["adminform"].fieldsets for name in options["fields"]]
    assert "reason" not in names
    assert browser.post(address(term), typed(term, name="Changed")).status_code == 403
    assert browser.get(address(PaymentTerm, "add")).status_code == 403
    acted = {"action": "remove_records", "_selected_action": [term.pk], "confirmed": "yes"}
    browser.post(address(PaymentTerm, "changelist"), acted)
    assert (PaymentTerm.objects.get(pk=term.pk).name, PaymentTerm.objects.get(pk=term.pk).version) == (
        "Net 7",
        1,
    )


def test_a_user_without_a_role_stays_outside(term):
    from tests.personas import signed_in

    browser = signed_in(factories.UserFactory(is_staff=True))
    assert browser.get(reverse("admin:index"), follow=True).status_code == 403
    assert browser.get(address(term)).status_code in (302, 403)


def test_history_lists_our_journal_with_names(administrator_client, unit_a):
    administrator_client.post(
        address(unit_a),
        {
            "name": "Unit A",
            "description": "",
            "time_zone": "Europe/Vienna",
            "currency": unit_a.currency_id,
            "country": factories.country("AT").pk,
            "opened_version": 1,
            "reason": "moved",
        },
    )
    page = administrator_client.get(address(unit_a, "history"))
    assert [(row.get_action_display(), row.reason, lines) for row, lines in page.context["rows"]] == [
        ("Changed", "moved", [("Time zone", "UTC", "Europe/Vienna"), ("Country", "–", "Austria")]),
        ("Created", "", []),
    ]
    assert "Europe/Vienna" in page.content.decode()


def test_search_folds_what_is_typed(administrator_client, term):
    factories.PaymentTermFactory(code="OTHER", name="Zahlbar in der Straße")
    found = administrator_client.get(address(PaymentTerm, "changelist"), {"q": "STRASSE"}).context["cl"]
    assert [row.code for row in found.result_list] == ["OTHER"]


def test_every_admin_of_a_record_is_a_record_admin():
    others = [
        model._meta.label
        for model, model_admin in admin.site._registry.items()
        if issubclass(model, Record) and not isinstance(model_admin, RecordAdmin)
    ]
    assert others == []
