"""Database rules that a Django migration cannot phrase alike for both databases.

A model lists them in `database_rules`; `install` puts every one into the database after each `migrate` (SQLite drops
triggers when it rebuilds a table) and `missing` compares them with the catalogue. A violated rule raises an
IntegrityError that carries the rule's name, like any other named constraint (core.constraints).
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper


class DatabaseRule:
    """A named rule of one model. Subclasses answer SQL statements for each database."""

    def __init__(self, name: str, message: Any, field: str | None = None) -> None:
        self.name = name
        self.message = message
        self.field = field

    def postgresql(self, model: type[models.Model]) -> dict[str, str]:
        """{name in the catalogue: the statement that creates it} on PostgreSQL, in the order of creation."""
        raise NotImplementedError

    def preparation(self, model: type[models.Model]) -> list[str]:
        """Statements that come first on PostgreSQL and may be run again and again."""
        return []

    def sqlite(self, model: type[models.Model]) -> list[str]:
        """CREATE TRIGGER statements for SQLite; the triggers' names start with the rule's name."""
        raise NotImplementedError

    def _trigger(self, model: type[models.Model], event: str, condition: str, suffix: str = "") -> str:
        """A SQLite trigger that refuses `event` where `condition` holds."""
        moment = "BEFORE" if event == "DELETE" or suffix.startswith("before") else "AFTER"
        return (
            f'CREATE TRIGGER "{self.name}{suffix and "_" + suffix}_{event.lower()}" {moment} {event} '
            f'ON "{model._meta.db_table}" WHEN {condition} '
            f"BEGIN SELECT RAISE(ABORT, '{self.name}'); END"
        )


class NoOverlap(DatabaseRule):
    """Rows of one group do not overlap in time; both ends inclusive, an empty end is open (D-2).

    PostgreSQL: an exclusion constraint (extension btree_gist). SQLite: triggers. Group columns must not be null.
    """

    def __init__(
        self, group: Sequence[str], name: str, message: Any, start: str = "start_date", end: str = "end_date"
    ) -> None:
        super().__init__(name, message, field=start)
        self.group, self.start, self.end = tuple(group), start, end

    def preparation(self, model: type[models.Model]) -> list[str]:
        return ["CREATE EXTENSION IF NOT EXISTS btree_gist"]

    def postgresql(self, model: type[models.Model]) -> dict[str, str]:
        columns = ", ".join(f'"{_column(model, name)}" WITH =' for name in self.group)
        span = f'daterange("{self.start}", "{self.end}", \'[]\') WITH &&'
        return {
            self.name: f'ALTER TABLE "{model._meta.db_table}" ADD CONSTRAINT "{self.name}" '
            f"EXCLUDE USING gist ({columns}, {span})",
        }

    def sqlite(self, model: type[models.Model]) -> list[str]:
        table = model._meta.db_table
        same = " AND ".join(f'o."{c}" = NEW."{c}"' for c in (_column(model, name) for name in self.group))
        clash = (
            f'EXISTS (SELECT 1 FROM "{table}" o WHERE {same} AND o.id <> NEW.id '
            f'AND o."{self.start}" <= COALESCE(NEW."{self.end}", \'9999-12-31\') '
            f'AND NEW."{self.start}" <= COALESCE(o."{self.end}", \'9999-12-31\'))'
        )
        return [self._trigger(model, "INSERT", clash), self._trigger(model, "UPDATE", clash)]


class CopiedFrom(DatabaseRule):
    """Columns that a row copies from its parent equal the parent's, for ever.

    PostgreSQL: a composite foreign key, so the parent needs a unique constraint over (id, *columns) of the name
    `<name>_target`, which this rule makes. SQLite: triggers on both tables.
    """

    def __init__(self, parent: str, columns: Sequence[str], name: str, message: Any) -> None:
        super().__init__(name, message, field=parent)
        self.parent, self.columns = parent, tuple(columns)

    def _names(self, model: type[models.Model]) -> tuple[str, str, list[str]]:
        field: Any = model._meta.get_field(self.parent)
        return (
            field.related_model._meta.db_table,
            field.column,
            [_column(model, name) for name in self.columns],
        )

    def postgresql(self, model: type[models.Model]) -> dict[str, str]:
        parent, key, columns = self._names(model)
        here = ", ".join(f'"{c}"' for c in [key, *columns])
        there = ", ".join(f'"{c}"' for c in ["id", *columns])
        return {
            f"{self.name}_target": f'ALTER TABLE "{parent}" ADD CONSTRAINT "{self.name}_target" UNIQUE ({there})',
            self.name: f'ALTER TABLE "{model._meta.db_table}" ADD CONSTRAINT "{self.name}" FOREIGN KEY ({here}) '
            f'REFERENCES "{parent}" ({there}) DEFERRABLE INITIALLY IMMEDIATE',
        }

    def sqlite(self, model: type[models.Model]) -> list[str]:
        parent, key, columns = self._names(model)
        child = model._meta.db_table
        equal = " AND ".join(f'p."{c}" IS NEW."{c}"' for c in columns)
        wrong = f'NOT EXISTS (SELECT 1 FROM "{parent}" p WHERE p.id = NEW."{key}" AND {equal})'
        moved = " OR ".join(f'NEW."{c}" IS NOT OLD."{c}"' for c in columns)
        orphaned = f'({moved}) AND EXISTS (SELECT 1 FROM "{child}" c WHERE c."{key}" = NEW.id)'
        field: Any = model._meta.get_field(self.parent)
        return [
            self._trigger(model, "INSERT", wrong),
            self._trigger(model, "UPDATE", wrong),
            self._trigger(field.related_model, "UPDATE", orphaned, suffix="parent"),
        ]


class AppendOnly(DatabaseRule):
    """Rows are inserted and never changed or deleted, TRUNCATE included; one column may be erased once, where named.

    Erasing sets `erasable` to null and `erased_at` to a time, both from their first state, and nothing else.
    """

    def __init__(self, name: str, message: Any, erasable: str = "", erased_at: str = "") -> None:
        super().__init__(name, message)
        self.erasable, self.erased_at = erasable, erased_at

    def _allowed(self, model: type[models.Model], same: str) -> str:
        """The condition under which an update is the one erasure that is allowed."""
        if not self.erasable:
            return "(1 = 0)"
        rest = [
            f.column for f in model._meta.concrete_fields if f.name not in (self.erasable, self.erased_at)
        ]
        unchanged = " AND ".join(f'NEW."{c}" {same} OLD."{c}"' for c in rest)
        return (
            f'({unchanged} AND NEW."{self.erasable}" IS NULL AND OLD."{self.erased_at}" IS NULL '
            f'AND NEW."{self.erased_at}" IS NOT NULL)'
        )

    def preparation(self, model: type[models.Model]) -> list[str]:
        allowed = self._allowed(model, "IS NOT DISTINCT FROM")
        error = f"ERRCODE = 'check_violation', MESSAGE = '{self.name}', CONSTRAINT = '{self.name}'"
        return [
            f'CREATE OR REPLACE FUNCTION "{self.name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
            f"IF TG_OP = 'UPDATE' THEN IF {allowed} THEN RETURN NEW; END IF; END IF; "
            f"RAISE EXCEPTION USING {error}; END $$"
        ]

    def postgresql(self, model: type[models.Model]) -> dict[str, str]:
        table = model._meta.db_table
        return {
            self.name: f'CREATE TRIGGER "{self.name}" BEFORE UPDATE OR DELETE ON "{table}" '
            f'FOR EACH ROW EXECUTE FUNCTION "{self.name}"()',
            f"{self.name}_truncate": f'CREATE TRIGGER "{self.name}_truncate" BEFORE TRUNCATE ON "{table}" '
            f'FOR EACH STATEMENT EXECUTE FUNCTION "{self.name}"()',
        }

    def sqlite(self, model: type[models.Model]) -> list[str]:
        # INSERT OR REPLACE deletes the row that is there without asking the trigger of DELETE.
        there = f'EXISTS (SELECT 1 FROM "{model._meta.db_table}" o WHERE o.id = NEW.id)'
        return [
            self._trigger(model, "INSERT", there, suffix="before"),
            self._trigger(model, "UPDATE", f"NOT {self._allowed(model, 'IS')}"),
            self._trigger(model, "DELETE", "1"),
        ]


def _column(model: type[models.Model], name: str) -> str:
    field: Any = model._meta.get_field(name)
    return str(field.column)


def declared() -> Iterator[tuple[type[models.Model], DatabaseRule]]:
    """Every database rule of every installed model, in the order of the apps."""
    for model in apps.get_models():
        for rule in getattr(model, "database_rules", []):
            yield model, rule


def by_name() -> dict[str, DatabaseRule]:
    """The rules by their names."""
    return {rule.name: rule for _model, rule in declared()}


def _catalogue(connection: BaseDatabaseWrapper) -> set[str]:
    """Names of the constraints and triggers that the database has."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT conname FROM pg_constraint WHERE connamespace = current_schema()::regnamespace "
                "UNION SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
            )
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return {name for (name,) in cursor.fetchall()}


