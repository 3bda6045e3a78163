"""Settings that keep a promise of docs/operations.md or of a trust rule."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

BASE = settings.BASE_DIR


@pytest.mark.parametrize("password", ["elevenchars", "q1w2e3r4t5y6", "Q1W2E3R4T5Y6"])
def test_short_and_common_passwords_are_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password)


def test_a_long_password_needs_nothing_else():
    assert validate_password("correct horse battery staple") is None


def test_sessions_and_lock_out_have_the_promised_lengths():
    assert timedelta(minutes=30) == settings.SESSION_IDLE
    assert timedelta(hours=12) == settings.SESSION_ABSOLUTE
    assert timedelta(minutes=5) == settings.SESSION_SEEN_REFRESH
    assert timedelta(minutes=15) == settings.AXES_COOLOFF_TIME
    assert settings.AXES_LOCKOUT_PARAMETERS == [["username", "ip_address"]]


def test_the_guard_against_other_writers_is_on_in_tests_and_in_the_demo():
    assert settings.WRITE_GUARD is True
    assert "WRITE_GUARD = True" in (BASE / "config/settings/demo.py").read_text()


def test_sign_in_lies_outside_accounts():
    assert settings.LOGIN_URL == "/login/"


def test_every_variable_of_the_environment_is_explained():
    code = "".join(path.read_text() for path in Path(BASE, "config").rglob("*.py"))
    named = set(re.findall(r"""env(?:\.\w+)?\(\s*"([A-Z_]+)""", code))
    named |= set(re.findall(r"""environ\.get\("([A-Z_]+)""", code))
    explained = set(re.findall(r"^\| `([A-Z_]+)` ", (BASE / "docs/operations.md").read_text(), re.MULTILINE))
    assert named == explained


def test_no_check_is_silenced():
    assert settings.SILENCED_SYSTEM_CHECKS == []
