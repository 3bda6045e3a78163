"""A change to an address that several customers share is one line of history, filed under each of them (D-1, D-15)."""

import pytest
from django.core.exceptions import ValidationError

from core import writes
from core.models import ChangeRecord, FurtherRoot
from core.pages.history import changes_of
from core.work import attempt, current, work
from parties.models import Location
from tests.core.test_database_rules import refused_by
from tests.factories import LocationFactory, PartyFactory, PartySiteFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared():
    """The address of two customers; a third is elsewhere."""
    location = LocationFactory(line1="Hafenstr 1")
    PartySiteFactory(location=location)
    PartySiteFactory(location=location)
    PartySiteFactory()
    return location


def changed(location, **values):
    location = Location.objects.get(pk=location.pk)
    vars(location).update(values)
    with work(actor=None, channel="page", reason="A typing error"):
        writes.save(location, version=location.version)


def lines(party_id, user):
    return list(
        changes_of("root", party_id, user)
        .filter(model="parties.location")
        .values_list("object_id", "changes", "reason")
    )


@pytest.mark.rule("R-061", "D-15")
def test_one_line_stands_in_the_history_of_each_customer_who_has_the_address(shared, auditor):
    changed(shared, line1="Hafenstraße 1")
    told = (shared.pk, {"line1": ["Hafenstr 1", "Hafenstraße 1"]}, "A typing error")
    assert ChangeRecord.objects.filter(model="parties.location", action="update").count() == 1
    users = list(shared.party_sites.values_list("party_id", flat=True))
    assert [lines(party, auditor) for party in users] == [[told], [told]]
    elsewhere = PartyFactory()
    assert lines(elsewhere.pk, auditor) == []


def test_what_changed_before_a_customer_had_the_address_is_not_his_history(shared, auditor):
    changed(shared, line1="Hafenstraße 1")
    late = PartySiteFactory(location=shared)
    changed(shared, city="Altona")
    assert [changes for _pk, changes, _reason in lines(late.party_id, auditor)] == [
        {"city": ["Hamburg", "Altona"]}
    ]


def test_a_change_without_a_difference_is_filed_nowhere(shared):
    changed(shared, line1="Hafenstr 1")
    assert FurtherRoot.objects.count() == 0


def test_filing_is_only_added_to(shared):
    changed(shared, line1="Hafenstraße 1")
    refused_by("core_furtherroot_append_only", lambda: FurtherRoot.objects.all()._raw_delete(using="default"))
    refused_by("core_furtherroot_append_only", lambda: FurtherRoot.objects.update(root_id=0))


def test_an_attempt_that_fails_takes_back_what_it_wrote_and_noted(shared):
    with work(actor=None, channel="system"):
        with pytest.raises(ValidationError), attempt():
            location = writes.lock(Location.objects.filter(pk=shared.pk))[0]
            location.line1 = "Elsewhere 9"
            writes.save(location)
            current().notices.append("told")
            raise ValidationError("no")
        assert current().notices == []
        assert current().locked == current().touched == set()
    assert Location.objects.get(pk=shared.pk).line1 == "Hafenstr 1"
    assert not ChangeRecord.objects.filter(model="parties.location", action="update").exists()
