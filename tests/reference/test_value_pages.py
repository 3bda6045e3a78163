"""A value on its page: where it is used, replaced after a preview, made inactive (R-260)."""

import re

import pytest
from django.urls import reverse

from core import writes
from core.models import ChangeRecord, JobRun
from core.work import work
from parties.models import Party
from reference.models import LookupValue
from tests import factories
from tests.core.pages.markup import choices, consequences, facts, filled, rows, told

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-260")]


@pytest.fixture
def partner(db):
    return LookupValue.objects.get(type__code="CUSTOMER_CATEGORY", code="PARTNER")


def address(value, page="use"):
    return reverse(f"values:{page}", kwargs={"kind": value._meta.label_lower, "pk": value.pk})


def substitute(code):
    return LookupValue.objects.get(type__code="CUSTOMER_CATEGORY", code=code)


def test_the_page_says_where_the_value_is_in_use_and_leads_there(administrator_client, partner):
    party = factories.PartyFactory(name="Partner Ltd", category="PARTNER")
    page = administrator_client.get(address(partner))
    assert [[text for _kind, text in row] for row in rows(page)] == [
        ["Customers", "Customer Category", "1", "0"]
    ]
    link = re.search(r'href="(/admin/parties/party/\?[^"]+)"', page.text).group(1)
    listed = administrator_client.get(link.replace("&amp;", "&")).context["cl"].result_list
    assert list(listed) == [party]


def test_a_reference_row_leads_to_the_records_that_point_at_it(administrator_client, unit_a):
    language = factories.LanguageFactory()
    site = factories.AccountSiteFactory(unit=unit_a, language=language)
    factories.AccountSiteFactory(language=language)
    page = administrator_client.get(address(language))
    assert [[text for _kind, text in row] for row in rows(page)] == [["Account sites", "Language", "2", "1"]]
    link = re.search(r'href="(/admin/customer_sites/accountsite/\?[^"]+)"', page.text).group(1)
    assert list(administrator_client.get(link).context["cl"].result_list) == [site]


def test_a_replacement_is_previewed_and_then_made(administrator_client, administrator, partner):
    parties = [factories.PartyFactory(category="PARTNER") for _n in range(2)]
    assert choices(administrator_client.get(address(partner)), "by")[1:] == [
        "Customer",
        "Prospect",
        "Reseller",
        "Public sector",
    ]
    sent = {"by": substitute("RESELLER").pk, "reason": "one list", "step": "preview"}
    preview = administrator_client.post(address(partner), sent)
    assert consequences(preview) == ["“Partner” becomes “Reseller”.", "Customers: 2 change, 0 are refused."]
    assert facts(preview)["Will Change"] == "2"
    assert Party.objects.filter(category="PARTNER").count() == 2

    answer = administrator_client.post(address(partner), {**filled(preview), "step": "run"})
    run = JobRun.objects.get()
    assert answer.url == run.get_absolute_url()
    assert run.counts == {"changed": 2, "same": 0, "refused": 0, "left": 0}
    assert set(Party.objects.filter(category="RESELLER")) == set(parties)
    lines = ChangeRecord.objects.filter(run_id=run.pk)
    assert {(line.actor, line.reason) for line in lines} == {(administrator, "one list")}
    page = administrator_client.get(answer.url)
    assert f'href="{address(partner)}"' in page.text


def test_what_is_out_of_reach_is_told_before(administrator_client, unit_a):
    language, other = factories.LanguageFactory(), factories.LanguageFactory()
    factories.AccountSiteFactory(unit=unit_a, language=language)
    hidden = factories.AccountSiteFactory(language=language)
    preview = administrator_client.post(address(language), {"by": other.pk, "reason": "x", "step": "preview"})
    assert consequences(preview)[1:] == [
        "1 record is out of your reach, in operating units that are not yours, and keeps the value.",
        "Account sites: 1 change, 0 are refused.",
    ]
    assert str(hidden) not in preview.text


