"""What pages and rules ask about other rows: readiness, primaries, references."""

import pytest

from core import asof, writes
from core.clock import today
from core.work import work
from parties.rules import reference_texts
from sites import facts
from sites.models import SiteUse
from sites.readiness import lacking, readiness
from tests.core.pages import markup
from tests.customers.builders import made, new_customer, new_site
from tests.factories import SiteSourceReferenceFactory

pytestmark = pytest.mark.django_db


def removed(record):
    with work(actor=None, channel="system"):
        return writes.remove(record, version=type(record).objects.get(pk=record.pk).version)


@pytest.mark.rule("R-025")
def test_ready_are_accounts_with_an_active_bill_to_at_an_active_site(unit_a):
    ready, shipping, bare, closed = (
        made(new_customer(name, new_site(unit_a, *purposes))).accounts.get()
        for name, purposes in (
            ("Ready", ["BILL_TO"]),
            ("Shipping", ["SHIP_TO"]),
            ("Bare", []),
            ("Closed", ["BILL_TO"]),
        )
    )
    removed(closed.sites.get())
    accounts = [ready, shipping, bare, closed]
    uses = SiteUse.objects.filter(account__in=accounts)
    for moment in (None, asof.end_of(today())):
        assert readiness(uses, moment).billing == {(ready.pk, unit_a.pk)}


@pytest.mark.rule("R-025", "R-060")
def test_of_several_units_those_are_named_in_which_it_cannot_be_billed(
    house, clerk, auditor, clerk_client, auditor_client
):
    url = house.account.get_absolute_url()
    assert markup.facts(auditor_client.get(url))["Transaction-ready"] == "Yes"
    removed(house.use(house.hidden, "BILL_TO"))
    assert (lacking(house.account, auditor).units, lacking(house.account, clerk).units) == (["Unit B"], [])
    assert markup.facts(auditor_client.get(url))["Transaction-ready"] == "Not in Unit B"
    assert markup.facts(clerk_client.get(url))["Transaction-ready"] == "Yes"


@pytest.mark.rule("R-025", "R-099")
def test_reasons_look_only_into_the_users_units(house, clerk, other_clerk, auditor):
    assert [lacking(house.account, user).billing for user in (clerk, other_clerk, auditor)] == [[]] * 3
    removed(house.use(house.hidden, "BILL_TO"))
    assert lacking(house.account, clerk).billing == []
    assert lacking(house.account, other_clerk).billing == [
        "There is no active Bill To in your operating units."
    ]
    removed(house.hidden)
    assert lacking(house.account, other_clerk).billing == ["There is no active site in your operating units."]
    assert lacking(house.account, auditor).billing == []
    removed(house.account)
    house.account.refresh_from_db()
    assert lacking(house.account, clerk).billing == ["The account is inactive."]


@pytest.mark.rule("D-3")
def test_purposes_without_primary_are_those_in_use(house):
    assert facts.purposes_without_primary(house.second) == []
    removed(house.use(house.first, "SHIP_TO"))
    removed(house.use(house.first, "BILL_TO"))
    assert facts.purposes_without_primary(house.first) == ["Ship To"]
    assert facts.purposes_without_primary(house.second) == ["Ship To"]
    assert facts.purposes_without_primary(house.hidden) == []


@pytest.mark.rule("R-070")
def test_primary_facts_tell_present_and_former_primaries(house):
    use = house.use(house.first, "SHIP_TO")
    removed(use)
    found = facts.primary_facts([house.account.pk])
    group = (house.account.pk, use.unit_id, "SHIP_TO")
    assert (group in found.active, group in found.former, len(found.active)) == (False, True, 2)


@pytest.mark.rule("R-031")
def test_reference_is_computed_only_where_none_was_given(house):
    assert reference_texts(house.first) == [f"REGISTRAR: {house.first.pk}"]
    given = SiteSourceReferenceFactory(site=house.first, value="S-1")
    assert reference_texts(house.first) == ["Customer Interface: S-1"]
    removed(given)
    assert reference_texts(house.first) == [f"REGISTRAR: {house.first.pk}"]
