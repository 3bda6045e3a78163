"""Sixteen clerks edit one customer at once, round after round: nothing that was acknowledged is lost (D-19)."""

import random

import pytest

from core.models import ChangeRecord
from parties.models import OrganizationDetails, Party
from tests.customers.builders import made, new_customer, new_site
from tests.races.crowd import at_once, people, sending, statuses
from tests.races.test_customer import FIELDS, form_of
from tests.scale import size

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.rule("D-19", "R-228", "R-229"),
]

SAVED, CONFLICT = 302, 409
# Fields that take any number of up to six digits. The name and the number of the registry are among them.
TEXTS = [name for name in FIELDS if name not in ("details-year_established",)]


def edited(form, chosen, value):
    """The form with a new value in each of the chosen fields."""
    return form | dict.fromkeys(chosen, value)


def state(customer):
    """What stands in each field now."""
    party = Party.objects.get(pk=customer.pk)
    details = OrganizationDetails.objects.get(party=party)
    records = {"party": party, "details": details}
    return {name: str(getattr(records[name.partition("-")[0]], name.partition("-")[2])) for name in TEXTS}


def changes():
    """Every logged change of a field: (record, field, old, new), in the order of the versions."""
    lines = ChangeRecord.objects.filter(action="update").order_by("model", "version")
    return [
        (line.model, name, str(old), str(new))
        for line in lines
        for name, (old, new) in (line.changes or {}).items()
    ]


def test_every_acknowledged_edit_is_kept_and_every_other_clerk_saw_the_conflict(unit_a):
    customer = made(new_customer("Acme Harbour Ltd", new_site(unit_a, "BILL_TO")))
    clients = people(unit_a, size().writers)
    address, dice, value = f"/customers/{customer.pk}/edit/", random.Random(4711), 100_000
    saved_ever = 0
    for _round in range(size().rounds):
        before, known = state(customer), len(changes())
        edits = []
        for client in clients:
            value += 1
            chosen = dice.sample(TEXTS, dice.randint(1, 3))
            edits.append((client, chosen, str(value), edited(form_of(client, customer), chosen, str(value))))
        answers = at_once([sending(client, address, form) for client, _chosen, _value, form in edits])

        assert set(statuses(answers)) <= {SAVED, CONFLICT}
        saved = [edit for edit, answer in zip(edits, answers, strict=True) if answer.status_code == SAVED]
        refused = [
            (edit, answer)
            for edit, answer in zip(edits, answers, strict=True)
            if answer.status_code == CONFLICT
        ]
        acknowledged = {name: number for _client, chosen, number, _form in saved for name in chosen}
        # No two acknowledged edits touched the same field, and each stands in the record.
        assert len(acknowledged) == sum(len(chosen) for _client, chosen, _value, _form in saved)
        assert state(customer) == before | acknowledged
        # Each of the others had chosen a field that somebody else saved, and is shown both values.
        for (_client, chosen, number, _form), answer in refused:
            taken = acknowledged.keys() & set(chosen)
            assert taken
            assert f'value="{number}"' in answer.text
            assert any(acknowledged[name] in answer.text for name in taken)
        # History has exactly the acknowledged edits.
        logged = changes()
        assert len(logged) - known == len(acknowledged)
        assert {new for *_rest, new in logged} >= set(acknowledged.values())
        saved_ever += len(saved)
    assert saved_ever >= size().rounds
    check_versions(customer)


def check_versions(customer):
    """Every version of both rows has one line, and the lines lead from value to value without a gap."""
    party = Party.objects.get(pk=customer.pk)
    details = OrganizationDetails.objects.get(party=party)
    for record in (party, details):
        lines = ChangeRecord.objects.filter(model=record._meta.label_lower, object_id=record.pk)
        versions = sorted(lines.values_list("version", flat=True))
        assert versions == list(range(1, record.version + 1))
    last: dict[tuple[str, str], str] = {}
    for model, name, old, new in changes():
        assert last.setdefault((model, name), old) == old
        last[model, name] = new