def test_a_value_is_made_inactive_with_its_uses_in_numbers_and_can_still_be_replaced(
    administrator_client, partner
):
    factories.PartyFactory(category="PARTNER")
    asked = administrator_client.get(address(partner, "remove"))
    assert consequences(asked) == [
        "Customers: 1",
        "It stays valid where it is used. Another value can take its place there, before or afterwards.",
    ]
    done = administrator_client.post(address(partner, "remove"), {"version": partner.version}, follow=True)
    assert told(done) == ["Partner can no longer be newly chosen."]
    partner.refresh_from_db()
    assert not partner.is_active
    assert choices(done, "by")[1:] == ["Customer", "Prospect", "Reseller", "Public sector"]


def test_what_is_never_replaced_says_why(administrator_client, unit_a):
    page = administrator_client.get(address(unit_a))
    assert "What belongs to an operating unit stays with it." in page.text
    assert 'name="by"' not in page.text


def test_the_admin_leads_to_the_page(administrator_client, partner):
    factories.PartyFactory(category="PARTNER")
    change = administrator_client.get(reverse("admin:reference_lookupvalue_change", args=[partner.pk]))
    assert f'href="{address(partner)}"' in change.text
    assert "In use in 1 record" in change.text
    chosen = {"action": "remove_records", "_selected_action": [partner.pk]}
    asked = administrator_client.post(reverse("admin:reference_lookupvalue_changelist"), chosen)
    assert f'href="{address(partner)}"' in asked.text


@pytest.mark.parametrize("page", ["use", "remove"])
def test_only_who_keeps_the_set_up_may(clerk_client, viewer_client, auditor_client, partner, page):
    for client in (clerk_client, viewer_client, auditor_client):
        assert client.get(address(partner, page)).status_code == 403
        assert client.post(address(partner, page), {"step": "run"}).status_code == 403
    partner.refresh_from_db()
    assert partner.is_active


def test_another_units_ledger_account_is_not_there_for_who_does_not_keep_the_set_up(
    clerk_client, administrator_client, unit_b
):
    ledger = factories.LedgerAccountFactory(unit=unit_b)
    assert clerk_client.get(address(ledger)).status_code == 404
    assert administrator_client.get(address(ledger)).status_code == 200


@pytest.mark.parametrize("kind", ["parties.party", "nothing", "reference.nothing", "core.user"])
def test_what_is_no_value_has_no_such_page(administrator_client, kind):
    factories.PartyFactory()
    assert administrator_client.get(f"/values/{kind}/1/").status_code == 404


def test_a_value_of_another_list_cannot_take_the_place(administrator_client, partner):
    factories.PartyFactory(category="PARTNER")
    web = LookupValue.objects.get(type__code="SALES_CHANNEL", code="WEB")
    page = administrator_client.post(address(partner), {"by": web.pk, "reason": "x", "step": "run"})
    assert "Select a valid choice" in page.text
    assert Party.objects.get().category == "PARTNER"


def test_the_places_cost_the_same_for_three_records_and_thirty(
    administrator_client, partner, django_assert_max_num_queries
):
    def cost(number):
        for _n in range(number):
            factories.PartyFactory(category="PARTNER")
        with django_assert_max_num_queries(60) as queries:
            administrator_client.get(address(partner))
        return len(queries)

    cost(1)
    assert cost(3) == cost(30)


def test_a_value_that_was_ended_before_is_replaced_like_any_other(administrator_client, partner):
    factories.PartyFactory(category="PARTNER")
    with work(actor=None, channel="system"):
        writes.remove(partner, version=partner.version)
    sent = {"by": substitute("PUBLIC").pk, "reason": "late", "step": "preview"}
    preview = administrator_client.post(address(partner), sent)
    administrator_client.post(address(partner), {**filled(preview), "step": "run"})
    assert Party.objects.get().category == "PUBLIC"
