"""The world is made once for each module and taken back after it; what a test changes, after the test."""

import pytest
from django.db import transaction

from tests.access.world import build


@pytest.fixture(scope="module")
def standing_world(django_db_setup, django_db_blocker):
    """The world, inside a transaction that is never committed."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture
def world(standing_world, db):
    """The world, as it was built: `db` takes back what the test changes."""
    return standing_world
