"""A value that was inactivated: marked where it is shown, kept where it is, refused as a new choice (R-260)."""

import pytest

from accounts.models import Account
from core import writes
from core.jobs import submit
from core.jobs.engine import execute
from core.pages.columns import Column
from core.pages.values import shown
from core.work import work
from reference.models import LookupValue
from sites.models import AccountSite
from tests import factories
from tests.core.pages.markup import choices, facts, filled, problems

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-260")]


def ended(value):
    with work(actor=None, channel="system"):
        return writes.remove(value, version=value.version)


@pytest.fixture
def site(unit_a):
    """A site whose category and language were ended after they were chosen."""
    language = factories.LanguageFactory(name="Latin")
    site = factories.AccountSiteFactory(unit=unit_a, category="OFFICE", language=language)
    ended(LookupValue.objects.get(type__code="ADDRESS_CATEGORY", code="OFFICE"))
    ended(language)
    return site


def test_the_head_of_a_record_marks_them(clerk_client, site):
    said = facts(clerk_client.get(site.get_absolute_url()))
    assert (said["Category"], said["Language"]) == ("Office (inactive)", "Latin (inactive)")


def test_cells_of_tables_mark_them(site):
    site.refresh_from_db()
    assert Column().render(site.language) == shown(site.language) == "Latin (inactive)"
    assert shown(site.account.party) == str(site.account.party)
    active = factories.LanguageFactory(name="Greek")
    assert Column().render(active) == "Greek"


def test_a_list_marks_an_ended_class_and_an_ended_meaning(clerk_client):
    account = factories.AccountFactory(classification="RETAIL")
    version = factories.ProfileVersionFactory(profile=factories.ProfileFactory(account=account))
    ended(version.profile_class)
    ended(LookupValue.objects.get(type__code="CUSTOMER CLASS", code="RETAIL"))
    page = clerk_client.get(f"/customers/{account.party_id}/").text
    assert f"{version.profile_class.name} (inactive)" in page
    assert "Retail (inactive)" in page


def test_forms_keep_the_current_one_and_offer_no_other_ended_one(clerk_client, site):
    other = ended(factories.LanguageFactory(name="Gothic"))
    ended(LookupValue.objects.get(type__code="ADDRESS_CATEGORY", code="PLANT"))
    page = clerk_client.get(f"/sites/{site.pk}/edit/")
    assert "Latin (inactive)" in choices(page, "site-language")
    assert "Office (inactive)" in choices(page, "site-category")
    assert not any(other.name in label for label in choices(page, "site-language"))
    assert not any("Plant" in label for label in choices(page, "site-category"))


def test_other_fields_are_saved_and_the_values_stay(clerk_client, site):
    page = clerk_client.get(f"/sites/{site.pk}/edit/")
    sent = {**filled(page), "site-edi_location": "4711"}
    assert clerk_client.post(f"/sites/{site.pk}/edit/", sent).status_code == 302
    stored = AccountSite.objects.get(pk=site.pk)
    assert (stored.edi_location, stored.category, stored.language) == ("4711", "OFFICE", site.language)


def test_a_search_still_finds_the_records_that_have_one(clerk_client):
    party = factories.PartyFactory(name="Partner Ltd", category="PARTNER")
    ended(LookupValue.objects.get(type__code="CUSTOMER_CATEGORY", code="PARTNER"))
    page = clerk_client.get("/customers/?type=ORGANIZATION&search=advanced&category=PARTNER")
    assert choices(page, "category")[-1] == "Partner (inactive)"
    assert f'href="{party.get_absolute_url()}"' in page.text


def test_they_cannot_be_newly_chosen_by_a_form_or_by_a_write(clerk_client, unit_a, site):
    other = factories.AccountSiteFactory(unit=unit_a)
    page = clerk_client.get(f"/sites/{other.pk}/edit/")
    sent = {**filled(page), "site-category": "OFFICE", "site-language": site.language.pk}
    answer = clerk_client.post(f"/sites/{other.pk}/edit/", sent)
    assert len(problems(answer)) == 2
    with work(actor=None, channel="system"):
        [record] = writes.lock(AccountSite.objects.filter(pk=other.pk))
        record.category, record.language_id = "OFFICE", site.language_id
        with pytest.raises(Exception, match="cannot be chosen") as refused:
            writes.save(record)
    assert set(refused.value.error_dict) == {"category", "language"}


def test_histories_mark_them(clerk_client, administrator_client, site):
    with work(actor=None, channel="system"):
        [record] = writes.lock(AccountSite.objects.filter(pk=site.pk))
        record.category, record.language = "", None
        writes.save(record)
    for client, address in (
        (clerk_client, f"/sites/{site.pk}/history/"),
        (administrator_client, f"/admin/customer_sites/accountsite/{site.pk}/history/"),
    ):
        page = client.get(address).text
        assert "Office (inactive)" in page
        assert "Latin (inactive)" in page


def test_bulk_edit_of_another_field_leaves_them(clerk_client, site):
    address = f"/sites/bulk/?pick={site.pk}"
    sent = {"territory": f"={factories.country().pk}", "reason": "x", "step": "preview"}
    preview = clerk_client.post(address, sent)
    assert facts(preview)["Will Change"] == "1"
    clerk_client.post(address, {**filled(preview), "step": "run"})
    stored = AccountSite.objects.get(pk=site.pk)
    assert (stored.territory, stored.category) == (factories.country(), "OFFICE")


def test_checkdata_notes_them_and_finds_nothing_wrong(site):
    run = submit("checkdata", {"model": "customer_sites.accountsite"}, start=False)
    execute(run.pk)
    run.refresh_from_db()
    assert [(line["kind"], line["text"]) for line in run.problems] == [
        ("note", "“OFFICE” is inactive or not in the list, and in use once."),
        ("note", "“Latin” is inactive or not in the list, and in use once."),
    ]


def test_an_account_with_an_ended_value_is_still_changed(clerk_client):
    account = factories.AccountFactory(classification="RETAIL")
    ended(LookupValue.objects.get(type__code="CUSTOMER CLASS", code="RETAIL"))
    with work(actor=None, channel="system"):
        [record] = writes.lock(Account.objects.filter(pk=account.pk))
        record.description = "Spare parts"
        writes.save(record)
    assert Account.objects.get().description == "Spare parts"
