"""Why production would not start. Each sentence tells an operator what to change."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config.secret_keys import weakness


def refuse_unsafe(*, debug: bool, secret_key: str, hosts: list[str], database: dict[str, Any]) -> None:
    """Raise ImproperlyConfigured with every reason at once when these settings are not safe for production."""
    reasons = []
    if debug:
        reasons.append("DEBUG is on: unset it. It shows settings and data to whoever causes an error.")
    if weak := weakness(secret_key):
        reasons.append(f"SECRET_KEY {weak}: set it to a random text of at least 50 characters.")
    if not hosts:
        reasons.append("ALLOWED_HOSTS is empty: name the hosts that this installation answers for.")
    if any("*" in host for host in hosts):
        reasons.append("ALLOWED_HOSTS contains a *: name each host.")
    if database["ENGINE"].endswith("sqlite3"):
        reasons.append("DATABASE_URL is missing or names SQLite: production needs PostgreSQL.")
    if reasons:
        raise ImproperlyConfigured("Registrar does not start in production: " + " ".join(reasons))
