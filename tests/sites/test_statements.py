"""Statements go to one site of an account, and only where it is billed (R-077, R-078)."""

import pytest
from django.core.exceptions import ValidationError

from core.work import work
from sites import services
from sites.models import SiteUse
from tests.factories import AccountSiteFactory, SiteUseFactory

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-078")]
NEEDED = "1 active Statements purpose needs this Bill To: remove it along with the Bill To, or keep both."


def act(service, record, **options):
    record.refresh_from_db()
    with work(actor=None, channel="system") as unit_of_work:
        service(record, version=record.version, **options)
    record.refresh_from_db()
    return list(unit_of_work.notices)


@pytest.fixture
def site(unit_a):
    return AccountSiteFactory(unit=unit_a)


@pytest.fixture
def bill_to(site):
    return SiteUseFactory(site=site)


@pytest.fixture
def statements(bill_to):
    return SiteUseFactory(site=bill_to.site, purpose="STMTS")


def is_active(*uses):
    return [SiteUse.objects.get(pk=use.pk).is_active for use in uses]


def test_statements_are_refused_on_a_site_without_an_active_bill_to(site):
    with pytest.raises(ValidationError) as caught:
        SiteUseFactory(site=site, purpose="STMTS")
    assert caught.value.message_dict == {"purpose": ["Statements need an active Bill To on the same site."]}
    bill_to = SiteUseFactory(site=site)
    act(services.remove_use, bill_to)
    with pytest.raises(ValidationError):
        SiteUseFactory(site=site, purpose="STMTS")
    assert not SiteUse.objects.filter(purpose="STMTS").exists()


def test_bill_to_and_statements_are_added_together(site):
    uses = [SiteUse(site=site, purpose=purpose) for purpose in ("STMTS", "BILL_TO")]
    with work(actor=None, channel="system"):
        services.add_uses(uses, [None, None])
    assert is_active(*uses) == [True, True]


def test_bill_to_stays_when_nobody_agreed(bill_to, statements):
    with pytest.raises(ValidationError) as caught:
        act(services.remove_use, bill_to)
    assert caught.value.messages == [NEEDED]
    assert is_active(bill_to, statements) == [True, True]


def test_statements_go_along_and_come_back_with_their_bill_to(bill_to, statements):
    act(services.remove_use, bill_to, with_statements=True)
    assert is_active(bill_to, statements) == [False, False]
    act(services.restore_use, bill_to)
    assert is_active(bill_to, statements) == [True, True]


@pytest.mark.rule("R-097", "D-11")
def test_statements_that_were_removed_before_stay(bill_to, statements):
    act(services.remove_use, statements)
    act(services.remove_use, bill_to)
    act(services.restore_use, bill_to)
    assert is_active(bill_to, statements) == [True, False]


@pytest.mark.rule("R-097", "D-11")
def test_site_does_not_bring_back_what_went_with_the_bill_to(bill_to, statements):
    act(services.remove_use, bill_to, with_statements=True)
    act(services.remove_site, bill_to.site)
    act(services.restore_site, bill_to.site)
    assert is_active(bill_to, statements) == [False, False]
    act(services.restore_use, bill_to)
    assert is_active(bill_to, statements) == [True, True]


@pytest.mark.rule("R-095", "R-097")
def test_site_takes_both_and_brings_both_back(bill_to, statements):
    act(services.remove_use, bill_to, with_statements=True)
    act(services.restore_use, bill_to)
    act(services.remove_site, bill_to.site)
    assert is_active(bill_to, statements) == [False, False]
    act(services.restore_site, bill_to.site)
    assert is_active(bill_to, statements) == [True, True]


def test_statements_are_not_restored_without_their_bill_to(bill_to, statements):
    act(services.remove_use, bill_to, with_statements=True)
    with pytest.raises(ValidationError) as caught:
        act(services.restore_use, statements)
    assert caught.value.messages == [f"{statements}: Statements need an active Bill To on the same site."]


@pytest.mark.rule("R-077", "R-097")
def test_statements_stay_when_another_site_has_them_meanwhile(bill_to, statements):
    act(services.remove_use, bill_to, with_statements=True)
    other = AccountSiteFactory(account=bill_to.account, unit=bill_to.unit)
    SiteUseFactory(site=other)
    taken_over = SiteUseFactory(site=other, purpose="STMTS")
    notices = act(services.restore_use, bill_to)
    assert is_active(bill_to, statements, taken_over) == [True, False, True]
    assert notices == [
        f"{statements} stays inactive: The account has an active site of this purpose in this operating "
        "unit already; there can be only one."
    ]
