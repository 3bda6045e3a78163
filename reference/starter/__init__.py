"""The values that every installation starts with.

Loaded after each migrate, so that a fresh database works and an upgrade brings new values. What is there already is
never touched: it may be an administrator's.
"""

from reference.starter.load import load, load_after_migrate

__all__ = ["load", "load_after_migrate"]
