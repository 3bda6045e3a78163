"""The LOGGING setting: one JSON object per line on standard error, for every logger."""

from typing import Any


def logging_settings(*, level: str) -> dict[str, Any]:
    """Return the dictionary for logging.config; `level` is that of the root logger.

    SQL is never logged below a warning, because it carries what people typed (trust rule 18).
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "core.logs.JsonFormatter"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Django attaches its own handlers to this one; ours at the root is enough.
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
            "django.db.backends": {"level": "WARNING"},
            "gunicorn.access": {"level": "WARNING"},
        },
    }