def _statements(
    connection: BaseDatabaseWrapper, model: type[models.Model], rule: DatabaseRule
) -> dict[str, str]:
    """{name in the catalogue: the statement that creates it} for the kind of database."""
    if connection.vendor == "postgresql":
        return rule.postgresql(model)
    return {create.split('"')[1]: create for create in rule.sqlite(model)}


def missing(using: str = "default") -> list[str]:
    """Names of declared rules (or of their triggers) that the database lacks."""
    connection = connections[using]
    there = _catalogue(connection)
    return [
        name
        for model, rule in declared()
        for name in _statements(connection, model, rule)
        if name not in there
    ]


def install(using: str = "default") -> None:
    """Create the rules that are missing, and make SQLite's triggers anew so that they follow their declaration."""
    connection = connections[using]
    there = _catalogue(connection)
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for model, rule in declared():
            if model._meta.db_table not in tables:
                continue
            statements = _statements(connection, model, rule)
            if connection.vendor == "sqlite":
                for name in statements:
                    cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')
            else:
                for statement in rule.preparation(model):
                    cursor.execute(statement)
            for name, statement in statements.items():
                if connection.vendor == "sqlite" or name not in there:
                    cursor.execute(statement)


def drop_triggers(using: str = "default") -> None:
    """Take the append-only triggers away, for `flush` of a test database; `install` brings them back."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for model, rule in declared():
            if not isinstance(rule, AppendOnly):
                continue
            where = f' ON "{model._meta.db_table}"' if connection.vendor == "postgresql" else ""
            for name in _statements(connection, model, rule):
                cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{where}')
