"""The geography that comes with the installed libraries; each module reads one of them (docs/geography.md)."""

from reference.geography.shipped.build import SOURCE, rows_of

__all__ = ["SOURCE", "rows_of"]
