"""The factories and the personas themselves."""

import pytest
from django.apps import apps
from django.db import models

import tests.factories
from core.guard import allowed
from core.models import Record
from core.scope import visible_units
from reference.models import SystemOptions
from tests.factories import RecordFactory

FACTORIES = [
    value
    for value in vars(tests.factories).values()
    if isinstance(value, type) and issubclass(value, RecordFactory) and not value._meta.abstract
]
RECORDS = [model for model in apps.get_models() if issubclass(model, Record)]


@pytest.mark.parametrize("factory", FACTORIES, ids=lambda factory: factory.__name__)
def test_a_factory_makes_a_record_that_is_stored_whole(db, factory):
    with allowed():
        SystemOptions._base_manager.all().delete()  # The one row there may be.
    record = factory()
    stored = type(record).objects.get(pk=record.pk)
    names = [field.attname for field in record._meta.concrete_fields]
    assert [getattr(record, name) for name in names] == [getattr(stored, name) for name in names]


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.label)
def test_every_record_model_has_a_factory(model: type[models.Model]):
    assert model in {factory._meta.model for factory in FACTORIES}


def test_clerks_see_their_own_unit_and_the_auditor_sees_all(clerk, other_clerk, auditor, unit_a, unit_b):
    assert visible_units(clerk) == {unit_a.pk}
    assert visible_units(other_clerk) == {unit_b.pk}
    assert visible_units(auditor) == {unit_a.pk, unit_b.pk}


def test_a_persona_is_signed_in(clerk_client, clerk):
    assert clerk_client.session["_auth_user_id"] == str(clerk.pk)


def test_a_user_has_the_permissions_of_his_roles(viewer, clerk):
    assert viewer.has_perm("parties.view_party")
    assert not viewer.has_perm("parties.change_party")
    assert clerk.has_perm("parties.change_party")
    assert not clerk.has_perm("parties.delete_party")
