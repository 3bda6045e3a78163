"""What the scripts say to somebody whose machine lacks something, or who mistypes."""

import shutil
import subprocess

import pytest
from django.conf import settings

PYTHON_WITHOUT_PIP = """#!/bin/sh
case "$*" in *pip*) exit 1 ;; esac
echo "Python 3.9.2"
"""


@pytest.fixture
def machine(tmp_path):
    """A clone on a machine with nothing but a shell; `machine(python=...)` has that Python as well."""
    shutil.copytree(settings.BASE_DIR / "script", tmp_path / "script")
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("dirname", "id"):
        (tools / name).symlink_to(shutil.which(name))

    def run(*command, **programs):
        for name, text in programs.items():
            (tools / name).write_text(text)
            (tools / name).chmod(0o755)
        done = subprocess.run(
            [shutil.which("bash"), *command],
            cwd=tmp_path,
            env={"PATH": str(tools)},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stderr.strip()

    return run


@pytest.mark.parametrize(
    "script", ["script/demo", "script/test", "script/lint", "script/trust", "script/bench", "script/pictures"]
)
def test_a_machine_without_python_is_told_what_to_install(machine, script):
    code, said = machine(script)
    assert code == 1
    assert said == (
        "Python is missing. Install Python 3.11 or newer (on Debian and Ubuntu: apt install python3 python3-pip)."
    )


def test_a_machine_without_pip_is_told_what_to_install(machine):
    code, said = machine("script/demo", python3=PYTHON_WITHOUT_PIP)
    assert code == 1
    assert said == (
        "Python's pip is missing. Install it (on Debian and Ubuntu: apt install python3-pip) or install uv."
    )


def test_an_old_python_that_uv_can_not_replace_is_named(machine):
    code, said = machine("script/demo", python3=PYTHON_WITHOUT_PIP, uv="#!/bin/sh\nexit 2\n")
    assert code == 1
    assert said == "No Python 3.11 or newer was found (Python 3.9.2 is here). Install one and try again."


def test_an_unknown_part_is_refused_before_anything_is_installed(machine):
    code, said = machine("script/test", "sqlit")
    assert code == 1
    assert said.startswith('script/test does not know "sqlit". It knows: sqlite, postgres, browser, demo,')
