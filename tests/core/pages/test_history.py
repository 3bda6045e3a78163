"""The History tab: every change in words, of units one may see, at a constant price."""

import pytest

from core import writes
from core.work import work
from tests.core.pages.markup import rows
from tests.factories import AccountFactory, AccountSiteFactory, SiteUseFactory


def history(client, account):
    """The rows of the History tab as lists of texts, the newest first."""
    response = client.get(f"/accounts/{account.pk}/history/")
    return [[text for _kind, text in row] for row in rows(response)]


def changed(user, record, reason="", **values):
    for name, value in values.items():
        setattr(record, name, value)
    with work(actor=user, channel="page", reason=reason):
        writes.save(record, version=record.version)


@pytest.mark.rule("R-230")
def test_a_change_says_who_what_when_and_why(clerk_client, clerk):
    account = AccountFactory(number="100", description="Old")
    changed(clerk, account, "By phone", description="New", role="BOTH", externally_maintained=True)

    latest = history(clerk_client, account)[0]

    assert clerk.get_full_name() in latest[1] and "Page" in latest[1]
    assert latest[2].startswith("Changed 100 · New")
    assert "Account Description: Old →became New" in latest[3]
    assert "Account Role: Customer →became Customer and vendor" in latest[3]
    assert "Is Externally Maintained: No →became Yes" in latest[3]
    assert latest[4:] == ["By phone", "2"]


def test_keys_are_shown_by_name_and_codes_by_meaning(clerk_client, clerk, unit_a):
    from reference.models import Country

    site = AccountSiteFactory(unit=unit_a)
    germany = Country.objects.get(code2="DE")
    changed(clerk, site, territory=germany)
    use = SiteUseFactory(site=site)
    changed(clerk, site.account, classification="")
    lines = [row[3] for row in history(clerk_client, site.account)]

    assert "Territory: – →became Germany" in lines
    assert use.pk


@pytest.mark.rule("R-060")
def test_changes_in_other_units_are_left_out(
    clerk_client, other_clerk_client, auditor_client, unit_a, unit_b
):
    account = AccountFactory()
    AccountSiteFactory(account=account, unit=unit_a, party_site__number="MINE")
    AccountSiteFactory(account=account, unit=unit_b, party_site__number="THEIRS")

    def sites(client):
        return {name for row in history(client, account) for name in ("MINE", "THEIRS") if name in row[2]}

    assert sites(clerk_client) == {"MINE"}
    assert sites(other_clerk_client) == {"THEIRS"}
    assert sites(auditor_client) == {"MINE", "THEIRS"}


@pytest.mark.parametrize("count", [1, 3])
def test_history_costs_the_same_for_one_change_and_three(
    clerk_client, clerk, unit_a, count, django_assert_num_queries
):
    from reference.models import Country

    site = AccountSiteFactory(unit=unit_a)
    for code in ["DE", "FR", "JP"][:count]:
        changed(clerk, site, territory=Country.objects.get(code2=code))
    clerk_client.get(f"/accounts/{site.account.pk}/history/")

    with django_assert_num_queries(8):
        assert len(history(clerk_client, site.account)) == count + 2


def test_a_kind_of_record_that_is_no_more_keeps_its_lines(clerk_client, clerk):
    from core.models import ChangeRecord
    from core.pages.changes import kind_of, lines_of

    change = ChangeRecord(pk=1, model="old.thing", changes={"colour": ["red", None]})

    assert kind_of("old.thing") == "old.thing"
    assert [(line.label, line.old, line.new) for line in lines_of([change], clerk)[1]] == [
        ("colour", "red", "–")
    ]
