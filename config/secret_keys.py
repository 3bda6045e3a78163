"""Secret keys: what a good one looks like, and one that the demo makes for itself."""

import os
import tempfile
from pathlib import Path

from django.core.management.utils import get_random_secret_key

MIN_LENGTH = 50
MIN_DIFFERENT_CHARACTERS = 5
INSECURE_PREFIX = "django-insecure-"


def weakness(key: str) -> str:
    """Say in a few words why a secret key is not good enough; empty when it is."""
    if not key:
        return "is missing"
    if key.startswith(INSECURE_PREFIX):
        return "was generated for development"
    if len(key) < MIN_LENGTH:
        return f"is shorter than {MIN_LENGTH} characters"
    if len(set(key)) < MIN_DIFFERENT_CHARACTERS:
        return f"has fewer than {MIN_DIFFERENT_CHARACTERS} different characters"
    return ""


def kept_secret_key(path: Path) -> str:
    """Return the key stored in `path`; the first caller makes it, readable by its owner only.

    Server, worker and commands start at the same time, so the file appears under its name only when complete.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        draft = Path(name)
        with os.fdopen(handle, "w") as file:
            file.write(get_random_secret_key())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
