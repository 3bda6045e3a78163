"""What documents take from an account site, each rule as a function with its answer and origin (R-248)."""

import datetime

import pytest

from accounts.models import Account
from core.clock import today
from core.work import work
from reference.models import Country, Language
from sites import documents, services
from sites.models import AccountSite, SiteUse
from tests.factories import AccountSiteFactory, OrganizationFactory, ShipMethodFactory

pytestmark = pytest.mark.rule("R-248")
DAY = datetime.date(2026, 3, 1)


@pytest.fixture
def site(unit_a):
    party = OrganizationFactory(name="Acme Harbour Ltd", tax_registration_number="DE136695976")
    return AccountSiteFactory(account__party=party, unit=unit_a)


@pytest.mark.rule("R-064")
@pytest.mark.django_db
def test_inactive_site_takes_payments_only(site):
    assert documents.takes_new_transactions(site, today()).value is True
    with work(actor=None, channel="system"):
        services.remove_site(site, version=site.version)
    assert documents.takes_new_transactions(site, DAY) == documents.Answer(
        False, "The site is inactive. Open items can still be paid."
    )
    assert documents.takes_payments(site).value is True


@pytest.mark.rule("R-064")
@pytest.mark.parametrize(
    ("status", "established", "taken"),
    [("A", None, True), ("A", DAY, True), ("A", datetime.date(2026, 3, 2), False), ("I", None, False)],
)
def test_account_takes_transactions_when_it_is_active_and_established(status, established, taken):
    site = AccountSite(account=Account(status=status, established_date=established))
    assert documents.takes_new_transactions(site, DAY).value is taken


@pytest.mark.rule("R-237")
@pytest.mark.django_db
def test_documents_carry_the_translation_else_the_name(site):
    assert documents.document_name(site) == "Acme Harbour Ltd"
    site.translation = "エイクメ港"
    assert documents.document_name(site) == "エイクメ港"


@pytest.mark.rule("R-238")
@pytest.mark.django_db
def test_identity_on_documents(site):
    location = site.party_site.location
    location.country = Country.objects.get(code2="DE")
    location.line1, location.postal_code, location.city = "Kai 5", "20457", "Hamburg"
    site.language = Language.objects.get(code="de")
    assert documents.document_identity(site, DAY) == documents.Identity(
        name="Acme Harbour Ltd",
        address=("Acme Harbour Ltd", "Kai 5", "20457 Hamburg", "Germany"),
        tax_registration=documents.Answer("DE136695976", "Tax registration number of the customer"),
        language="German",
        territory="Germany",
    )


@pytest.mark.rule("R-238")
@pytest.mark.parametrize(
    ("given", "value", "origin"),
    [
        (("S", "C", "N"), "S", "Tax profile of the site"),
        (("", "C", "N"), "C", "Tax profile of the customer"),
        (("", "", "N"), "N", "Tax registration number of the customer"),
        (("", "", ""), None, "Nowhere entered"),
    ],
)
def test_tax_registration_that_applies(given, value, origin):
    assert documents.tax_registration(*given) == documents.Answer(value, origin)


@pytest.mark.rule("R-091")
@pytest.mark.django_db
def test_shipping_terms_of_the_ship_to_come_first():
    first, second = ShipMethodFactory(), ShipMethodFactory()
    ship_to = SiteUse(purpose="SHIP_TO", ship_method=first)
    bill_to = SiteUse(purpose="BILL_TO", ship_method=second, fob="DEST")
    assert documents.shipping_terms(ship_to, bill_to) == {
        "fob": documents.Answer("DEST", "Bill To"),
        "ship_method": documents.Answer(first, "Ship To"),
    }
    assert documents.shipping_terms(None, None)["fob"] == documents.Answer(None, "Nowhere entered")


@pytest.mark.rule("R-142")
@pytest.mark.parametrize(
    ("given", "value", "origin", "changeable"),
    [
        (("U", "S", "A", "T"), "U", "Bill To purpose", True),
        ((None, "S", "A", "T"), "S", "Site profile", False),
        ((None, None, "A", "T"), "A", "Account profile", False),
        ((None, None, None, "T"), "T", "Transaction type", True),
    ],
)
def test_payment_terms_and_whether_they_may_be_changed(given, value, origin, changeable):
    terms = documents.effective_terms(*given)
    assert (terms.value, terms.origin) == (value, origin)
    assert documents.terms_may_be_changed(terms, override_terms=False) is changeable
    assert documents.terms_may_be_changed(terms, override_terms=True) is True
