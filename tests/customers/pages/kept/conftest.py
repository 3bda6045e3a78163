"""A customer whom documents are kept with, and somebody who may read the confidential ones."""

import pytest

from accounts.models import AccountDocument
from core import roles
from parties.models import PartyDocument
from sites.models import SiteDocument
from tests.customers.builders import made, new_customer, new_site
from tests.customers.pages.kept.papers import site_of
from tests.factories import (
    UserFactory,
)
from tests.personas import signed_in


@pytest.fixture
def party(unit_a, unit_b):
    """A customer with account A1, served by both units."""
    sites = new_site(unit_a, "BILL_TO"), new_site(unit_b, "BILL_TO", line1="Secret Street 9")
    return made(new_customer("Acme Harbour Ltd", *sites, number="A1"))


@pytest.fixture
def account(party):
    return party.accounts.get()


@pytest.fixture
def places(party, account, unit_a):
    """The address, the model and the owner of each kind, by its code."""
    site = site_of(account, unit_a)
    return {
        "customer": (f"/customers/{party.pk}/notes/", PartyDocument, party),
        "account": (f"/accounts/{account.pk}/notes/", AccountDocument, account),
        "site": (f"/sites/{site.pk}/notes/", SiteDocument, site),
    }


@pytest.fixture
def credit_client(unit_a):
    """Somebody who may read confidential documents."""
    return signed_in(UserFactory(username="credit", roles=[roles.CREDIT_MANAGER], units=[unit_a]))
