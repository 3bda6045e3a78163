"""Who sees the records of which operating unit."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from core import roles, scope, writes
from core.models import ChangeRecord, User
from core.work import work
from reference import services
from reference.access import AccessListScope
from reference.models import UnitAccess
from tests import factories

pytestmark = pytest.mark.django_db
SCOPE = AccessListScope()


@pytest.mark.rule("R-060", "R-010")
def test_a_clerk_sees_the_units_on_the_access_list(clerk, other_clerk, unit_a, unit_b):
    assert SCOPE.visible_units(clerk) == {unit_a.pk}
    assert SCOPE.visible_units(other_clerk) == {unit_b.pk}


def test_an_auditor_sees_every_unit_and_nobody_else_does(auditor, administrator, steward, unit_a, unit_b):
    assert SCOPE.visible_units(auditor) == {unit_a.pk, unit_b.pk}
    assert SCOPE.visible_units(administrator) == {unit_a.pk}
    assert SCOPE.visible_units(steward) == {unit_a.pk}


def test_a_superuser_has_no_bypass(unit_a):
    assert SCOPE.visible_units(factories.UserFactory(is_superuser=True)) == frozenset()


def test_who_is_not_signed_in_or_not_active_sees_nothing(unit_a):
    gone = factories.UserFactory(is_active=False, roles=[roles.AUDITOR], units=[unit_a])
    assert SCOPE.visible_units(AnonymousUser()) == frozenset()
    assert SCOPE.visible_units(None) == frozenset()
    assert SCOPE.visible_units(gone) == frozenset()
    assert not SCOPE.reaches_all_units(AnonymousUser())


def test_records_of_an_inactive_unit_stay_visible(clerk, unit_a):
    with work(actor=None, channel="system"):
        writes.remove(unit_a, version=1)
    assert SCOPE.visible_units(clerk) == {unit_a.pk}


@pytest.mark.rule("D-15")
def test_only_a_data_steward_reaches_into_all_units(steward, auditor, administrator, clerk):
    reaching = [user for user in (steward, auditor, administrator, clerk) if SCOPE.reaches_all_units(user)]
    assert reaching == [steward]


def test_visible_units_cost_one_query(clerk, django_assert_num_queries):
    fresh = User.objects.get(pk=clerk.pk)
    with django_assert_num_queries(1):
        scope.visible_units(fresh)
        scope.visible_units(fresh)


@pytest.mark.rule("R-059")
def test_a_unit_off_the_access_list_is_refused(clerk, unit_a, unit_b):
    with work(actor=clerk, channel="page"):
        scope.require_unit(unit_a)
        with pytest.raises(PermissionDenied):
            scope.require_unit(unit_b)


def test_access_is_granted_once_and_revoked_with_a_trace(administrator, unit_b):
    user = factories.UserFactory()
    with work(actor=administrator, channel="admin"):
        access = services.grant_unit(user, unit_b)
        assert services.grant_unit(user, unit_b) == access
    assert SCOPE.visible_units(user) == {unit_b.pk}
    with work(actor=administrator, channel="admin", reason="moved on"):
        services.revoke_unit(access, version=1)
    # What was read is remembered for one request, on the user object.
    assert SCOPE.visible_units(User.objects.get(pk=user.pk)) == frozenset()
    assert not UnitAccess.objects.filter(user=user).exists()
    last = ChangeRecord.objects.filter(model="reference.unitaccess").order_by("pk").last()
    assert (last.action, last.actor, last.reason) == ("delete", administrator, "moved on")
    assert last.changes == {"user": [user.pk, None], "unit": [unit_b.pk, None]}
