"""`__prefix`: an index-friendly "starts with" for folded keys, equal on both databases."""

from typing import Any

from django.db.models import Lookup

LAST_CHARACTER = "\U0010ffff"


class Prefix(Lookup):
    """True where the column starts with the given text, letter for letter.

    PostgreSQL serves LIKE 'abc%' from the pattern index that Django adds to indexed text columns; SQLite compares
    by code point, so a range does it there (its LIKE ignores case and, with ESCAPE, the index).
    """

    lookup_name = "prefix"
    prepare_rhs = True

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Column >= prefix and column < prefix + the last character."""
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        upper = [f"{value}{LAST_CHARACTER}" for value in right_params]
        sql = f"({left} >= {right} AND {left} < {right})"
        return sql, [*left_params, *right_params, *left_params, *upper]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Column LIKE 'prefix%', with the pattern's own characters escaped."""
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        patterns = [connection.ops.prep_for_like_query(value) + "%" for value in right_params]
        return f"{left} LIKE {right}", [*left_params, *patterns]
