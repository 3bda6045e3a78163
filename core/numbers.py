"""Numbers that are given out once: registry ids, account numbers, site numbers. Gaps are allowed.

PostgreSQL draws from sequences, which never wait for another transaction; other databases keep a counter row, which
is locked until the transaction ends.
"""

from django.apps import apps
from django.db import connection, connections
from django.db.models import F

from core.models.machinery import NumberCounter


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
