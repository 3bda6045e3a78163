"""What two writers could break is held by a named constraint, and told as the error of a field (trust rule 1)."""

import datetime
import itertools
from decimal import Decimal

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from core import database_rules
from core.constraints import translate
from core.guard import allowed
from core.models import Record
from core.validation.conditions import checks_of, violates
from core.validation.probe import violations
from core.validation.uniques import error_field, uniques_of
from reference.models import InventorySite, SystemOptions
from sites.models import AddressMove, SiteUse
from tests.core.generated import compare, table
from tests.core.test_personas import FACTORIES, RECORDS
from tests.factories import AccountSiteFactory

FACTORY = {factory._meta.model: factory for factory in reversed(FACTORIES)}
NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
CHECKS = [(model, constraint) for model in RECORDS for constraint in checks_of(model)]
UNIQUES = [(model, unique) for model in RECORDS for unique in uniques_of(model)]


def make(model, **values):
    if model is SystemOptions:
        return SystemOptions.objects.get()
    if model is Group:
        return Group.objects.order_by("-pk").first()
    return FACTORY[model](**values)


def refused(write) -> IntegrityError:
    """The database's own refusal of a statement that goes past the write functions."""
    with pytest.raises(IntegrityError) as caught, allowed(), transaction.atomic():
        write()
    return caught.value


def name_of(error):
    return error.__cause__.diag.constraint_name


# Checks


def candidates(field):
    """Values that are unlikely to be allowed, one of each kind."""
    if field.many_to_one or field.one_to_one:
        return [None, 1]
    if isinstance(field, models.BooleanField):
        return [True, False]
    if isinstance(field, models.DateField):
        return [None, datetime.date(2020, 1, 1), datetime.date(2010, 1, 1)]
    if isinstance(field, models.DecimalField):
        return [Decimal(-1), Decimal(101), None]
    if isinstance(field, models.IntegerField):
        return [-1, 0, 7, 99, 30_000]
    return ["", "X", "A", "M", "I", "D", "F", "BILL_TO", "LC"]


def break_check(record, constraint):
    """Values of its columns that `constraint` refuses, set on `record` too."""
    names = set(constraint.condition.referenced_base_fields)
    others = [other for other in checks_of(type(record)) if other != constraint]
    if any("status" in other.condition.referenced_base_fields for other in others):
        names.add("status")
    fields = [record._meta.get_field(name) for name in sorted(names)]
    for values in itertools.product(*(candidates(field) for field in fields)):
        for field, value in zip(fields, values, strict=True):
            setattr(record, field.attname, value)
        signed = any(
            isinstance(f, models.PositiveIntegerField | models.PositiveSmallIntegerField)
            and isinstance(v, int)
            and v < 0
            for f, v in zip(fields, values, strict=True)
        )
        alone = not any(violates(other.condition, record) for other in others)
        if not signed and alone and violates(constraint.condition, record):
            return {field.attname: value for field, value in zip(fields, values, strict=True)}
    raise AssertionError(f"No values found that {constraint.name} refuses.")


@pytest.mark.parametrize(("model", "constraint"), CHECKS, ids=lambda value: getattr(value, "name", ""))
def test_a_check_is_refused_by_its_name_and_told_on_its_field(db, model, constraint):
    record = make(model)
    values = break_check(record, constraint)
    error = refused(lambda: model._base_manager.filter(pk=record.pk).update(**values))
    if connection.vendor == "postgresql":
        assert name_of(error) == constraint.name
    else:
        assert str(error) == f"CHECK constraint failed: {constraint.name}"
    told = {error_field(model, constraint): [str(constraint.violation_error_message)]}
    assert translate(error, record).message_dict == told
    asked = violations(record, {f.attname: getattr(record, f.attname) for f in model._meta.concrete_fields})
    assert told in [answer.message_dict for answer in asked]


@pytest.mark.parametrize(("model", "constraint"), CHECKS, ids=lambda value: getattr(value, "name", ""))
def test_python_and_database_agree_about_a_check(db, model, constraint):
    """The twins of the write functions answer checks without the database."""
    record = make(model)
    fields = [model._meta.get_field(name) for name in sorted(constraint.condition.referenced_base_fields)]
    for values in itertools.islice(itertools.product(*(candidates(field) for field in fields)), 40):
        for field, value in zip(fields, values, strict=True):
            setattr(record, field.attname, value)
        assert asked(constraint, record) == violates(constraint.condition, record), values


