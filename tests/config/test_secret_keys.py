"""The demo makes a secret key for itself, once, and keeps it to its owner."""

import stat
from concurrent.futures import ThreadPoolExecutor

from config.secret_keys import kept_secret_key, weakness


def test_the_first_caller_makes_a_good_key_that_stays(tmp_path):
    path = tmp_path / "demo" / "secret-key"
    key = kept_secret_key(path)
    assert weakness(key) == ""
    assert kept_secret_key(path) == key


def test_nobody_else_can_read_it(tmp_path):
    path = tmp_path / "secret-key"
    kept_secret_key(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret-key"]


def test_callers_at_the_same_time_get_the_same_key(tmp_path):
    path = tmp_path / "secret-key"
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(kept_secret_key, [path] * 8))
    assert len(keys) == 1
