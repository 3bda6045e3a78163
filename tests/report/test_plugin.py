"""The recording plugin, on small test files of its own."""

import json
import os
import subprocess
import sys

from django.conf import settings

from tests.report.__main__ import sentence

TESTS = """
import pytest

@pytest.mark.rule("R-001")
def test_good(): ...

@pytest.mark.rule("R-002", "D-1")
@pytest.mark.parametrize("number", [1, 2])
def test_half_good(number): assert number == 1

@pytest.mark.rule("R-003")
@pytest.mark.postgres
def test_postgres(): ...

@pytest.mark.rule("R-004")
@pytest.mark.sqlite
def test_sqlite(): ...

@pytest.mark.twin("units")
def test_twin(): ...

def test_counting(figures):
    figures.add("requests", 2)
    figures.add("requests", 3)

def test_counting_until_it_fails(figures):
    figures.add("requests", 4)
    assert False

@pytest.fixture
def broken():
    yield
    raise RuntimeError

@pytest.mark.rule("R-005")
def test_broken_afterwards(broken): ...
"""
INI = "[pytest]\nmarkers =\n  rule\n  twin\n  postgres\n  sqlite\n"


def run(folder, *arguments):
    """Run pytest on a folder of its own, with SQLite, and return its record."""
    (folder / "test_small.py").write_text(TESTS)
    (folder / "pytest.ini").write_text(INI)
    environment = os.environ | {"PYTHONPATH": str(settings.BASE_DIR), "DATABASE_URL": "sqlite://:memory:"}
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "no:django",
            "-p",
            "tests.report.plugin",
            "--record=record.json",
            *arguments,
        ],
        cwd=folder,
        env=environment | {"DJANGO_SETTINGS_MODULE": "config.settings.test"},
        capture_output=True,
        check=False,
    )
    return json.loads((folder / "record.json").read_text())


def test_rules_are_recorded_by_what_became_of_their_tests(tmp_path):
    record = run(tmp_path)
    assert record["passed"] == ["D-1", "R-001", "R-002", "R-004"]
    assert record["not_passed"] == ["D-1", "R-002", "R-005"]
    assert record["counts"] == {"error": 1, "failed": 2, "passed": 5}
    assert record["exit"] == 1


def test_workers_report_the_same(tmp_path):
    record = run(tmp_path, "-n", "2")
    assert record["passed"] == ["D-1", "R-001", "R-002", "R-004"]
    assert record["counts"] == {"error": 1, "failed": 2, "passed": 5}


def test_what_tests_count_is_added_up_and_twins_are_named(tmp_path):
    for workers in ((), ("-n", "2")):
        record = run(tmp_path, *workers)
        assert record["figures"] == {"requests": 9}
        assert (record["twins"], record["twins_not_passed"]) == (["units"], [])


def test_those_that_count_can_be_run_alone(tmp_path):
    assert run(tmp_path, "--figures")["counts"] == {"failed": 1, "passed": 2}


def test_a_file_that_can_not_be_read_counts_as_an_error(tmp_path):
    (tmp_path / "test_unreadable.py").write_text("import no_such_module")
    assert run(tmp_path)["counts"]["error"] == 1


def test_counts_are_said_as_pytest_says_them():
    assert sentence({"passed": 20, "failed": 1}) == "1 failed, 20 passed"
    assert sentence({}) == "no tests ran"
