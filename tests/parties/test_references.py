"""A reference once given: changed by nobody, retired and restored by a data steward with a reason (R-031)."""

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.urls import reverse

from core import roles, writes
from core.models import ChangeRecord
from core.work import work
from matching.models import MatchKey
from parties import services
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-031")]

ONLY_A_STEWARD = "Only a data steward removes or restores a reference."
A_REASON = "Enter a reason: the reference is known to another system."


@pytest.fixture(params=["party", "account", "site"])
def reference(request, unit_a):
    """A reference of each kind, in force."""
    if request.param == "party":
        return factories.PartySourceReferenceFactory(value="OLD-1")
    if request.param == "account":
        return factories.AccountSourceReferenceFactory(value="OLD-1")
    return factories.SiteSourceReferenceFactory(value="OLD-1", site=factories.AccountSiteFactory(unit=unit_a))


def stored(reference):
    return type(reference).objects.get(pk=reference.pk)


def another(column, reference):
    """Another record of the kind that the reference names."""
    if column == "site":
        return factories.AccountSiteFactory(unit=reference.unit)
    return factories.PartyFactory() if column == "party" else factories.AccountFactory()


def retired(reference, *, actor=None, reason=""):
    with work(actor=actor, channel="interface", reason=reason):
        return services.retire_reference(stored(reference), version=stored(reference).version)


def restored(reference, *, actor=None, reason=""):
    with work(actor=actor, channel="interface", reason=reason):
        return services.restore_reference(stored(reference), version=stored(reference).version)


@pytest.mark.parametrize("persona", ["clerk", "administrator"])
def test_others_neither_retire_nor_restore_one_whatever_the_reason(request, reference, persona):
    user = request.getfixturevalue(persona)
    with pytest.raises(ValidationError, match=ONLY_A_STEWARD):
        retired(reference, actor=user, reason="I want to")
    assert stored(reference).is_active
    retired(reference)
    with pytest.raises(ValidationError, match=ONLY_A_STEWARD):
        restored(reference, actor=user, reason="I want to")
    assert not stored(reference).is_active


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_steward_says_why(reference, steward, reason):
    with pytest.raises(ValidationError, match=A_REASON):
        retired(reference, actor=steward, reason=reason)
    retired(reference)
    with pytest.raises(ValidationError, match=A_REASON):
        restored(reference, actor=steward, reason=reason)
    assert not stored(reference).is_active


def test_the_steward_may_and_the_old_value_stays_findable(reference, steward):
    found = list(MatchKey.objects.filter(source="reference").values_list("party_id", "value", "unit_id"))
    assert len(found) == 1
    retired(reference, actor=steward, reason="Renumbered there")
    assert not stored(reference).is_active
    keys = MatchKey.objects.filter(source="reference").values_list("party_id", "value", "unit_id")
    assert list(keys) == found
    change = ChangeRecord.objects.get(action="remove", object_id=reference.pk)
    assert (change.actor, change.reason) == (steward, "Renumbered there")
    assert restored(reference, actor=steward, reason="It was right").is_active


def test_a_retired_one_makes_room_for_another_and_stays_taken(reference, steward):
    retired(reference, actor=steward, reason="Renumbered there")
    owner = {name: getattr(reference, name) for name in reference.fixed_fields - {"value"}}
    with (
        pytest.raises(ValidationError, match="Another record has this reference"),
        work(actor=steward, channel="interface"),
    ):
        services.add_reference(type(reference)(**owner, value="old-1"))
    with work(actor=steward, channel="interface"):
        services.add_reference(type(reference)(**owner, value="NEW-1"))
    rows = type(reference).objects.order_by("pk").values_list("value", "status")
    assert list(rows) == [("OLD-1", "I"), ("NEW-1", "A")]


@pytest.mark.parametrize("column", ["value", "system", "owner"])
def test_nobody_changes_one_not_even_a_steward_with_a_reason(reference, steward, column):
    record = stored(reference)
    if column == "value":
        record.value = "NEW-1"
    elif column == "system":
        record.system = factories.SourceSystemFactory()
    else:
        column = next(iter(reference.fixed_fields & {"party", "account", "site"}))
        setattr(record, column, another(column, record))
    with pytest.raises(ValidationError) as refused, work(actor=steward, channel="api", reason="Typing error"):
        writes.save(record, version=1)
    assert refused.value.message_dict[column] == ["This cannot be changed any more."]
    assert stored(reference).version == 1


def test_a_role_that_was_taken_away_counts_no_more(reference, steward):
    with work(actor=None, channel="system"):
        for membership in steward.memberships.all():
            writes.delete(membership, version=membership.version)
    assert not roles.holds(steward, roles.DATA_STEWARD)
    with pytest.raises(ValidationError, match=ONLY_A_STEWARD):
        retired(reference, actor=steward, reason="Still here")


def act(browser, reference, action, **sent):
    """What the set-up pages say last after an action on the list."""
    meta = reference._meta
    url = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
    sent |= {"action": action, "_selected_action": [reference.pk]}
    return [str(message) for message in get_messages(browser.post(url, sent).wsgi_request)][-1]


def test_the_set_up_pages_say_what_is_missing(reference, clerk_client, administrator_client, steward_client):
    for browser in (clerk_client, administrator_client):
        said = act(browser, reference, "remove_records", confirmed="yes", reason="I want to")
        assert said == ONLY_A_STEWARD
    assert act(steward_client, reference, "remove_records", confirmed="yes") == A_REASON
    assert stored(reference).is_active
    said = act(steward_client, reference, "remove_records", confirmed="yes", reason="Renumbered there")
    assert said == "1 record is inactive now." and not stored(reference).is_active
    assert act(clerk_client, reference, "restore_records", reason="I want to") == ONLY_A_STEWARD
    assert act(steward_client, reference, "restore_records") == A_REASON
    said = act(steward_client, reference, "restore_records", reason="It was right")
    assert said == "1 record was restored." and stored(reference).is_active


def test_the_list_asks_for_the_reason(reference, steward_client):
    meta = reference._meta
    page = steward_client.get(reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist"))
    assert 'name="reason"' in page.text
