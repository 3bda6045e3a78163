"""Sheets: many rows of one table, written at once. COPY on PostgreSQL, executemany on SQLite."""

import datetime
import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, JSONField, Model

from core.fields import KeyField
from core.text import fold

NOW = datetime.datetime(2026, 1, 5, 8, 0, tzinfo=datetime.UTC)
cached_fold = lru_cache(maxsize=100_000)(fold)


class Sheet:
    """Rows of one model: the columns that differ from row to row; all others get the model's default.

    The key of a text stands right behind the text, made by itself.
    """

    def __init__(self, model: type[Model], *columns: str) -> None:
        self.model = model
        self.rows: list[Sequence[Any]] = []
        fields = {field.attname: field for field in model._meta.concrete_fields}
        keys = {field.source: field for field in fields.values() if isinstance(field, KeyField)}
        self.columns = list(columns) + [keys[name].attname for name in columns if name in keys]
        self._keyed = [
            (columns.index(name), keys[name].max_length or 0, keys[name].null)
            for name in columns
            if name in keys
        ]
        self.constants = {
            name: _constant(field) for name, field in fields.items() if name not in {*self.columns}
        }

    def add(self, *values: Any) -> None:
        """One row."""
        if self._keyed:
            keys = [
                cached_fold(values[at])[:length] or (None if null else "") for at, length, null in self._keyed
            ]
            self.rows.append((*values, *keys))
        else:
            self.rows.append(values)

    def write(self) -> int:
        """Put the rows into the database and forget them; answers how many there were."""
        count = len(self.rows)
        if count:
            (_copy if connection.vendor == "postgresql" else _insert)(self)
        self.rows = []
        return count


def _constant(field: Any) -> Any:
    if field.primary_key or (field.null and not field.has_default()):
        return None
    if isinstance(field, DateTimeField) and not field.has_default():
        return NOW
    if isinstance(field, JSONField):
        return json.dumps(field.get_default())
    return field.get_prep_value(field.get_default())


def _copy(sheet: Sheet) -> None:
    constants = {name: value for name, value in sheet.constants.items() if value is not None}
    tail = "".join(f"\t{_cell(value)}" for value in constants.values()) + "\n"
    names = ", ".join(f'"{name}"' for name in [*sheet.columns, *constants])
    with (
        connection.cursor() as cursor,
        cursor.copy(f'COPY "{sheet.model._meta.db_table}" ({names}) FROM STDIN') as copy,
    ):
        for part in _parts(sheet.rows, 5_000):
            copy.write("".join("\t".join(map(_cell, row)) + tail for row in part))


def _cell(value: Any) -> str:
    """A value as COPY reads it. Texts of benches hold neither tabs nor backslashes."""
    if value is None:
        return "\\N"
    if value is True or value is False:
        return "t" if value else "f"
    return value if isinstance(value, str) else str(value)


def _insert(sheet: Sheet) -> None:
    names = ", ".join(f'"{name}"' for name in [*sheet.columns, *sheet.constants])
    places = ", ".join([*["%s"] * len(sheet.columns), *map(_literal, sheet.constants.values())])
    with connection.cursor() as cursor:
        cursor.executemany(
            f'INSERT INTO "{sheet.model._meta.db_table}" ({names}) VALUES ({places})', sheet.rows
        )


def _literal(value: Any) -> str:
    """A constant as SQLite reads it in a statement; none of them holds a quote or a per cent sign."""
    if value is None:
        return "NULL"
    if isinstance(value, datetime.datetime):
        value = connection.ops.adapt_datetimefield_value(value)
    return f"'{value}'" if isinstance(value, str) else str(int(value))


def _parts(rows: Sequence[Any], size: int) -> Iterable[Sequence[Any]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))
