"""Numbers that are given out once: registry ids, account numbers, site numbers. Gaps are allowed.

PostgreSQL draws from sequences, which never wait for another transaction; other databases keep a counter row, which
is locked until the transaction ends.
"""

from typing import Any

from django.apps import apps
from django.db import connection, connections
from django.db.models import F
from psycopg.sql import SQL, Identifier

from core.models.machinery import NumberCounter

_DRAW_FREE = """SELECT drawn.number FROM
    (SELECT nextval(%s::regclass)::text AS number FROM generate_series(1, %s)) AS drawn
    WHERE NOT EXISTS (SELECT 1 FROM {table} WHERE {table}.{column} = drawn.number)"""


def series() -> dict[str, int]:
    """Every number series and the first number it gives out, as the apps declare them in `number_series`."""
    return {
        code: start
        for app in apps.get_app_configs()
        for code, start in getattr(app, "number_series", {}).items()
    }


def draw(code: str, n: int = 1) -> list[int]:
    """The next `n` numbers of the series, ascending; call it inside a unit of work."""
    start = series()[code]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval(%s::regclass) FROM generate_series(1, %s)", [_sequence(code), n])
            return sorted(number for (number,) in cursor.fetchall())
    if not NumberCounter.objects.filter(code=code).update(last=F("last") + n):
        NumberCounter.objects.create(code=code, last=start - 1 + n)
    last = NumberCounter.objects.values_list("last", flat=True).get(code=code)
    return list(range(last - n + 1, last + 1))


def draw_free(code: str, n: int, model: Any, column: str) -> list[str]:
    """Up to `n` next numbers of the series that no row of `model` has in its column; the taken ones are passed over."""
    if connection.vendor == "postgresql":
        names = {"table": Identifier(model._meta.db_table), "column": Identifier(column)}
        with connection.cursor() as cursor:
            cursor.execute(SQL(_DRAW_FREE).format(**names).as_string(cursor.connection), [_sequence(code), n])
            return sorted((text for (text,) in cursor.fetchall()), key=int)
    drawn = [str(number) for number in draw(code, n)]
    rows = model._base_manager.filter(**{f"{column}__in": drawn}).order_by()
    used = set(rows.values_list(column, flat=True))
    return [text for text in drawn if text not in used]


def install(using: str = "default") -> None:
    """Create the sequences that are missing (PostgreSQL; elsewhere the first draw makes its counter)."""
    if connections[using].vendor == "postgresql":
        with connections[using].cursor() as cursor:
            for code, start in series().items():
                cursor.execute(f"CREATE SEQUENCE IF NOT EXISTS {_sequence(code)} START {int(start)}")


def missing() -> list[str]:
    """Series without their sequence, for `manage.py doctor`."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename FROM pg_sequences WHERE schemaname = current_schema()")
        there = {name for (name,) in cursor.fetchall()}
    return [code for code in series() if _sequence(code) not in there]


def _sequence(code: str) -> str:
    return f"registrar_{code}"
