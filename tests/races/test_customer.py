"""Sixteen people save one customer, or one form arrives sixteen times (D-19, trust 1 and 5)."""

import pytest

from core.models import ChangeRecord, FormToken
from parties.models import OrganizationDetails, Party
from tests.customers.builders import made, new_customer, new_site
from tests.customers.pages.test_create import ORGANIZATION, filled
from tests.races.crowd import PEOPLE, at_once, people, sending, statuses

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

FIELDS = [
    "party-name",
    "party-alias",
    "party-pronunciation",
    "party-taxpayer_id",
    "party-tax_registration_number",
    "details-naics_code",
    "details-year_established",
    "details-employees_total",
]


@pytest.fixture
def customer(unit_a):
    return made(new_customer("Acme Harbour Ltd", new_site(unit_a, "BILL_TO")))


def form_of(client, customer):
    """What a browser sends for the form as it was opened."""
    page = client.get(f"/customers/{customer.pk}/edit/")
    return {
        bound.html_name: str(bound.value() or "") for form in page.context["forms"].values() for bound in form
    } | {
        bound.html_initial_name: str(bound.value() or "")
        for form in page.context["forms"].values()
        for bound in form
        if bound.field.show_hidden_initial
    }


def stored(name):
    prefix, _, field = name.partition("-")
    record = Party.objects.get() if prefix == "party" else OrganizationDetails.objects.get()
    return str(getattr(record, field))


@pytest.mark.rule("D-19", "R-228")
def test_of_sixteen_edits_of_one_field_one_is_saved_and_the_others_see_it(customer, unit_a):
    clients = people(unit_a)
    values = [f"Alias {number}" for number in range(PEOPLE)]
    forms = [
        form_of(client, customer) | {"party-alias": value}
        for client, value in zip(clients, values, strict=True)
    ]
    address = f"/customers/{customer.pk}/edit/"
    answers = at_once([sending(client, address, form) for client, form in zip(clients, forms, strict=True)])

    assert statuses(answers) == [302] + [409] * (PEOPLE - 1)
    (saved,) = [value for value, answer in zip(values, answers, strict=True) if answer.status_code == 302]
    assert stored("party-alias") == saved
    for value, answer in zip(values, answers, strict=True):
        if answer.status_code == 409:
            assert saved in answer.text
            assert f'value="{value}"' in answer.text


@pytest.mark.rule("D-19", "R-228")
def test_every_acknowledged_edit_is_there_and_the_others_saw_the_conflict(customer, unit_a):
    clients = people(unit_a)
    edits = [(FIELDS[number % len(FIELDS)], str(1900 + number)) for number in range(PEOPLE)]
    edits = [(name, f"54{value}" if name == "details-naics_code" else value) for name, value in edits]
    forms = [
        form_of(client, customer) | {name: value}
        for client, (name, value) in zip(clients, edits, strict=True)
    ]
    address = f"/customers/{customer.pk}/edit/"
    answers = at_once([sending(client, address, form) for client, form in zip(clients, forms, strict=True)])

    assert statuses(answers) == [302] * len(FIELDS) + [409] * (PEOPLE - len(FIELDS))
    acknowledged = {edit for edit, answer in zip(edits, answers, strict=True) if answer.status_code == 302}
    assert acknowledged == {(name, stored(name)) for name in FIELDS}
    assert (Party.objects.get().version, OrganizationDetails.objects.get().version) == (6, 4)
    assert ChangeRecord.objects.filter(action="update").count() == len(FIELDS)


@pytest.mark.rule("R-013")
def test_one_create_form_sent_sixteen_times_at_once_makes_one_customer_and_gives_one_answer(unit_a):
    (client,) = people(unit_a, 1)
    form = filled(client, unit_a)
    answers = at_once([sending(client, ORGANIZATION, form)] * PEOPLE)

    party = Party.objects.get()
    assert {(answer.status_code, answer.headers.get("Location")) for answer in answers} == {
        (302, party.get_absolute_url())
    }
    assert FormToken.objects.count() == 1
    assert ChangeRecord.objects.filter(model="parties.party").count() == 1


@pytest.mark.rule("R-013")
def test_the_same_form_with_a_number_of_its_own_gives_one_answer_too(unit_a):
    """Its twins find the registry ID taken, by themselves: that is no refusal."""
    (client,) = people(unit_a, 1)
    form = filled(client, unit_a, **{"party-registry_id": "R-4711"})
    answers = at_once([sending(client, ORGANIZATION, form)] * PEOPLE)

    party = Party.objects.get()
    assert {(answer.status_code, answer.headers.get("Location")) for answer in answers} == {
        (302, party.get_absolute_url())
    }
