"""Customers and addresses in the set-up pages."""

import pytest
from django.urls import reverse

from core import writes
from core.models import ChangeRecord
from core.work import work
from matching.models import MatchKey
from parties.models import Location, Party, PartySite, PartyUsage
from reference.models import SourceSystem, SystemOptions
from tests import factories
from tests.access.reading import main_form
from tests.core.test_admin_conflict import sent, table

pytestmark = pytest.mark.django_db


def url(record, page="change") -> str:
    meta = record._meta
    args = [record.pk] if page in ("change", "history", "delete") else []
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=args)


def save(browser, record, **values):
    """Open the page, change these values, send the form."""
    page = browser.get(url(record))
    return browser.post(url(record), {**main_form(page.text), **values})


def journal(record) -> list:
    rows = ChangeRecord.objects.filter(model=record._meta.label_lower, object_id=record.pk).exclude(
        action="create"
    )
    return list(rows.order_by("pk").values_list("channel", "actor__username", "reason", "changes"))


def problems(response) -> dict:
    return {
        name: [error["message"] for error in errors]
        for name, errors in response.context["adminform"].form.errors.get_json_data().items()
    }


@pytest.fixture
def party():
    return factories.OrganizationFactory(name="Harbour Works Ltd", registry_id="R1")


@pytest.mark.rule("R-228", "R-230")
def test_a_customer_and_its_details_are_written_as_one(clerk_client, clerk, party):
    response = save(
        clerk_client,
        party,
        alias="HW",
        reason="from the phone",
        **{"organization-0-duns_number": "123456789", "usages-TOTAL_FORMS": "0"},
    )
    assert response.status_code == 302
    party.refresh_from_db()
    assert (party.alias, party.version, party.updated_by) == ("HW", 2, clerk)
    assert (party.organization.duns_number, party.organization.version) == ("123456789", 2)
    assert journal(party) == [("admin", "clerk", "from the phone", {"alias": ["", "HW"]})]
    assert journal(party.organization) == [
        ("admin", "clerk", "from the phone", {"duns_number": ["", "123456789"]})
    ]


def test_a_bad_detail_keeps_the_whole_customer_as_it_was(clerk_client, party):
    response = save(clerk_client, party, alias="HW", **{"organization-0-duns_number": "12"})
    assert response.status_code == 200
    formset = response.context["inline_admin_formsets"][0].formset
    assert formset.errors == [{"duns_number": ["A D-U-N-S number has nine digits."]}]
    assert response.context["adminform"].form["alias"].value() == "HW"
    assert Party.objects.values_list("alias", "version").get(pk=party.pk) == ("", 1)


@pytest.mark.rule("R-026")
def test_the_name_of_a_person_follows_from_its_parts(clerk_client):
    person = factories.PersonFactory()
    page = clerk_client.get(url(person))
    assert "name" not in page.context["adminform"].form.fields
    save(clerk_client, person, **{"person-0-last_name": "Byron"})
    assert Party.objects.get(pk=person.pk).name == "Ada Byron"


def test_a_name_that_may_not_change_is_refused_here_too(clerk_client, party):
    options = SystemOptions.objects.get()
    options.change_customer_name = False
    with work(actor=None, channel="system"):
        writes.save(options, version=options.version)
    response = save(clerk_client, party, name="Another")
    assert list(problems(response)) == ["name"]
    assert Party.objects.get(pk=party.pk).name == "Harbour Works Ltd"


@pytest.mark.rule("D-19", "R-228")
def test_two_people_change_a_detail(clerk_client, party):
    page = main_form(clerk_client.get(url(party)).text)
    details = party.organization
    details.naics_code = "11"
    with work(actor=factories.UserFactory(first_name="Otto", last_name="Other"), channel="page"):
        writes.save(details, version=1)
    typed = {**page, "organization-0-naics_code": "22"}
    response = clerk_client.post(url(party), typed)
    assert table(response) == [["NAICS code", "–", "11", "22"]]
    # The page that came back saves: it starts from the newer version and holds what was typed.
    assert clerk_client.post(url(party), sent(response)).status_code == 302
    details.refresh_from_db()
    assert (details.naics_code, details.version) == ("22", 3)


@pytest.mark.rule("R-031")
def test_references_are_added_and_never_changed(clerk_client, party):
    system = SourceSystem.objects.get(code="CUSTOMER_INTERFACE")
    factories.PartySourceReferenceFactory(party=party, value="old-1")
    typed = main_form(clerk_client.get(url(party)).text)
    assert "source_references-0-value" not in typed
    typed |= {"source_references-0-value": "stolen", "source_references-TOTAL_FORMS": "2"}
    typed |= {"source_references-1-system": system.pk, "source_references-1-value": "new-1"}
    response = clerk_client.post(url(party), typed)
    formset = response.context["inline_admin_formsets"][2].formset
    assert formset.errors == [
        {},
        {"system": ["This record has a reference in that source system already."]},
    ]
    assert list(party.source_references.values_list("value", flat=True)) == ["old-1"]


@pytest.mark.rule("R-028", "D-2")
def test_usages_that_overlap_are_refused(clerk_client, party):
    usage = factories.PartyUsageFactory(party=party)
    typed = main_form(clerk_client.get(url(party)).text)
    typed |= {"usages-TOTAL_FORMS": "2", "usages-1-usage": "CUSTOMER", "usages-1-start_date": "2021-01-01"}
    response = clerk_client.post(url(party), typed)
    assert response.status_code == 200
    assert list(PartyUsage.objects.filter(party=party)) == [usage]


