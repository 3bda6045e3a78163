"""Demo users can not exist where real data does (trust rule 23)."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from core import checks, demo_users, writes
from core.models import User
from core.work import work


@pytest.fixture
def demo_user(db):
    with work(actor=None, channel="system"):
        return writes.save(User(username="demo-clerk", password="!", is_demo=True))


@pytest.fixture
def real_user(db):
    with work(actor=None, channel="system"):
        return writes.save(User(username="clerk", password="!"))


def test_production_refuses_to_start_with_a_demo_user_and_names_it(demo_user, real_user, settings):
    settings.REFUSE_DEMO_USERS = True
    with pytest.raises(ImproperlyConfigured, match=r"demo users exist \(demo-clerk\)"):
        demo_users.refuse_demo_users()
    assert [problem.id for problem in checks.check_demo_users()] == ["registrar.E003"]


def test_the_demo_itself_starts(demo_user, settings):
    settings.REFUSE_DEMO_USERS = False
    assert demo_users.refuse_demo_users() is None
    assert checks.check_demo_users() == []


def test_real_users_are_welcome(real_user, settings):
    settings.REFUSE_DEMO_USERS = True
    assert demo_users.refuse_demo_users() is None
    assert checks.check_demo_users() == []


def test_a_database_that_is_down_is_no_reason_to_refuse(db, settings, monkeypatch):
    settings.REFUSE_DEMO_USERS = True

    def refuse(self, *args, **kwargs):
        raise OperationalError("connection refused")

    with monkeypatch.context() as gone:
        gone.setattr(type(User.objects.all()), "values_list", refuse)
        assert demo_users.demo_user_names() == []
