"""What every record model has: a docstring, an admin, a status the database knows, references that point down."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.db import models

from core.fields import KeyField
from core.models import Record, StatusRecord
from core.querysets import RecordQuerySet, StatusQuerySet
from core.validation.conditions import checks_of
from tests.core.test_personas import RECORDS

# From the ground up; an app refers to apps before it, and to itself.
LAYERS = ["core", "reference", "parties", "accounts", "customer_sites", "profiles", "matching"]
DJANGOS = {"auth", "contenttypes"}

every_record = pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.label)


def inline_models(kind=InlineModelAdmin):
    found = {kind.model} if getattr(kind, "model", None) else set()
    return found.union(*(inline_models(one) for one in kind.__subclasses__()))


def _condition(model):
    return [check for check in checks_of(model) if check.condition.referenced_base_fields == {"status"}]


@every_record
def test_it_says_what_it_is_for(model):
    first = (model.__doc__ or "").strip().split("\n")[0]
    assert first.endswith("."), model
    assert not first.startswith(f"{model.__name__}("), model


@every_record
def test_it_is_in_the_set_up_pages(model):
    assert model in admin.site._registry or model in inline_models()


@every_record
def test_a_status_is_held_by_the_database(model):
    has_status = "status" in {field.name for field in model._meta.concrete_fields}
    assert has_status == issubclass(model, StatusRecord)
    assert len(_condition(model)) == (1 if has_status else 0)


@every_record
def test_its_manager_closes_djangos_own_writing(model):
    kind = StatusQuerySet if issubclass(model, StatusRecord) else RecordQuerySet
    assert isinstance(model.objects.all(), kind)
    assert type(model._base_manager) is models.Manager


@every_record
def test_references_point_down_and_keep_what_they_point_at(model):
    height = LAYERS.index(model._meta.app_label)
    for field in model._meta.concrete_fields:
        if not field.is_relation:
            continue
        target = field.related_model._meta.app_label
        assert target in DJANGOS or LAYERS.index(target) <= height, field
        assert field.remote_field.on_delete is models.PROTECT, field


@every_record
def test_paths_and_relations_that_it_declares_exist(model):
    for path in vars(model.history_path).values():
        step = model
        for name in path.split("__") if path else ():
            field = step._meta.get_field(name)
            step = field.related_model
    for path in model.follows:
        step = model
        for name in path.split("__"):
            field = step._meta.get_field(name)
            assert field.is_relation
            step = field.related_model
    for name in model.secret_fields | model.fixed_fields:
        model._meta.get_field(name)
    if model.primary is not None:
        for name in (model.primary.flag, *model.primary.group):
            model._meta.get_field(name)


@every_record
def test_a_primary_rule_is_held_by_a_partial_uniqueness(model):
    if model.primary is None:
        return
    held = [
        constraint
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
        and set(constraint.fields) == set(model.primary.group)
        and dict(constraint.condition.children) == {"status": "A", model.primary.flag: True}
    ]
    assert len(held) == 1


@every_record
def test_a_key_has_room_for_its_source(model):
    """A key of a unique number may grow to three times the number; a name's key is cut."""
    for field in model._meta.concrete_fields:
        if isinstance(field, KeyField):
            source = model._meta.get_field(field.source)
            assert field.max_length >= min(source.max_length * 3, 360), field


@every_record
def test_labels_can_be_translated_and_amounts_fit_both_databases(model):
    for field in model._meta.concrete_fields:
        if isinstance(field, models.DecimalField):
            assert field.max_digits <= 15, field
        if field.editable and not field.auto_created:
            assert field._verbose_name is not None, f"{field}: give it a label"


def test_every_app_of_ours_has_its_layer():
    ours = {
        app.label for app in apps.get_app_configs() if any(issubclass(m, Record) for m in app.get_models())
    }
    assert ours <= set(LAYERS)
