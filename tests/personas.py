"""The people of the tests: each with a role, an operating unit and a browser that is signed in.

`clerk` works in unit A and `other_clerk` in unit B: what one may see is what could leak to the other.
"""

import pytest
from django.test import Client

from core import roles
from tests.factories import OperatingUnitFactory, UserFactory


def signed_in(user) -> Client:
    """A browser in which `user` is signed in."""
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.fixture
def unit_a(db):
    return OperatingUnitFactory(code="A", name="Unit A")


@pytest.fixture
def unit_b(db):
    return OperatingUnitFactory(code="B", name="Unit B")


@pytest.fixture
def viewer(unit_a):
    return UserFactory(username="viewer", roles=[roles.VIEWER], units=[unit_a])


@pytest.fixture
def clerk(unit_a):
    return UserFactory(username="clerk", roles=[roles.CLERK], units=[unit_a])


@pytest.fixture
def other_clerk(unit_b):
    return UserFactory(username="other_clerk", roles=[roles.CLERK], units=[unit_b])


@pytest.fixture
def auditor(db):
    """Reads all units without being on any access list, and changes nothing."""
    return UserFactory(username="auditor", roles=[roles.AUDITOR])


@pytest.fixture
def administrator(unit_a):
    """Sets up everything; of business records only those of unit A."""
    return UserFactory(username="administrator", roles=[roles.ADMINISTRATOR], units=[unit_a])


@pytest.fixture
def steward(unit_a):
    """Data steward of unit A, whose removals reach into every unit (D-15)."""
    return UserFactory(username="steward", roles=[roles.DATA_STEWARD], units=[unit_a])


@pytest.fixture
def viewer_client(viewer):
    return signed_in(viewer)


@pytest.fixture
def clerk_client(clerk):
    return signed_in(clerk)


@pytest.fixture
def other_clerk_client(other_clerk):
    return signed_in(other_clerk)


@pytest.fixture
def auditor_client(auditor):
    return signed_in(auditor)


@pytest.fixture
def administrator_client(administrator):
    return signed_in(administrator)


@pytest.fixture
def steward_client(steward):
    return signed_in(steward)
