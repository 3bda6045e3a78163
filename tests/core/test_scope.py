"""Operating-unit scope: what belongs to another unit does not exist (R-010, R-059, R-060, D-15)."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from core import scope
from core.models import User
from core.querysets import UnitOwnedQuerySet
from core.work import work
from parties.querysets import QueueDecisionQuerySet
from reference.models import LedgerAccount
from reference.querysets import UnitDefaultsQuerySet
from sites.models import AccountSite, SiteSourceReference, SiteUse
from tests.factories import (
    AccountSiteFactory,
    LedgerAccountFactory,
    SiteSourceReferenceFactory,
    SiteUseFactory,
)


@pytest.fixture
def rows(unit_a, unit_b):
    """A row of each unit-owned model in each unit."""
    made = {}
    for unit in (unit_a, unit_b):
        site = AccountSiteFactory(unit=unit)
        made[unit] = {
            AccountSite: site,
            SiteUse: SiteUseFactory(site=site),
            SiteSourceReference: SiteSourceReferenceFactory(site=site),
        }
    return made


@pytest.mark.rule("R-010", "R-060")
@pytest.mark.parametrize("model", [AccountSite, SiteUse, SiteSourceReference])
def test_a_clerk_sees_rows_of_units_on_the_list_only(
    rows, model, clerk, other_clerk, auditor, unit_a, unit_b
):
    assert list(model.objects.visible_to(clerk)) == [rows[unit_a][model]]
    assert list(model.objects.visible_to(other_clerk)) == [rows[unit_b][model]]
    assert set(model.objects.visible_to(auditor)) == {rows[unit_a][model], rows[unit_b][model]}
    assert not model.objects.visible_to(AnonymousUser()).exists()


def test_without_scope_everything_would_be_seen(rows, clerk):
    """Negative control: it is `visible_to` that hides."""
    assert AccountSite.objects.count() == 2
    assert AccountSite.objects.visible_to(clerk).count() == 1


def test_every_model_with_a_unit_is_scoped():
    from django.apps import apps

    from core.models import Record

    for model in apps.get_models():
        fields = {field.name for field in model._meta.concrete_fields}
        if issubclass(model, Record) and "unit" in fields and model._meta.label != "reference.UnitAccess":
            # A decision of the steward's queue may be about every unit: its own queryset shows those as well. What
            # holds for all records of a unit has no status.
            scoped = UnitOwnedQuerySet | QueueDecisionQuerySet | UnitDefaultsQuerySet
            assert isinstance(model.objects.all(), scoped), model


def test_rows_of_every_unit_are_seen_by_all(clerk, other_clerk, unit_a):
    everybodys, own = LedgerAccountFactory(unit=None), LedgerAccountFactory(unit=unit_a)
    made = LedgerAccount.objects.filter(pk__in=[everybodys.pk, own.pk])
    assert set(made.visible_to(clerk)) == {everybodys, own}
    assert set(made.visible_to(other_clerk)) == {everybodys}


def test_the_units_of_a_user_are_asked_once_per_request(clerk, unit_a, django_assert_num_queries):
    user = User.objects.get(pk=clerk.pk)
    with django_assert_num_queries(1):
        assert scope.visible_units(user) == {unit_a.pk}
        assert scope.visible_units(user) == {unit_a.pk}


@pytest.mark.rule("R-059")
def test_acting_in_a_unit_needs_access_to_it(clerk, unit_a, unit_b):
    with work(actor=clerk, channel="page"):
        scope.require_unit(unit_a)
        with pytest.raises(PermissionDenied, match="no access to this operating unit"):
            scope.require_unit(unit_b)
    with work(actor=None, channel="system"):
        scope.require_unit(unit_b)


@pytest.mark.rule("D-15")
def test_units_out_of_reach_are_those_off_the_list_unless_one_is_a_steward(clerk, steward, unit_a, unit_b):
    both = {unit_a.pk, unit_b.pk}
    for actor, beyond in ((clerk, {unit_b.pk}), (steward, set()), (None, set())):
        with work(actor=actor, channel="page"):
            assert scope.units_out_of_reach(both) == beyond
