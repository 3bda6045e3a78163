"""Sixteen people save one customer, or one form arrives sixteen times (D-19, trust 1 and 5)."""

import pytest

from core.models import ChangeRecord, FormToken
from parties.models import Party
from tests.customers.builders import made, new_customer, new_site
from tests.customers.pages.test_create import ORGANIZATION, filled
from tests.races.crowd import PEOPLE, people, sending, statuses

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


def customer_of(unit):
    return made(new_customer("Acme Harbour Ltd", new_site(unit, "BILL_TO")))


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


def stored(customer, name):
    prefix, _, field = name.partition("-")
    record = Party.objects.get(pk=customer.pk)
    return str(getattr(record if prefix == "party" else record.organization, field))


def sending_edits(clients, customer, edits):
    """Everybody opens the form, changes one field, and sends it."""
    address = f"/customers/{customer.pk}/edit/"
    forms = [
        form_of(client, customer) | {name: value}
        for client, (name, value) in zip(clients, edits, strict=True)
    ]
    return [sending(client, address, form) for client, form in zip(clients, forms, strict=True)]


def acknowledged(edits, answers):
    return [edit for edit, answer in zip(edits, answers, strict=True) if answer.status_code == 302]


@pytest.mark.rule("D-19", "R-228")
def test_of_sixteen_edits_of_one_field_one_is_saved_and_the_others_see_it(race, figures, unit_a):
    clients = people(unit_a)
    edits = [("party-alias", f"Alias {number}") for number in range(PEOPLE)]

    def prepare():
        customer = customer_of(unit_a)
        return sending_edits(clients, customer, edits), lambda answers: check(customer, answers)

    def check(customer, answers):
        saved = acknowledged(edits, answers)
        note(figures, customer, saved)
        assert statuses(answers) == [302] + [409] * (PEOPLE - 1)
        [(_name, winner)] = saved
        assert stored(customer, "party-alias") == winner
        for (_name, value), answer in zip(edits, answers, strict=True):
            if answer.status_code == 409:
                assert winner in answer.text
                assert f'value="{value}"' in answer.text

    race(prepare)


def note(figures, customer, saved):
    """Count the edits that were acknowledged, and those of them that are not there."""
    figures.add("acknowledged", len(saved))
    figures.add("acknowledged lost", sum(stored(customer, name) != value for name, value in saved))


@pytest.mark.rule("D-19", "R-228")
def test_every_acknowledged_edit_is_there_and_the_others_saw_the_conflict(race, figures, unit_a):
    clients = people(unit_a)
    edits = [(FIELDS[number % len(FIELDS)], str(1900 + number)) for number in range(PEOPLE)]
    edits = [(name, f"54{value}" if name == "details-naics_code" else value) for name, value in edits]

    def prepare():
        customer = customer_of(unit_a)
        return sending_edits(clients, customer, edits), lambda answers: check(customer, answers)

    def check(customer, answers):
        saved = acknowledged(edits, answers)
        note(figures, customer, saved)
        assert statuses(answers) == [302] * len(FIELDS) + [409] * (PEOPLE - len(FIELDS))
        assert set(saved) == {(name, stored(customer, name)) for name in FIELDS}
        party = Party.objects.get(pk=customer.pk)
        assert (party.version, party.organization.version) == (6, 4)
        updates = ChangeRecord.objects.filter(root_id=customer.pk, action="update")
        assert updates.count() == len(FIELDS)

    race(prepare)


def created_once(before, answers):
    """One customer came of it, one token, and one answer for everybody."""
    party = Party.objects.latest("pk")
    assert {(answer.status_code, answer.headers.get("Location")) for answer in answers} == {
        (302, party.get_absolute_url())
    }
    assert counts() == (before[0] + 1, before[1] + 1)
    assert ChangeRecord.objects.filter(model="parties.party", object_id=party.pk).count() == 1


def counts():
    return Party.objects.count(), FormToken.objects.count()


@pytest.mark.rule("R-013")
def test_one_create_form_sent_sixteen_times_at_once_makes_one_customer_and_gives_one_answer(race, unit_a):
    (client,) = people(unit_a, 1)

    def prepare():
        form, before = filled(client, unit_a), counts()
        return [sending(client, ORGANIZATION, form)] * PEOPLE, lambda answers: created_once(before, answers)

    race(prepare)


@pytest.mark.rule("R-013")
def test_the_same_form_with_a_number_of_its_own_gives_one_answer_too(race, unit_a):
    """Its twins find the registry ID taken, by themselves: that is no refusal."""
    (client,) = people(unit_a, 1)

    def prepare():
        before = counts()
        form = filled(client, unit_a, **{"party-registry_id": f"R-{before[0]}"})
        return [sending(client, ORGANIZATION, form)] * PEOPLE, lambda answers: created_once(before, answers)

    race(prepare)