def asked(constraint, record):
    """True when the database, asked about the values of `record`, refuses them."""
    fields = record._meta.concrete_fields
    values = {field.name: models.Value(getattr(record, field.attname), field) for field in fields}
    return not constraint.condition.check(values)


# Uniqueness


def conditions_of(unique):
    """Values that meet the condition; of a list of values its first."""
    conditions = unique.condition.children if unique.condition is not None else []
    return {
        name.removesuffix("__in"): value[0] if name.endswith("__in") else value for name, value in conditions
    }


# What a purpose must be to have the values that are unique.
PURPOSE_THAT_HAS = {
    "customer_sites_one_exclusive": lambda: {"purpose": "LC"},
    "customer_sites_internal_location_once": lambda: {
        "site": AccountSiteFactory(account__account_type="I"),
        "purpose": "SHIP_TO",
        "internal_location": FACTORY[InventorySite](),
    },
}


def two(model, unique):
    """Two rows that share the parents they need to share to clash."""
    given = {name: value for name, value in conditions_of(unique).items() if name != "status"}
    given |= {
        source: "SAME"
        for name in unique.fields
        if model._meta.get_field(name).null and (source := getattr(model._meta.get_field(name), "source", ""))
    }
    if model is SiteUse:
        given |= PURPOSE_THAT_HAS.get(unique.name, dict)()
    first = make(model, **given)
    references = [name for name in unique.fields if model._meta.get_field(name).is_relation]
    if model is SiteUse:
        if "site" in references:
            return first, make(model, site=first.site, purpose="SHIP_TO")
        another = AccountSiteFactory(account=first.account, unit=first.unit)
        return first, make(model, site=another, purpose="SHIP_TO" if first.internal_location else "BILL_TO")
    if model is AddressMove:
        return first, make(model)
    shared = {name: getattr(first, name) for name in references}
    if "start_date" in unique.fields:
        shared["start_date"] = datetime.date(2030, 1, 1)
    elif len(references) == len(unique.fields) and not given:
        related = model._meta.get_field(references[-1]).related_model
        del shared[references[-1]]
        if shared:
            shared[references[-1]] = make(related)
    return first, make(model, **shared)


@pytest.mark.parametrize(
    ("model", "unique"),
    [(model, unique) for model, unique in UNIQUES if model is not SystemOptions],
    ids=lambda value: (value.name or value.fields[0]) if hasattr(value, "fields") else value._meta.label,
)
def test_a_second_of_what_must_be_unique_is_refused_and_told_on_its_field(db, model, unique):
    first, second = two(model, unique)
    values = {name: getattr(first, name) for name in unique.fields} | conditions_of(unique)
    for name, value in values.items():
        setattr(second, name, value)
    error = refused(lambda: model._base_manager.filter(pk=second.pk).update(**values))
    columns = [model._meta.get_field(name).column for name in unique.fields]
    if connection.vendor == "postgresql":
        assert name_of(error) == (unique.name or f"{model._meta.db_table}_{columns[0]}_key")
    else:
        listed = ", ".join(f"{model._meta.db_table}.{column}" for column in columns)
        assert str(error) == f"UNIQUE constraint failed: {listed}"
    assert translate(error, second).message_dict == {unique.error_field: [unique.text]}
    asked = violations(second, {f.attname: getattr(second, f.attname) for f in model._meta.concrete_fields})
    assert {unique.error_field: [unique.text]} in [answer.message_dict for answer in asked]


def test_there_is_one_row_of_system_options(db):
    error = refused(lambda: SystemOptions(created_at=NOW, updated_at=NOW).save_base())
    assert translate(error, SystemOptions()).message_dict == {
        "only": ["There is one row of system options already."]
    }


