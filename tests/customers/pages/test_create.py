"""Create Customer: one page, one transaction, nothing typed is lost."""

import re

import pytest
from django.urls import reverse

from accounts.models import Account, AccountSourceReference
from core import writes
from core.work import work
from parties.models import Party
from profiles.models import ProfileVersion
from reference.models import SourceSystem, SystemOptions
from reference.services import set_preferences
from sites.models import SiteUse
from tests.core.pages.markup import hidden
from tests.customers.builders import made, new_customer, new_site
from tests.factories import country

pytestmark = pytest.mark.django_db
ORGANIZATION = "/customers/create/organization/"
PERSON = "/customers/create/person/"


def blank(client, url=ORGANIZATION):
    """What a browser sends for the empty form."""
    return {
        "form_token": hidden(client.get(url), "form_token"),
        "account-account_type": "R",
        "account-role": "CUSTOMER",
        "account-profile_class": str(default_class()),
        "references-TOTAL_FORMS": "1",
        "references-INITIAL_FORMS": "0",
        "site_references-TOTAL_FORMS": "1",
        "site_references-INITIAL_FORMS": "0",
        "purposes-TOTAL_FORMS": "2",
        "purposes-INITIAL_FORMS": "0",
        "button": "apply",
    }


def default_class():
    from profiles.models import ProfileClass

    return ProfileClass.objects.get(name="DEFAULT").pk


def filled(client, unit, **changes):
    """A complete form for Acme Harbour Ltd in Hamburg with two purposes."""
    return {
        **blank(client),
        "party-name": "Acme Harbour Ltd",
        "location-country": str(country("DE").pk),
        "location-line1": "Am Kai 1",
        "location-city": "Hamburg",
        "location-postal_code": "20457",
        "site-unit": str(unit.pk),
        "purposes-0-purpose": "BILL_TO",
        "purposes-0-primary": "on",
        "purposes-1-purpose": "SHIP_TO",
        "purposes-1-primary": "on",
        **changes,
    }


def problems(response):
    """The lines of the error summary."""
    block = re.search(r'id="problems".*?</div>', response.text, re.DOTALL)
    lines = re.findall(r"<li>(.*?)</li>", block.group(0) if block else "", re.DOTALL)
    return [" ".join(re.sub("<[^>]+>", "", line).split()) for line in lines]


def numbers_by_hand(user, unit):
    """Account numbers are entered by this user from now on (R-015)."""
    with work(actor=None, channel="system"):
        options = writes.lock(SystemOptions.objects.all())[0]
        options.automatic_customer_numbering = False
        writes.save(options)
        set_preferences(user, default_unit=unit, default_country=None)


@pytest.mark.rule("R-012", "R-013", "R-029")
def test_apply_creates_the_customer_and_leads_to_its_overview(clerk_client, unit_a):
    response = clerk_client.post(ORGANIZATION, filled(clerk_client, unit_a))
    party = Party.objects.get(name="Acme Harbour Ltd")
    assert response.headers["Location"] == reverse("customers:overview", args=[party.pk])
    uses = SiteUse.objects.filter(account__party=party).order_by("purpose")
    assert [(use.purpose, use.is_primary) for use in uses] == [("BILL_TO", True), ("SHIP_TO", True)]
    assert ProfileVersion.objects.get(profile__account__party=party).profile_class.name == "DEFAULT"


@pytest.mark.rule("R-012")
def test_save_and_add_details_leads_to_the_account(clerk_client, unit_a):
    response = clerk_client.post(ORGANIZATION, filled(clerk_client, unit_a, button="details"))
    account = Account.objects.get(party__name="Acme Harbour Ltd")
    assert response.headers["Location"] == reverse("accounts:overview", args=[account.pk])


@pytest.mark.rule("R-026", "R-006")
def test_person_is_created_with_a_composed_name(clerk_client, unit_a):
    data = filled(clerk_client, unit_a, **{"details-first_name": "Ada", "details-last_name": "Lovett"})
    del data["party-name"]
    clerk_client.post(PERSON, data)
    assert [(p.name, p.kind) for p in Party.objects.filter(person__last_name="Lovett")] == [
        ("Ada Lovett", "PERSON")
    ]


@pytest.mark.rule("R-013")
def test_everything_missing_is_told_at_once_and_nothing_typed_is_lost(clerk_client):
    data = {**blank(clerk_client), "party-alias": "Kept", "purposes-0-location": "Kept too"}
    response = clerk_client.post(ORGANIZATION, data)
    assert problems(response) == [
        "Organization Name: This field is required.",
        "Country: This field is required.",
        "Address Line 1: This field is required.",
        "City: This field is required.",
        "Operating Unit: This field is required.",
        "Business Purposes, row 1 – Purpose: Choose the purpose of this location, or empty the row.",
    ]
    assert 'value="Kept"' in response.text
    assert 'value="Kept too"' in response.text
    assert not Party.objects.exists()


@pytest.mark.rule("R-015", "R-017")
def test_account_number_that_exists_in_another_case_is_told_beside_it(clerk_client, clerk, unit_a):
    made(new_customer("Elder Ltd", new_site(unit_a), number="ab-1"))
    numbers_by_hand(clerk, unit_a)
    response = clerk_client.post(ORGANIZATION, filled(clerk_client, unit_a, **{"account-number": "AB-1"}))
    assert problems(response) == ["Account Number: Account with this account number exists already."]
    assert 'value="AB-1"' in response.text
    assert Party.objects.count() == 1


