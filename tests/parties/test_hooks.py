"""What goes and comes with a party in the registry (R-056, R-096 to R-098, D-11)."""

import pytest
from django.core.exceptions import ValidationError

from core import writes
from core.work import work
from parties.models import PartySite
from tests.factories import PartyFactory, PartySiteFactory

pytestmark = pytest.mark.django_db


def act(verb, record):
    record = type(record).objects.get(pk=record.pk)
    with work(actor=None, channel="page"):
        getattr(writes, verb)(record, version=record.version)


def addresses(party):
    return list(
        PartySite.objects.filter(party=party).order_by("pk").values_list("status", "removed_with_parent")
    )


@pytest.fixture
def party():
    """A party with an identifying address and two more, of which the last was removed."""
    party = PartyFactory(name="Acme Ltd")
    PartySiteFactory(party=party, identifying=True)
    PartySiteFactory(party=party)
    act("remove", PartySiteFactory(party=party))
    return party


@pytest.mark.rule("R-096", "R-097", "D-11", "R-056")
def test_addresses_go_and_come_with_the_party(party):
    act("remove", party)
    assert addresses(party) == [("I", True), ("I", True), ("I", False)]
    act("restore", party)
    assert addresses(party) == [("A", False), ("A", False), ("I", False)]
    assert PartySite.objects.filter(party=party, identifying=True, status="A").count() == 1


@pytest.mark.rule("R-098")
def test_address_of_an_inactive_party_is_not_restored(party):
    act("remove", party)
    for address in PartySite.objects.filter(party=party):
        with pytest.raises(ValidationError) as caught:
            act("restore", address)
        assert caught.value.messages == ["Acme Ltd is inactive; restore the customer first."]
    assert [status for status, _with in addresses(party)] == ["I", "I", "I"]


@pytest.mark.rule("R-056")
def test_identifying_address_of_an_active_party_stays(party):
    with pytest.raises(ValidationError):
        act("remove", PartySite.objects.get(party=party, identifying=True))
    assert [status for status, _with in addresses(party)] == ["A", "A", "I"]