# Declarations


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.label)
def test_constraints_have_names_messages_and_fields_that_exist(model):
    default = models.CheckConstraint(condition=models.Q(pk=1), name="x").violation_error_message
    names = {field.name for field in model._meta.concrete_fields} | {"__all__"}
    for constraint in model._meta.constraints:
        assert constraint.violation_error_message not in (None, default), constraint.name
        assert constraint.name.startswith((f"{model._meta.app_label}_", f"{model._meta.app_label}"))
        assert error_field(model, constraint) in names
    declared = {constraint.name for constraint in model._meta.constraints}
    assert set(model.constraint_fields) <= declared
    for rule in model.database_rules:
        assert rule.message
        assert rule.field in names


def test_a_violation_that_nobody_knows_is_passed_on(db):
    error = IntegrityError("something else")
    with pytest.raises(IntegrityError, match="something else"):
        translate(error, make(RECORDS[0]))


def test_a_reference_that_vanished_is_told(db):
    error = IntegrityError("FOREIGN KEY constraint failed")
    assert isinstance(translate(error, make(RECORDS[0])), ValidationError)


# The catalogue


def declared_rules():
    """(table, name, kind, words) of everything the database holds beyond types and references."""
    rows = []
    for model in apps.get_models():
        if model._meta.app_label not in {m._meta.app_label for m in RECORDS}:
            continue
        where = model._meta.db_table
        if issubclass(model, Record):
            rows += [
                (
                    where,
                    unique.name or f"{where}_{model._meta.get_field(unique.fields[0]).column}_key",
                    unique,
                )
                for unique in uniques_of(model)
            ]
        else:
            rows += [(where, rule.name, rule) for rule in model._meta.constraints if hasattr(rule, "fields")]
        rows += [(where, constraint.name, constraint) for constraint in checks_of(model)]
        rows += [(where, rule.name, rule) for rule in getattr(model, "database_rules", [])]
    return sorted(rows, key=lambda row: row[:2])


def kind_of(rule):
    kinds = {"Unique": "unique", "UniqueConstraint": "unique", "CheckConstraint": "check"}
    name = type(rule).__name__
    kind = kinds.get(name, name)
    return "unique under a condition" if kind == "unique" and rule.condition is not None else kind


def words_of(rule):
    if hasattr(rule, "text"):
        return rule.text
    return str(getattr(rule, "violation_error_message", None) or rule.message)


def test_docs_list_every_rule_and_its_constraint():
    rows = [
        (f"`{where}`", f"`{name}`", kind_of(rule), words_of(rule)) for where, name, rule in declared_rules()
    ]
    compare(
        "constraints.md",
        "# Rules that the database holds\n\n"
        "What two writers could break is a named constraint: uniqueness, one primary per group, ranges, states. The "
        "write\nfunctions ask for the same before they write and tell it in the same words. This file is written by "
        "its test\n(`tests/core/test_constraints.py`), which also compares it with the database's catalogue. "
        "NoOverlap, CopiedFrom and AppendOnly\nare explained in `core/database_rules.py`.\n\n"
        + table("Table | Constraint | Kind | What a person is told", rows)
        + "\n",
    )


def test_the_database_has_every_rule_and_no_other(db):
    expected = {}
    for where, name, rule in declared_rules():
        if not isinstance(rule, database_rules.DatabaseRule):
            expected.setdefault(where, set()).add(columns_of(rule) if connection.vendor == "sqlite" else name)
    with connection.cursor() as cursor:
        for where, names in expected.items():
            found = connection.introspection.get_constraints(cursor, where)
            assert names == set(in_catalogue(found)), where
    assert database_rules.missing() == []


def columns_of(rule):
    """SQLite names neither a column's own uniqueness; checks are found by name, uniques by columns."""
    if isinstance(rule, models.CheckConstraint):
        return rule.name
    return rule.name or tuple(rule.model._meta.get_field(name).column for name in rule.fields)


def in_catalogue(found):
    """Names of checks and uniques that a table has; columns where the database gives a uniqueness no name."""
    for name, one in found.items():
        if one["primary_key"] or one["foreign_key"] or name.endswith("_target"):
            continue
        if one["check"]:
            # Django itself checks that unsigned numbers and JSON are what they say.
            if not name.startswith("__unnamed") and not name.endswith("_check"):
                yield name
        elif one["unique"]:
            unnamed = connection.vendor == "sqlite" and name.startswith(("__unnamed", "sqlite_autoindex"))
            yield tuple(one["columns"]) if unnamed else name
