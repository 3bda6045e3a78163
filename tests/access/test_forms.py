"""Fields that a form does not have change nothing (trust 12)."""

from typing import Any

import pytest
from django.forms import BaseFormSet

from core.models import ChangeRecord
from core.pages.edit import EditView
from customers.pages.edit import OrganizationForm
from parties.models import Party
from sites.models import AccountSite, SiteUse
from tests import factories
from tests.access.asking import ask, records_among, undone, watching_writes
from tests.access.reading import main_form
from tests.access.registry import SET_UP_OF_UNITS, SHOWN_ONLY
from tests.access.targets import Target, targets

pytestmark = pytest.mark.django_db

EDITS = [one for one in targets() if isinstance(one.view, type) and issubclass(one.view, EditView)]
ADMIN_EDITS = [one for one in targets() if one.page == "change" and one.model not in SHOWN_ONLY]


def extras(world: Any) -> dict[str, Any]:
    """Columns that no form of anybody offers, with values that would do harm."""
    other = world.sides["B"]
    return {
        "status": "I",
        "removed_with_parent": "on",
        "version_number": "99",
        "created_by": world.personas["viewer"].user.pk,
        "updated_by": world.personas["viewer"].user.pk,
        "created_at": "2001-01-01",
        "unit": other.unit.pk,
        "unit_id": other.unit.pk,
        "site": other.site.pk,
        "account": world.account.pk + 1,
        "party": world.party.pk + 1,
        "party_site": other.site.party_site_id,
        "kind": "PERSON",
        "replaced_by": world.party.pk,
        "number_key": "hack",
        "name_key": "hack",
        "registry_id_key": "hack",
        "location_key": "hack",
        "identifying": "on",
        "is_primary": "on",
        "termination_date": "2001-01-01",
        "password": "hack",
        "is_superuser": "on",
        "is_staff": "on",
        "is_demo": "on",
        "extensible": "on",
        "digest": "hack",
    }


def forms_of(response: Any) -> list[Any]:
    """Every form of the page, of our pages and of the admin."""
    if "adminform" in response.context:
        rows = [row for one in response.context["inline_admin_formsets"] for row in one.formset.forms]
        return [response.context["adminform"].form, *rows]
    given = response.context["forms"].values()
    return [form for one in given for form in (one.forms if isinstance(one, BaseFormSet) else [one])]


def harmful(world: Any, response: Any, path: str) -> dict[str, Any]:
    """The page's own form as it stands, with the extra fields added to each of its forms and beside them."""
    data: dict[str, Any] = main_form(response.text, path)
    offered = {name for form in forms_of(response) for name in form.fields}
    prefixes = {form.prefix for form in forms_of(response)} | {None}
    for name, value in extras(world).items():
        for prefix in prefixes if name not in offered else ():
            data.setdefault(f"{prefix}-{name}" if prefix else name, value)
    return data


def harm(world: Any, target: Target, name: str) -> list[str]:
    """What was written when somebody sent the form of a page with more than it has."""
    path = target.path(world, world.sides["A"])
    persona = world.personas[name]
    page = ask(persona, "GET", path)
    data = harmful(world, page, path)
    with undone(), watching_writes() as written:
        answer = ask(persona, "POST", path, data)
    return [f"answers {answer.status_code}"] * (answer.status_code != 302) + sorted(records_among(written))


@pytest.mark.rule("R-229")
@pytest.mark.parametrize("target", [pytest.param(one, id=one.name) for one in EDITS])
def test_an_edit_page_takes_its_own_fields_and_no_more(world, target):
    assert harm(world, target, "clerk") == []


@pytest.mark.parametrize("target", [pytest.param(one, id=one.name) for one in ADMIN_EDITS])
def test_a_page_of_the_admin_takes_its_own_fields_and_no_more(world, target):
    name = "administrator" if target.model not in SET_UP_OF_UNITS else "superuser"
    assert harm(world, target, name) == []


def test_there_are_edit_pages_to_ask():
    assert {one.name for one in EDITS} >= {"customers:edit", "accounts:edit", "sites:edit"}
    assert len(ADMIN_EDITS) > 30


def test_a_form_that_did_take_more_is_seen(world, monkeypatch):
    [target] = [one for one in EDITS if one.name == "customers:edit"]
    construct = OrganizationForm._post_clean

    def careless(form: Any) -> None:
        construct(form)
        form.instance.alias = form.data["party-name_key"]

    monkeypatch.setattr(OrganizationForm, "_post_clean", careless)
    assert "parties_party" in harm(world, target, "clerk")


def test_a_new_customer_is_made_of_the_forms_fields_only(world):
    clerk, path = world.personas["clerk"], "/customers/create/organization/"
    page = ask(clerk, "GET", path)
    data = {
        **harmful(world, page, path),
        "party-name": "Honest Ltd",
        "location-country": factories.country().pk,
        "location-line1": "Am Kai 9",
        "location-city": "Hamburg",
        "location-postal_code": "20457",
        "site-unit": world.sides["A"].unit.pk,
        "account-number": "MINE",
        "account-termination_date": "2001-01-01",
    }
    assert ask(clerk, "POST", path, data).status_code == 302
    party = Party.objects.get(name="Honest Ltd")
    account = party.accounts.get()
    assert (party.status, party.kind, party.created_by) == ("A", "ORGANIZATION", clerk.user)
    assert (account.status, account.termination_date, account.number == "MINE") == ("A", None, False)
    assert {use.status for use in SiteUse.objects.filter(account=account)} == {"A"}
    assert set(ChangeRecord.objects.filter(root_id=party.pk).values_list("actor", flat=True)) == {
        clerk.user.pk
    }


@pytest.mark.rule("R-059", "R-060")
def test_a_site_is_not_made_in_a_unit_that_was_no_choice(world):
    clerk, path = world.personas["clerk"], "/customers/create/organization/"
    data = {
        **main_form(ask(clerk, "GET", path).text, path),
        "party-name": "Honest Ltd",
        "location-line1": "Am Kai 9",
        "location-city": "Hamburg",
        "location-postal_code": "20457",
        "location-country": factories.country().pk,
        "site-unit": world.sides["B"].unit.pk,
    }
    before = AccountSite.objects.count()
    answer = ask(clerk, "POST", path, data)
    assert (answer.status_code, AccountSite.objects.count()) == (200, before)
    assert list(answer.context["forms"]["site"].errors) == ["unit"]
