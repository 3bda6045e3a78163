"""Emptying a test database, history included, and having the starter values again."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

from core import database_rules, numbers, roles
from core.models import ChangeRecord
from parties.models import Party
from reference.models import Country, LookupValue, SystemOptions
from tests.factories import PartyFactory


@pytest.mark.django_db(transaction=True)
def test_flush_empties_everything_and_brings_back_what_an_installation_starts_with():
    PartyFactory()
    assert ChangeRecord.objects.filter(model="parties.party").exists()
    call_command("flush", interactive=False, verbosity=0)
    assert not Party.objects.exists()
    assert not ChangeRecord.objects.filter(model="parties.party").exists()
    assert set(Group.objects.values_list("name", flat=True)) == set(roles.GRANTS)
    assert Country.objects.filter(code2="DE").exists()
    assert LookupValue.objects.filter(type__code="SITE_USE_CODE", code="BILL_TO").exists()
    assert SystemOptions.objects.count() == 1
    assert database_rules.missing() == []
    assert numbers.missing() == []


def test_a_database_that_is_no_test_is_not_emptied(db, settings):
    settings.ALLOW_FLUSH = False
    PartyFactory()
    with pytest.raises(CommandError, match="cannot be emptied"):
        call_command("flush", interactive=False, verbosity=0)
    assert Party.objects.count() == 1
    assert database_rules.missing() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [1, 2])
def test_each_transactional_test_starts_complete(number):
    assert not Party.objects.exists()
    PartyFactory()
    assert Group.objects.count() == len(roles.GRANTS)
    assert Country.objects.filter(code2="AT").exists()
