"""Production refuses to start when something is unsafe, and says what (trust rule 23)."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from config.refusals import refuse_unsafe

GOOD_KEY = "kq3V9x-7TtYb0hLw2mZr8sNfPdJcA5uEgXiQoR1yHvKlBnMzW4"
GOOD = {
    "debug": False,
    "secret_key": GOOD_KEY,
    "hosts": ["registrar.example"],
    "database": {"ENGINE": "django.db.backends.postgresql"},
}
ENVIRONMENT = {
    "SECRET_KEY": GOOD_KEY,
    "ALLOWED_HOSTS": "registrar.example",
    "DATABASE_URL": "postgres://registrar@127.0.0.1:1/registrar",
}


def test_good_settings_are_accepted():
    assert refuse_unsafe(**GOOD) is None


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"debug": True}, "DEBUG is on"),
        ({"secret_key": ""}, "SECRET_KEY is missing"),
        ({"secret_key": "short"}, "SECRET_KEY is shorter than 50 characters"),
        ({"secret_key": "ab" * 40}, "SECRET_KEY has fewer than 5 different characters"),
        ({"secret_key": f"django-insecure-{GOOD_KEY}"}, "SECRET_KEY was generated for development"),
        ({"hosts": []}, "ALLOWED_HOSTS is empty"),
        ({"hosts": ["registrar.example", "*"]}, r"ALLOWED_HOSTS contains a \*"),
        ({"hosts": ["*.example"]}, r"ALLOWED_HOSTS contains a \*"),
        ({"database": {"ENGINE": "django.db.backends.sqlite3"}}, "production needs PostgreSQL"),
    ],
)
def test_each_unsafe_setting_is_refused_in_plain_words(changed, words):
    with pytest.raises(ImproperlyConfigured, match=words):
        refuse_unsafe(**(GOOD | changed))


def test_all_reasons_are_given_at_once():
    with pytest.raises(ImproperlyConfigured) as caught:
        refuse_unsafe(debug=True, secret_key="", hosts=[], database={"ENGINE": "django.db.backends.sqlite3"})
    said = str(caught.value)
    assert [word in said for word in ("DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL")] == [True] * 4


def in_production(*arguments, **changes):
    """Run Python with the environment of production; None takes a variable away."""
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings.production"}
    environment |= {name: value for name, value in (ENVIRONMENT | changes).items() if value is not None}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_deployment_check_is_clean_with_nothing_silenced():
    done = in_production("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n"), (
        done.stderr
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"DEBUG": "true"}, "DEBUG is on"),
        ({"SECRET_KEY": None}, "SECRET_KEY is missing"),
        ({"ALLOWED_HOSTS": None}, "ALLOWED_HOSTS is empty"),
        ({"DATABASE_URL": None}, "production needs PostgreSQL"),
    ],
)
def test_production_does_not_start_with_an_unsafe_environment(changes, words):
    done = in_production("-c", "import config.settings.production", **changes)
    assert done.returncode != 0
    assert words in done.stderr
