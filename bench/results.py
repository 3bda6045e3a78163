"""bench/results.json: every run with its figures and with what it ran on; the newest of each database and size."""

import datetime
import json
import os
import platform
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import connection

from bench.figures import Figure

FILE = Path(__file__).resolve().parent / "results.json"
NAMES = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}
_POSTGRES_SETTINGS = (
    *("shared_buffers", "effective_cache_size", "work_mem", "random_page_cost"),
    *("fsync", "synchronous_commit", "jit"),
)
_SQLITE_PRAGMAS = ("journal_mode", "synchronous", "cache_size", "page_size")

Run = dict[str, Any]


def read(file: Path = FILE) -> list[Run]:
    """The runs, by database and size."""
    return list(json.loads(file.read_text())["runs"]) if file.exists() else []


def keep(run: Run, file: Path = FILE) -> None:
    """Put a run into the file, in the place of an earlier one of the same database and size."""
    key = (run["database"], run["parties"])
    others = [one for one in read(file) if (one["database"], one["parties"]) != key]
    runs = sorted([*others, run], key=lambda one: (one["database"], one["parties"]))
    file.write_text(json.dumps({"runs": runs}, indent=1, ensure_ascii=False) + "\n")


def described(loaded: dict[str, Any], figures: Sequence[Figure], before: tuple[float, ...]) -> Run:
    """A run: the figures, the data, and everything that they depend on."""
    return {
        "database": connection.vendor,
        "version": _version(),
        "settings": _settings(),
        **loaded,
        "commit": _commit(),
        "date": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "machine": machine(),
        "python": platform.python_version(),
        "django": django.get_version(),
        "load_before": round(before[0], 1),
        "load_after": round(os.getloadavg()[0], 1),
        "figures": [figure.as_dict() for figure in figures],
    }


def machine() -> str:
    """Processor, cores and memory."""
    info = Path("/proc/cpuinfo")
    text = info.read_text() if info.exists() else ""
    models = [line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    processor = models[0] if models else platform.machine()
    return f"{processor}, {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()}"


def _version() -> str:
    connection.ensure_connection()
    version: Any = connection.get_database_version()
    return f"{NAMES[connection.vendor]} {'.'.join(map(str, version))}"


def _settings() -> dict[str, str]:
    wanted = _POSTGRES_SETTINGS if connection.vendor == "postgresql" else _SQLITE_PRAGMAS
    ask = "SHOW " if connection.vendor == "postgresql" else "PRAGMA "
    found = {}
    with connection.cursor() as cursor:
        for name in wanted:
            cursor.execute(ask + name)
            found[name] = str(cursor.fetchone()[0])
    return found


def _commit() -> str:
    """The commit that was measured; "-dirty" where files differ from it, other than the results themselves."""
    commit = _git("rev-parse", "--short", "HEAD")
    differs = _git(
        "status", "--porcelain", "--untracked-files=no", "--", ".", f":(exclude,top)bench/{FILE.name}"
    )
    return f"{commit}-dirty" if differs else commit


def _git(*arguments: str) -> str:
    command = [shutil.which("git") or "git", *arguments]
    done = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    return done.stdout.strip()
