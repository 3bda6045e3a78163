"""Account sites and business purposes in the set-up pages: within the user's units, through their services."""

import pytest
from django.urls import reverse

from core.models import ChangeRecord
from reference.models import SourceSystem
from sites import rules
from sites.models import AccountSite, SiteSourceReference, SiteUse
from tests import factories
from tests.access.reading import main_form

pytestmark = pytest.mark.django_db


def url(record, page="change") -> str:
    meta = record._meta
    args = [record.pk] if page in ("change", "history", "delete") else []
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=args)


def save(browser, record, **values):
    page = browser.get(url(record))
    return browser.post(url(record), {**main_form(page.text), **values})


def fields_shown(page) -> set:
    return {name for _title, options in page.context["adminform"].fieldsets for name in options["fields"]} - {
        "reason",
        "opened_version",
        "status",
        "version",
        "created_at",
        "created_by",
        "updated_at",
        "updated_by",
    }


@pytest.fixture
def site(unit_a):
    return factories.AccountSiteFactory(unit=unit_a, edi_location="EDI-A")


@pytest.fixture
def use(site):
    return factories.SiteUseFactory(site=site, location="Quay", is_primary=True)


@pytest.mark.rule("R-060", "R-010")
@pytest.mark.parametrize("page", ["change", "history"])
def test_another_unit_sees_neither_row_nor_page(clerk_client, other_clerk_client, site, use, page):
    for record in (site, use):
        assert list(other_clerk_client.get(url(type(record), "changelist")).context["cl"].result_list) == []
        assert list(clerk_client.get(url(type(record), "changelist")).context["cl"].result_list) == [record]
        assert clerk_client.get(url(record, page)).status_code == 200
        refused = other_clerk_client.get(url(record, page))
        assert refused.status_code == 404
        missing = url(record, page).replace(f"/{record.pk}/", "/999999/")
        assert strip_id(other_clerk_client.get(missing)) == strip_id(refused)


def strip_id(response) -> str:
    return response.text.replace(response["X-Request-ID"], "")


@pytest.mark.rule("R-060")
def test_another_unit_changes_nothing(other_clerk_client, site, use):
    sent = {"location": "Taken", "edi_location": "Taken", "opened_version": 1}
    for record in (site, use):
        assert other_clerk_client.post(url(record), sent).status_code == 404
    acted = {"action": "remove_records", "_selected_action": [use.pk], "confirmed": "yes"}
    other_clerk_client.post(url(SiteUse, "changelist"), acted)
    assert SiteUse.objects.values_list("location", "status", "version").get() == ("Quay", "A", 1)
    assert AccountSite.objects.values_list("edi_location", "version").get() == ("EDI-A", 1)


@pytest.mark.rule("R-060")
def test_the_filter_names_only_units_of_the_user(clerk_client, other_clerk_client, unit_a, unit_b, site):
    factories.AccountSiteFactory(unit=unit_b)
    mine, theirs = (
        browser.get(url(AccountSite, "changelist")).text for browser in (clerk_client, other_clerk_client)
    )
    assert ("Unit A" in mine, "Unit B" in mine) == (True, False)
    assert ("Unit A" in theirs, "Unit B" in theirs) == (False, True)


@pytest.mark.rule("R-059", "R-228")
def test_a_site_is_changed_through_its_service_and_keeps_its_unit(clerk_client, unit_b, site):
    assert save(clerk_client, site, edi_location="EDI-2", unit=unit_b.pk, reason="moved").status_code == 302
    site.refresh_from_db()
    assert (site.edi_location, site.unit.code, site.version) == ("EDI-2", "A", 2)
    change = ChangeRecord.objects.get(model="customer_sites.accountsite", action="update")
    assert (change.channel, change.reason, change.unit_id) == ("admin", "moved", site.unit_id)


@pytest.mark.rule("R-031")
def test_a_reference_of_a_site_gets_its_unit(clerk_client, site):
    system = SourceSystem.objects.get(code="CUSTOMER_INTERFACE")
    response = save(
        clerk_client,
        site,
        **{
            "source_references-TOTAL_FORMS": "1",
            "source_references-0-system": system.pk,
            "source_references-0-value": "77",
        },
    )
    assert response.status_code == 302
    reference = SiteSourceReference.objects.get()
    assert (reference.site, reference.unit, reference.value) == (site, site.unit, "77")


@pytest.mark.rule("R-084", "R-085", "R-086")
@pytest.mark.parametrize("purpose", ["BILL_TO", "SHIP_TO", "DRAWEE", "LC", "DUN", "LEGAL"])
def test_a_purpose_shows_the_fields_it_has(clerk_client, unit_b, site, purpose):
    use = factories.SiteUseFactory(site=site, purpose=purpose)
    header = {"site", "account", "unit", "purpose_label", "location", "is_primary"}
    own = rules.FIELDS_OF_PURPOSE.get(purpose, frozenset()) | {"sales_territory"}
    # An external account has no internal locations.
    assert fields_shown(clerk_client.get(url(use))) == (header | own) - {"internal_location"}


