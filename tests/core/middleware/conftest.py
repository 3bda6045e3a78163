"""A user without any role and a browser that has signed in as that user, on the small URLconf of pages.py."""

import pytest
from django.test import Client

from core import writes
from core.models import User
from core.work import work


@pytest.fixture(autouse=True)
def small_urlconf(settings):
    settings.ROOT_URLCONF = "tests.core.middleware.pages"


@pytest.fixture
def member(db):
    user = User(username="member")
    user.set_password("a long enough password")
    with work(actor=None, channel="system"):
        return writes.save(user)


@pytest.fixture
def visitor():
    """A browser that nobody has signed in with, and that shows error pages as a real one does."""
    return Client(raise_request_exception=False)


@pytest.fixture
def member_client(member, visitor):
    visitor.force_login(member)
    return visitor