@pytest.mark.rule("R-015")
def test_missing_account_number_is_refused_where_it_is_entered_by_hand(clerk_client, clerk, unit_a):
    numbers_by_hand(clerk, unit_a)
    response = clerk_client.post(ORGANIZATION, filled(clerk_client, unit_a))
    assert problems(response) == ["Account Number: This field is required."]


@pytest.mark.rule("R-016")
def test_number_is_generated_without_a_default_unit_even_with_the_option_off(clerk_client, clerk, unit_a):
    numbers_by_hand(clerk, None)
    clerk_client.post(ORGANIZATION, filled(clerk_client, unit_a))
    assert Account.objects.get(party__name="Acme Harbour Ltd").number.isdigit()


@pytest.mark.rule("R-014")
def test_typed_number_is_ignored_where_numbers_are_generated(clerk_client, unit_a):
    clerk_client.post(ORGANIZATION, filled(clerk_client, unit_a, **{"account-number": "MINE"}))
    assert Account.objects.get(party__name="Acme Harbour Ltd").number.isdigit()


@pytest.mark.rule("R-045")
def test_unknown_country_is_refused(clerk_client, unit_a):
    response = clerk_client.post(ORGANIZATION, filled(clerk_client, unit_a, **{"location-country": "999999"}))
    assert problems(response)[0].startswith("Country: Select a valid choice.")
    assert not Party.objects.exists()


@pytest.mark.rule("R-044")
def test_fields_of_the_address_follow_the_country(clerk_client, unit_a):
    data = filled(clerk_client, unit_a, refresh="address", **{"location-country": str(country("US").pk)})
    response = clerk_client.post(ORGANIZATION, data)
    labels = re.findall(r'<label for="id_location-\w+">([^<]*)', response.text)
    assert [" ".join(label.split()) for label in labels] == [
        "Country",
        "Address Line 1",
        "Address Line 2",
        "Address Line 3",
        "Address Line 4",
        "City",
        "State",
        "ZIP Code",
        "Postal Plus 4",
    ]
    assert problems(response) == []
    assert 'value="Am Kai 1"' in response.text


@pytest.mark.rule("R-059")
def test_unit_off_the_access_list_cannot_be_chosen(clerk_client, unit_a, unit_b):
    response = clerk_client.post(ORGANIZATION, filled(clerk_client, unit_b))
    assert problems(response)[0].startswith("Operating Unit: Select a valid choice.")
    assert "Unit B" not in clerk_client.get(ORGANIZATION).text


def test_same_form_sent_twice_makes_one_customer_and_gives_the_same_answer(clerk_client, unit_a):
    data = filled(clerk_client, unit_a)
    first = clerk_client.post(ORGANIZATION, data)
    second = clerk_client.post(ORGANIZATION, data)
    assert first.headers["Location"] == second.headers["Location"]
    assert Party.objects.count() == 1


def test_used_form_with_other_content_is_refused(clerk_client, unit_a):
    data = filled(clerk_client, unit_a)
    clerk_client.post(ORGANIZATION, data)
    response = clerk_client.post(ORGANIZATION, {**data, "party-name": "Other Ltd"})
    assert problems(response) == [
        "This form was sent already, with other content. Open it again to enter something new."
    ]
    assert not Party.objects.filter(name="Other Ltd").exists()


@pytest.mark.rule("R-031")
def test_reference_is_kept_and_a_second_use_of_it_is_told_in_its_row(clerk_client, unit_a):
    system = SourceSystem.objects.get(code="CUSTOMER_INTERFACE")
    reference = {"references-0-system": str(system.pk), "references-0-value": "LEG-1"}
    clerk_client.post(ORGANIZATION, filled(clerk_client, unit_a, **reference))
    assert AccountSourceReference.objects.get().value == "LEG-1"
    again = filled(clerk_client, unit_a, **reference, **{"party-name": "Second Ltd"})
    assert problems(clerk_client.post(ORGANIZATION, again)) == [
        "References, row 1 – Reference: Another record has this reference in the same source system."
    ]


def test_fields_that_are_not_on_the_form_change_nothing(clerk_client, unit_a):
    extra = {"party-status": "M", "party-version": "99", "account-status": "I", "party-kind": "PERSON"}
    clerk_client.post(ORGANIZATION, filled(clerk_client, unit_a, **extra))
    party = Party.objects.get()
    assert (party.status, party.version, party.kind, party.accounts.get().status) == (
        "A",
        1,
        "ORGANIZATION",
        "A",
    )


def test_purpose_in_an_inactive_state_of_the_list_is_refused(clerk_client, unit_a):
    response = clerk_client.post(
        ORGANIZATION, filled(clerk_client, unit_a, **{"purposes-1-purpose": "NONSENSE"})
    )
    assert problems(response)[0].startswith("Business Purposes, row 2 – Purpose: Select a valid choice.")


def test_viewer_may_not_create(viewer_client):
    assert viewer_client.get(ORGANIZATION).status_code == 403
    assert viewer_client.post(ORGANIZATION, {}).status_code == 403
    assert not Party.objects.exists()
