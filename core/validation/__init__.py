"""What every write checks before it writes, whichever door it came through."""

from core.validation.many import validate_many
from core.validation.one import errors_of, prepare, validate
from core.validation.uniques import know_free

__all__ = ["errors_of", "know_free", "prepare", "validate", "validate_many"]