def test_addresses_are_named_here_and_added_elsewhere(clerk_client, party):
    site = factories.PartySiteFactory(party=party, number="S1")
    page = clerk_client.get(url(party))
    formset = page.context["inline_admin_formsets"][3]
    assert (formset.has_add_permission, formset.has_delete_permission) == (False, False)
    typed = {**main_form(page.text), "sites-0-name": "Quay 4", "sites-0-identifying": "on"}
    assert clerk_client.post(url(party), typed).status_code == 302
    site.refresh_from_db()
    assert (site.name, site.identifying, site.version) == ("Quay 4", False, 2)


@pytest.mark.rule("R-055")
def test_another_address_identifies_the_customer(clerk_client, party):
    first = factories.PartySiteFactory(party=party, identifying=True)
    second = factories.PartySiteFactory(party=party)
    chosen = {"action": "make_identifying", "_selected_action": [second.pk]}
    clerk_client.post(url(PartySite, "changelist"), chosen)
    assert list(PartySite.objects.order_by("pk").values_list("identifying", flat=True)) == [False, True]
    clerk_client.post(url(PartySite, "changelist"), {**chosen, "_selected_action": [first.pk, second.pk]})
    assert PartySite.objects.get(pk=second.pk).identifying


@pytest.mark.rule("R-056")
def test_an_identifying_address_is_not_removed(clerk_client, party):
    site = factories.PartySiteFactory(party=party, identifying=True)
    sent = {"action": "remove_records", "_selected_action": [site.pk], "confirmed": "yes"}
    answer = clerk_client.post(url(PartySite, "changelist"), sent, follow=True)
    assert "identifying address; mark another" in str(next(iter(answer.context["messages"])))
    assert PartySite.objects.get(pk=site.pk).is_active


def test_a_customer_is_neither_added_nor_removed_nor_deleted_here(clerk_client, administrator_client, party):
    listed = administrator_client.get(url(Party, "changelist"))
    assert reverse("customers:create-organization") in listed.text
    assert reverse("customers:create-person") in listed.text
    assert listed.context["action_form"] is None
    assert administrator_client.get(url(Party, "add")).status_code == 403
    assert administrator_client.post(url(party, "delete"), {"post": "yes"}).status_code == 403
    assert reverse("customers:overview", args=[party.pk]) in administrator_client.get(url(party)).text


def test_who_may_not_add_is_shown_no_way_to(viewer_client, party):
    assert reverse("customers:create-organization") not in viewer_client.get(url(Party, "changelist")).text


@pytest.mark.parametrize("key", ["harbour", "HARBOUR", "r1", "R1"])
def test_customers_are_found_by_folded_keys(clerk_client, party, key):
    factories.PartyFactory(name="Other", registry_id="X9")
    found = clerk_client.get(url(Party, "changelist"), {"q": key}).context["cl"].result_list
    assert list(found) == [party]


def test_the_list_cannot_be_asked_about_sites_of_other_units(other_clerk_client, unit_a, party):
    factories.AccountSiteFactory(account__party=party, unit=unit_a, edi_location="SECRET")
    for lookup in ("accounts__sites__edi_location__startswith", "accounts__sites__unit__name"):
        assert other_clerk_client.get(url(Party, "changelist"), {lookup: "S"}).status_code == 400


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_for_one_and_three_rows(clerk_client, django_assert_num_queries, count):
    for number in range(count):
        party = factories.OrganizationFactory(registry_id=f"P{number}")
    for number in range(count):
        factories.PartySiteFactory(party=party, number=f"N{number}")
        factories.PartyUsageFactory(
            party=party, start_date=f"20{10 + number}-01-01", end_date=f"20{10 + number}-02-01"
        )
    clerk_client.get(url(party))
    with django_assert_num_queries(LIST_QUERIES):
        assert clerk_client.get(url(Party, "changelist")).context["cl"].result_count == count
    with django_assert_num_queries(PAGE_QUERIES):
        page = clerk_client.get(url(party))
    assert len(page.context["inline_admin_formsets"][3].formset.initial_forms) == count
    with django_assert_num_queries(SITE_LIST_QUERIES):
        assert clerk_client.get(url(PartySite, "changelist")).context["cl"].result_count == count
    with django_assert_num_queries(LOCATION_LIST_QUERIES):
        assert clerk_client.get(url(Location, "changelist")).context["cl"].result_count == count


LIST_QUERIES = 6
PAGE_QUERIES = 12
SITE_LIST_QUERIES = 6
LOCATION_LIST_QUERIES = 7


class TestSharedAddress:
    @pytest.fixture
    def location(self, party):
        location = factories.LocationFactory(city="Hamburg")
        factories.PartySiteFactory(party=party, location=location)
        return location

    def test_an_address_of_one_customer_is_changed_without_a_warning(self, clerk_client, location):
        assert list(clerk_client.get(url(location)).context["messages"]) == []

    @pytest.mark.rule("D-1", "D-15")
    def test_a_shared_address_says_how_many_share_it(self, clerk_client, viewer_client, location):
        factories.PartySiteFactory(location=location)
        page = clerk_client.get(url(location))
        assert [str(message) for message in page.context["messages"]] == [
            "2 customer addresses share this address: a change here changes all of them."
        ]
        assert "2 customer addresses share this address" in page.text
        assert list(viewer_client.get(url(location)).context["messages"]) == []

    @pytest.mark.rule("R-002")
    def test_a_changed_address_changes_the_words_of_every_customer_there(self, clerk_client, location):
        factories.PartySiteFactory(location=location)
        assert save(clerk_client, location, city="Bremen").status_code == 302
        words = MatchKey.objects.filter(source="city", kind="W")
        assert sorted(words.values_list("value", flat=True)) == ["bremen", "bremen"]

    def test_what_a_country_requires_is_required_here_too(self, clerk_client, location):
        response = save(clerk_client, location, city="")
        assert list(problems(response)) == ["city"]
        assert Location.objects.get(pk=location.pk).city == "Hamburg"