@pytest.mark.rule("R-076", "R-060")
def test_choices_are_those_of_the_account_and_unit(clerk_client, unit_a, unit_b, site):
    bill_to = factories.SiteUseFactory(site=site, location="Ours")
    factories.SiteUseFactory(site=factories.AccountSiteFactory(unit=unit_a), location="Another account")
    factories.SiteUseFactory(
        site=factories.AccountSiteFactory(unit=unit_b, account=site.account), location="Another unit"
    )
    ship_to = factories.SiteUseFactory(site=site, purpose="SHIP_TO")
    page = clerk_client.get(url(ship_to)).context["adminform"].form["bill_to"]
    assert [label for pk, label in page.field.choices if pk] == [str(bill_to)]
    mine = factories.LedgerAccountFactory(unit=unit_a)
    everybody = factories.LedgerAccountFactory(unit=None)
    factories.LedgerAccountFactory(unit=unit_b)
    page = clerk_client.get(url(bill_to)).context["adminform"].form["receivable_account"]
    assert {pk.value for pk, _label in page.field.choices if pk} == {mine.pk, everybody.pk}


@pytest.mark.rule("R-060")
def test_an_id_of_another_unit_is_no_choice(clerk_client, unit_b, site, use):
    theirs = factories.LedgerAccountFactory(unit=unit_b)
    response = save(clerk_client, use, receivable_account=theirs.pk)
    errors = response.context["adminform"].form.errors
    assert list(errors) == ["receivable_account"]
    assert SiteUse.objects.get(pk=use.pk).receivable_account is None


@pytest.mark.rule("R-073")
def test_the_primary_flag_moves_by_its_service(clerk_client, site, use):
    other = factories.SiteUseFactory(
        site=factories.AccountSiteFactory(account=site.account, unit=site.unit), location="Pier"
    )
    assert "is_primary" not in main_form(clerk_client.get(url(other)).text)
    chosen = {"action": "make_primary", "_selected_action": [other.pk]}
    clerk_client.post(url(SiteUse, "changelist"), chosen)
    assert dict(SiteUse.objects.values_list("location", "is_primary")) == {"Quay": False, "Pier": True}


@pytest.mark.rule("R-097", "R-099")
def test_a_purpose_is_removed_and_restored(clerk_client, use):
    sent = {"_selected_action": [use.pk], "confirmed": "yes", "reason": "closed"}
    clerk_client.post(url(SiteUse, "changelist"), {**sent, "action": "remove_records"})
    assert SiteUse.objects.values_list("status", "version").get() == ("I", 2)
    clerk_client.post(url(SiteUse, "changelist"), {**sent, "action": "restore_records"})
    assert SiteUse.objects.values_list("status", "is_primary").get() == ("A", True)


def test_sites_and_purposes_are_neither_added_nor_deleted_here(administrator_client, site, use):
    assert (
        reverse("customers:create-organization")
        in administrator_client.get(url(AccountSite, "changelist")).text
    )
    for record in (site, use):
        assert administrator_client.get(url(type(record), "add")).status_code == 403
        assert administrator_client.post(url(record, "delete"), {"post": "yes"}).status_code == 403
    assert administrator_client.get(url(AccountSite, "changelist")).context["action_form"] is None


LIST_QUERIES = 8
PAGE_QUERIES = 16
USE_LIST_QUERIES = 11


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_for_one_and_three_rows(clerk_client, unit_a, django_assert_num_queries, count):
    for _number in range(count):
        site = factories.AccountSiteFactory(unit=unit_a)
    for purpose in ["BILL_TO", "SHIP_TO", "DUN"][:count]:
        factories.SiteUseFactory(site=site, purpose=purpose)
    for number in range(count):
        factories.SiteSourceReferenceFactory(
            site=site, system=factories.SourceSystemFactory(code=f"SYS{number}")
        )
    clerk_client.get(url(site))
    with django_assert_num_queries(LIST_QUERIES):
        assert clerk_client.get(url(AccountSite, "changelist")).context["cl"].result_count == count
    with django_assert_num_queries(PAGE_QUERIES):
        page = clerk_client.get(url(site))
    rows = [len(one.formset.initial_forms) for one in page.context["inline_admin_formsets"]]
    assert rows == [count, count]
    with django_assert_num_queries(USE_LIST_QUERIES):
        assert clerk_client.get(url(SiteUse, "changelist")).context["cl"].result_count == count
